import { Clock, Effect, Either, Schema } from "effect"
import * as Answer from "../Answer.ts"
import { ArtistEntity } from "../artist/protocol.ts"
import { ask } from "../Ask.ts"
import { type BookingTerms, statusOf } from "../domain/Booking.ts"
import { type BookingId, RequestId } from "../domain/Ids.ts"
import type { Unavailable } from "../domain/Unavailable.ts"
import type { Standing } from "../domain/Venue.ts"
import { VenueRefusal } from "../domain/VenueRefusals.ts"
import { VenueEntity } from "../venue/protocol.ts"
import type { Writer } from "../Writer.ts"
import * as behavior from "./behavior.ts"
import type { Errand } from "./protocol.ts"
import type { Booking, BookingEvent } from "./state.ts"

const noted = Answer.make(Schema.Void, Schema.Never)
const isVenueRefusal = Schema.is(VenueRefusal)
const nothing: ReadonlyArray<Standing> = []

/**
 * Goes on with whatever the booking has underway until nothing is, or until somebody does not answer. Each step is in the
 * journal before the next one is asked, and its request id derives from the errand: no step is done twice.
 */
export const make = Effect.fnUntraced(function*(bookingId: BookingId, writer: Writer<Booking, BookingEvent>) {
  const venueOf = yield* VenueEntity.client
  const artistOf = yield* ArtistEntity.client
  const advancing = yield* Effect.makeSemaphore(1)

  const step = (errand: Errand, terms: BookingTerms, booking: Booking) => {
    const requestId = RequestId.make(`${bookingId}/${errand.id}/${errand.step}`)
    const { artistId, stageId, venueId } = terms
    const { actor, dates } = errand
    const target = dates[0] ?? terms.date
    const slot = { requestId, actor, stageId, date: target, bookingId }
    const overridden = errand.override === null ? {} : { override: { by: actor, reason: errand.override } }
    const venue = venueOf(venueId)
    const asked = <A, E>(call: Parameters<typeof ask<A, E, never>>[1]) => ask(`Venue ${venueId}`, call)
    switch (errand.step) {
      case "hold":
        return asked(venue.PlaceHold({ ...slot, dates, targetDate: target }))
      case "book":
        return Effect.as(
          asked(venue.Book({ ...slot, ...overridden })),
          nothing
        )
      case "undo":
        return errand.hadHold ? Effect.succeed(nothing) : Effect.as(asked(venue.ReleaseHold(slot)), nothing)
      case "withdraw":
        return Effect.as(asked(venue.Withdraw({ requestId, actor, bookingId })), nothing)
      case "move":
        return Effect.as(
          booking.stage === "postponed"
            ? asked(venue.Book({ ...slot, ...overridden }))
            : asked(venue.Move({ ...slot, from: { stageId, date: terms.date }, ...overridden })),
          nothing
        )
      case "free":
        return Effect.as(asked(venue.Free({ ...slot, date: terms.date })), nothing)
      case "notice": {
        const live = statusOf(booking.stage) === "pending" || statusOf(booking.stage) === "confirmed"
        return ask(`Artist ${artistId}`, artistOf(artistId).SetBookingLive({ requestId, actor, bookingId, live })).pipe(
          Effect.catchTag("ArtistNotFound", () => Effect.void),
          Effect.as(nothing)
        )
      }
    }
  }

  const advance: Effect.Effect<void, Unavailable> = Effect.gen(function*() {
    for (;;) {
      const booking = yield* writer.state
      const { errand, terms } = booking
      if (errand === null || terms === null) return
      const answer = yield* step(errand, terms, booking).pipe(
        Effect.map((standings) => Either.right(standings)),
        Effect.catchIf(isVenueRefusal, (refusal) => Effect.succeed(Either.left(refusal))),
        Effect.tapError(() =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            writer.run(
              { requestId: `${errand.id}/${errand.step}/delayed-${now}`, actor: errand.actor, answer: noted },
              behavior.delay(now),
              () => undefined
            ))
        )
      )
      const now = yield* Clock.currentTimeMillis
      yield* writer.run(
        { requestId: `${errand.id}/${errand.step}`, actor: errand.actor, answer: noted },
        behavior.noteAnswer(errand, answer, now),
        () => undefined
      )
    }
  }).pipe(advancing.withPermits(1))

  return { advance }
})
