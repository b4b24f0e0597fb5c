import { Array, Clock, Effect, Either, Schema } from "effect"
import * as Answer from "../Answer.ts"
import { ask } from "../Ask.ts"
import { BookingEntity } from "../booking/protocol.ts"
import type { HoldNotice } from "../domain/HoldNotice.ts"
import { BookingId, RequestId, type VenueId } from "../domain/Ids.ts"
import type { Writer } from "../Writer.ts"
import type { VenueEvent } from "./events.ts"
import type { Venue } from "./state.ts"

const told = Answer.make(Schema.Void, Schema.Never)
const retryMillis = 5_000
const toldTogether = 8

/**
 * Tells the bookings what has become of their holds. What is to be told is part of the venue's state, so it survives a crash;
 * a booking may be told twice, and knows by the revision what it knew already. A hold of a booking that nobody opened is
 * told to nobody.
 */
export const make = Effect.fnUntraced(function*(venueId: VenueId, writer: Writer<Venue, VenueEvent>) {
  const bookingOf = yield* BookingEntity.client
  const delivering = yield* Effect.makeSemaphore(1)

  const tell = (bookingId: string, notices: ReadonlyArray<HoldNotice>) => {
    const last = Math.max(...notices.map(({ revision }) => revision))
    const requestId = RequestId.make(`${venueId}/notice-${last}`)
    return ask(
      `Booking ${bookingId}`,
      bookingOf(BookingId.make(bookingId)).NoteHolds({ requestId, actor: venueId, venueId, notices })
    ).pipe(
      Effect.asVoid,
      Effect.catchTag("BookingNotFound", () => Effect.void),
      Effect.either
    )
  }

  const note = (requestId: string, event: VenueEvent) =>
    writer.run({ requestId, actor: venueId, answer: told }, () => Either.right([event]), () => undefined)

  const round = Effect.gen(function*() {
    const { notices } = yield* writer.state
    if (notices.length === 0) return false
    const answers = yield* Effect.forEach(
      Object.entries(Array.groupBy(notices, ({ bookingId }) => bookingId)),
      ([bookingId, notices]) => tell(bookingId, notices),
      { concurrency: toldTogether }
    )
    const at = yield* Clock.currentTimeMillis
    if (answers.some(Either.isLeft)) {
      yield* note(`notices-delayed-${at}`, { _tag: "NoticesDelayed", until: at + retryMillis, at })
      return false
    }
    const upTo = Math.max(...notices.map(({ revision }) => revision))
    yield* note(`notices-delivered-${upTo}`, { _tag: "NoticesDelivered", upTo, at })
    return true
  })

  /** Until nothing is left to tell, or somebody cannot be told now. */
  return {
    deliver: round.pipe(
      Effect.repeat({ while: (again) => again }),
      Effect.catchAll((unavailable) => Effect.logWarning(unavailable.message)),
      delivering.withPermitsIfAvailable(1),
      Effect.asVoid
    )
  }
})
