import { Effect } from "effect"
import { ask } from "../entities/Ask.ts"
import type { BookingEntity } from "../entities/booking/protocol.ts"
import type { BookingId, RequestId } from "../entities/domain/Ids.ts"
import { type Acting, acting } from "./acting.ts"

type BookingOf = Effect.Effect.Success<typeof BookingEntity.client>

/** A command of the principal of the call to one booking. */
export const commanding =
  (bookingOf: BookingOf) =>
  <A, E, P extends { readonly bookingId: BookingId; readonly requestId: RequestId }>(
    { bookingId, ...payload }: P,
    send: (booking: ReturnType<BookingOf>, payload: Omit<P, "bookingId"> & Acting) => Effect.Effect<A, E>
  ) =>
    Effect.flatMap(
      acting("booker", payload.requestId),
      (sent) => ask(`Booking ${bookingId}`, send(bookingOf(bookingId), { ...payload, ...sent }), "15 seconds")
    )
