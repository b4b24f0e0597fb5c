import { Entity } from "@effect/cluster"
import { Clock, Effect, Either, Schema } from "effect"
import * as Answer from "../Answer.ts"
import { ArtistEntity } from "../artist/protocol.ts"
import { ask } from "../Ask.ts"
import { BookingNotFound, BookingRefusal, type BookingTerms, BookingView, statusOf } from "../domain/Booking.ts"
import { BookingId, RequestId } from "../domain/Ids.ts"
import { Unavailable } from "../domain/Unavailable.ts"
import { VenueRefusal } from "../domain/VenueRefusals.ts"
import { VenueEntity } from "../venue/protocol.ts"
import * as Writer from "../Writer.ts"
import * as behavior from "./behavior.ts"
import { changes } from "./projection.ts"
import { BookingEntity, type Errand } from "./protocol.ts"
import { Booking, BookingEvent, evolve, initial } from "./state.ts"

const definition: Writer.Definition<Booking, BookingEvent> = {
  type: "booking",
  initial,
  evolve,
  codec: Writer.codec(Booking, BookingEvent),
  keeps: "journal",
  due: behavior.due,
  ...changes
}

const viewed = Answer.make(Schema.NullOr(BookingView), BookingRefusal)
const noted = Answer.make(Schema.Void, Schema.Never)
const isVenueRefusal = Schema.is(VenueRefusal)

interface Sent {
  readonly requestId: string
  readonly actor: string
}

/** One show. What it needs of its venue and its artist it asks step by step, each step in its journal before the next. */
export const layer = BookingEntity.toLayer(
  Effect.gen(function*() {
    const { entityId } = yield* Entity.CurrentAddress
    const bookingId = BookingId.make(entityId)
    const writer = yield* Writer.make(definition, entityId)
    const venueOf = yield* VenueEntity.client
    const artistOf = yield* ArtistEntity.client
    const advancing = yield* Effect.makeSemaphore(1)

    const viewOf = (booking: Booking): BookingView | null =>
      booking.terms === null ? null : behavior.view(bookingId, booking.terms, booking)

    const found = <E, R>(view: Effect.Effect<BookingView | null, E, R>) =>
      Effect.flatMap(view, (view) => view ? Effect.succeed(view) : Effect.fail(new BookingNotFound({ bookingId })))

    /** One step of an errand. Its request id derives from the errand, so a step that was done before is not done again. */
    const step = (errand: Errand, terms: BookingTerms, booking: Booking) => {
      const requestId = RequestId.make(`${bookingId}/${errand.id}/${errand.step}`)
      const { artistId, date, stageId, venueId } = terms
      const slot = { requestId, actor: errand.actor, stageId, date, bookingId }
      const venue = venueOf(venueId)
      const nothing = { level: null, expiresAt: null }
      switch (errand.step) {
        case "hold":
          return ask(`Venue ${venueId}`, venue.PlaceHold({ ...slot, dates: [date], targetDate: date })).pipe(
            Effect.map((standings) => standings[0] ?? nothing)
          )
        case "book":
          return ask(`Venue ${venueId}`, venue.Book(slot))
        case "undo":
          return behavior.keepsHoldWhenUndone(booking)
            ? Effect.succeed(nothing)
            : ask(`Venue ${venueId}`, venue.ReleaseHold(slot))
        case "withdraw":
          return Effect.as(
            ask(`Venue ${venueId}`, venue.Withdraw({ requestId, actor: errand.actor, bookingId })),
            nothing
          )
        case "notice": {
          const live = statusOf(booking.stage) === "pending" || statusOf(booking.stage) === "confirmed"
          return ask(
            `Artist ${artistId}`,
            artistOf(artistId).SetBookingLive({ requestId, actor: errand.actor, bookingId, live })
          ).pipe(Effect.catchTag("ArtistNotFound", () => Effect.void), Effect.as(nothing))
        }
      }
    }

    /** Goes on with whatever is underway until nothing is, or until somebody does not answer. */
    const advance: Effect.Effect<void, Unavailable> = Effect.gen(function*() {
      for (;;) {
        const booking = yield* writer.state
        const { errand, terms } = booking
        if (errand === null || terms === null) return
        const answer = yield* step(errand, terms, booking).pipe(
          Effect.map((standing) => Either.right(standing)),
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

    /** Nobody waits for the artist to be told: the timer sees to it. */
    const onlyNoticeLeft = (unavailable: Unavailable) =>
      Effect.flatMap(writer.state, ({ errand }) => errand?.kind === "notice" ? Effect.void : Effect.fail(unavailable))

    /** Starts an errand, sees it through, and answers how it ended; a repeat finds the start, the end and the answer. */
    const errand = ({ actor, requestId }: Sent, start: (atMillis: number) => behavior.Decide) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        yield* writer.run({ requestId: `${requestId}/start`, actor, answer: viewed }, start(now), viewOf)
        yield* Effect.catchAll(advance, onlyNoticeLeft)
        return yield* writer.run({ requestId, actor, answer: viewed }, behavior.outcome(bookingId), viewOf)
      }).pipe(found)

    return BookingEntity.of({
      Open: ({ payload: { actor, requestId, terms } }) =>
        Effect.flatMap(
          Clock.currentTimeMillis,
          (now) => writer.run({ requestId, actor, answer: viewed }, behavior.open(bookingId, terms, now), viewOf)
        ).pipe(found),
      Hold: ({ payload }) => errand(payload, (now) => behavior.requestHold(bookingId, payload.actor, now)),
      Confirm: ({ payload }) => errand(payload, (now) => behavior.requestConfirmation(bookingId, payload.actor, now)),
      Cancel: ({ payload }) =>
        errand(payload, (now) => behavior.requestCancellation(bookingId, payload.actor, payload.reason, now)),
      Get: () => found(Effect.map(writer.state, viewOf)),
      Wake: () => Effect.catchAll(advance, (unavailable) => Effect.logWarning(unavailable.message))
    })
  }),
  {
    concurrency: "unbounded",
    mailboxCapacity: 256,
    disableFatalDefects: true,
    spanAttributes: { "app.entity": "booking" }
  }
)
