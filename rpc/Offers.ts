import type { Rpc, RpcGroup } from "@effect/rpc"
import { Context, Effect, Layer } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import type { BookingId, RequestId } from "../entities/domain/Ids.ts"
import { type Acting, acting } from "./acting.ts"
import { OfferRpcs } from "./contract/OfferRpcs.ts"
import type { SaleRpcs } from "./contract/SaleRpcs.ts"

const make = Effect.gen(function*() {
  const bookingOf = yield* BookingEntity.client

  /** A command of the principal of the call to one booking. */
  const commanded = <A, E, P extends { readonly bookingId: BookingId; readonly requestId: RequestId }>(
    { bookingId, ...payload }: P,
    send: (booking: ReturnType<typeof bookingOf>, payload: Omit<P, "bookingId"> & Acting) => Effect.Effect<A, E>
  ) =>
    Effect.flatMap(
      acting("booker", payload.requestId),
      (sent) => ask(`Booking ${bookingId}`, send(bookingOf(bookingId), { ...payload, ...sent }), "15 seconds")
    )

  return {
    SellShow: (wanted: Rpc.Payload<RpcGroup.Rpcs<typeof SaleRpcs>>) =>
      commanded(wanted, (booking, sent) => booking.Sell(sent)),
    ...OfferRpcs.of({
      DraftOffer: (wanted) => commanded(wanted, (booking, sent) => booking.DraftOffer(sent)),
      SendOffer: (wanted) => commanded(wanted, (booking, sent) => booking.SendOffer(sent)),
      CounterOffer: (wanted) => commanded(wanted, (booking, sent) => booking.CounterOffer(sent)),
      AcceptOffer: (wanted) => commanded(wanted, (booking, sent) => booking.AcceptOffer(sent)),
      DeclineOffer: (wanted) => commanded(wanted, (booking, sent) => booking.DeclineOffer(sent)),
      WithdrawOffer: (wanted) => commanded(wanted, (booking, sent) => booking.WithdrawOffer(sent)),
      GetOffer: ({ bookingId, version }) => ask(`Booking ${bookingId}`, bookingOf(bookingId).GetOffer({ version })),
      CompareOffers: ({ bookingId, from, to }) =>
        ask(`Booking ${bookingId}`, bookingOf(bookingId).CompareOffers({ from, to })),
      GetRadiusConflicts: ({ bookingId }) => ask(`Booking ${bookingId}`, bookingOf(bookingId).RadiusConflicts())
    })
  }
})

/** What can be done with the offers of a booking; the RPC and the REST side answer with it. */
export class Offers extends Context.Tag("promoteros/rpc/Offers")<Offers, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Offers, make)
}
