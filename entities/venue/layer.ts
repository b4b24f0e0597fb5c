import { Entity } from "@effect/cluster"
import { Clock, Effect, Either, Schema } from "effect"
import * as Answer from "../Answer.ts"
import * as Definition from "../Definition.ts"
import { type BookingId, VenueId } from "../domain/Ids.ts"
import { Standing } from "../domain/Venue.ts"
import { VenueNotRegistered, VenueRefusal } from "../domain/VenueRefusals.ts"
import * as Writer from "../Writer.ts"
import * as behavior from "./behavior.ts"
import * as challenges from "./challenges.ts"
import { dateState, holdOf, type Slot } from "./dates.ts"
import * as Delivery from "./delivery.ts"
import { due, wakeAt } from "./due.ts"
import { VenueEvent } from "./events.ts"
import { changes } from "./projection.ts"
import { VenueEntity, type VenueView } from "./protocol.ts"
import { avails } from "./queue.ts"
import { evolve, initial, Venue } from "./state.ts"

const codec = Definition.codec(Venue, VenueEvent)
const standing = Answer.make(Standing, VenueRefusal)
const standings = Answer.make(Schema.Array(Standing), VenueRefusal)
const done = Answer.make(Schema.Void, VenueRefusal)

interface Sent {
  readonly requestId: string
  readonly actor: string
}

/** The calendar's only writer: every conflict about a date is decided here, one command after the other. */
export const layer = VenueEntity.toLayer(
  Effect.gen(function*() {
    const { entityId } = yield* Entity.CurrentAddress
    const venueId = VenueId.make(entityId)
    const writer = yield* Writer.make<Venue, VenueEvent>({
      type: "venue",
      initial: initial(venueId),
      evolve,
      codec,
      keeps: "journal",
      due: (venue) => wakeAt(venue) ?? null,
      ...changes
    }, entityId)
    const { deliver } = yield* Delivery.make(venueId, writer)
    const scope = yield* Effect.scope

    /** Whoever waits for the answer does not wait for those who are told. */
    const telling = Effect.flatMap(
      writer.state,
      ({ notices }) => notices.length === 0 ? Effect.void : Effect.asVoid(Effect.forkIn(deliver, scope))
    )
    const run: typeof writer.run = (command, decide, reply) =>
      Effect.zipLeft(writer.run(command, decide, reply), telling)

    const standingOf = (venue: Venue, slot: Slot, bookingId: BookingId): Standing => {
      const date = dateState(venue, slot)
      const hold = holdOf(date, bookingId)
      return {
        stageId: slot.stageId,
        date: slot.date,
        bookingId,
        level: hold?.level ?? null,
        booked: date.booked?.bookingId === bookingId,
        expiresAt: hold?.expiresAt ?? null,
        revision: venue.revision
      }
    }

    const decide = <P extends Sent & Slot & { readonly bookingId: BookingId }, R extends VenueRefusal>(
      payload: P,
      rule: (args: P & { readonly at: number }) => (venue: Venue) => Either.Either<ReadonlyArray<VenueEvent>, R>
    ) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        run(
          { requestId: payload.requestId, actor: payload.actor, answer: standing },
          rule({ ...payload, at }),
          (after) => standingOf(after, payload, payload.bookingId)
        ))

    const registered = Effect.flatMap(
      writer.state,
      (venue) =>
        venue.facts
          ? Effect.succeed({ ...venue, facts: venue.facts })
          : Effect.fail(new VenueNotRegistered({ venueId }))
    )

    return VenueEntity.of({
      Register: ({ payload: { actor, facts, requestId } }) =>
        Effect.flatMap(Clock.currentTimeMillis, (at) =>
          run(
            { requestId, actor, answer: done },
            (venue) => venue.facts ? behavior.change({ facts, at })(venue) : behavior.register({ facts, at })(venue),
            () => undefined
          )),
      Get: () => Effect.map(registered, ({ dates, facts }): VenueView => ({ venueId, facts, dates })),
      Avails: ({ payload: { days, from, stageId } }) =>
        Effect.map(registered, (venue) => avails(venue, stageId, from, days)),
      PlaceHold: ({ payload }) =>
        Effect.flatMap(Clock.currentTimeMillis, (at) =>
          run(
            { requestId: payload.requestId, actor: payload.actor, answer: standings },
            behavior.place({ ...payload, at }),
            (after) =>
              payload.dates.map((date) => standingOf(after, { stageId: payload.stageId, date }, payload.bookingId))
          )),
      ReleaseHold: ({ payload }) => decide(payload, behavior.release),
      ExtendHold: ({ payload }) => decide(payload, behavior.extend),
      PromoteHold: ({ payload }) => decide(payload, behavior.promote),
      Book: ({ payload }) => decide(payload, behavior.book),
      Move: ({ payload }) => decide(payload, behavior.move),
      Free: ({ payload }) => decide(payload, behavior.free),
      Challenge: ({ payload }) => decide(payload, challenges.challenge),
      GiveUpHold: ({ payload }) => decide(payload, challenges.giveUp),
      WithdrawChallenge: ({ payload }) => decide(payload, challenges.withdrawChallenge),
      Withdraw: ({ payload: { actor, bookingId, requestId } }) =>
        Effect.flatMap(
          Clock.currentTimeMillis,
          (at) => run({ requestId, actor, answer: done }, behavior.withdraw({ bookingId, at }), () => undefined)
        ),
      Wake: () =>
        Effect.gen(function*() {
          const at = yield* Clock.currentTimeMillis
          const venue = yield* registered
          const next = wakeAt(venue)
          // a wake before its time must not use up the id of the one that is due
          if (next === undefined || next > at) return
          yield* run(
            { requestId: `wake-${next}`, actor: "venue", answer: done },
            (venue) => Either.right(due(at)(venue)),
            () => undefined
          )
        }).pipe(Effect.catchAll((refusal) => Effect.logWarning(refusal.message)))
    })
  }),
  {
    concurrency: "unbounded",
    mailboxCapacity: 1024,
    disableFatalDefects: true,
    spanAttributes: { "app.entity": "venue" }
  }
)
