import { Entity } from "@effect/cluster"
import { Clock, Effect, Either, Schema } from "effect"
import * as Answer from "../Answer.ts"
import * as Definition from "../Definition.ts"
import { BookingNotFound, BookingRefusal, BookingView } from "../domain/Booking.ts"
import { BookingId } from "../domain/Ids.ts"
import type { OfferWanted } from "../domain/Offer.ts"
import { SettlementView } from "../domain/Settling.ts"
import type { Unavailable } from "../domain/Unavailable.ts"
import * as Writer from "../Writer.ts"
import { ActCalendar } from "./ActCalendar.ts"
import * as behavior from "./behavior.ts"
import * as contracts from "./contract/behavior.ts"
import type { Asked, Decide } from "./decide.ts"
import { due, nextDue } from "./due.ts"
import * as offers from "./offer/behavior.ts"
import * as offerViews from "./offer/view.ts"
import { changes } from "./projection.ts"
import { BookingEntity } from "./protocol.ts"
import * as Saga from "./saga.ts"
import * as sale from "./sale/behavior.ts"
import * as settlements from "./settlement/behavior.ts"
import * as settlementViews from "./settlement/view.ts"
import { Booking, BookingEvent, evolve, initial } from "./state.ts"
import { view } from "./view.ts"

const definition: Definition.Definition<Booking, BookingEvent> = {
  type: "booking",
  initial,
  evolve,
  codec: Definition.codec(Booking, BookingEvent),
  keeps: "journal",
  due: nextDue,
  ...changes
}

const viewed = Answer.make(Schema.NullOr(BookingView), BookingRefusal)
const settled = Answer.make(Schema.NullOr(SettlementView), BookingRefusal)
const noted = Answer.make(Schema.Void, Schema.Never)

interface Sent {
  readonly requestId: string
  readonly actor: string
}

/** One show. What it needs of its venue and its artist it asks step by step (see `saga.ts`). */
export const layer = BookingEntity.toLayer(
  Effect.gen(function*() {
    const { entityId } = yield* Entity.CurrentAddress
    const bookingId = BookingId.make(entityId)
    const writer = yield* Writer.make(definition, entityId)
    const calendar = yield* ActCalendar
    const { advance } = yield* Saga.make(bookingId, writer)

    const viewOf = (booking: Booking): BookingView | null =>
      booking.terms === null ? null : view(bookingId, booking.terms, booking)

    const settlementOf = ({ settling, terms, ...booking }: Booking): SettlementView | null =>
      terms === null || settling === null ? null : settlementViews.view({ ...booking, settling, terms }, settling)

    const found = <A, E, R>(view: Effect.Effect<A | null, E, R>) =>
      Effect.flatMap(view, (view) => view ? Effect.succeed(view) : Effect.fail(new BookingNotFound({ bookingId })))

    const asked = (actor: string) =>
      Effect.map(Clock.currentTimeMillis, (atMillis): Asked => ({ bookingId, actor, atMillis }))

    /** A command that is done when it is stored. */
    const command = ({ actor, requestId }: Sent, rule: (asked: Asked) => Decide) =>
      Effect.flatMap(
        asked(actor),
        (asked) => writer.run({ requestId, actor, answer: viewed }, rule(asked), viewOf)
      ).pipe(found)

    /** Nobody waits for the artist to be told: the timer sees to it. */
    const onlyNoticeLeft = (unavailable: Unavailable) =>
      Effect.flatMap(writer.state, ({ errand }) => errand?.kind === "notice" ? Effect.void : Effect.fail(unavailable))

    /** Starts an errand, sees it through, and answers how it ended; a repeat finds the start, the end and the answer. */
    const errand = (sent: Sent, start: (asked: Asked) => Decide, end: (asked: Asked) => Decide) =>
      Effect.gen(function*() {
        yield* command({ ...sent, requestId: `${sent.requestId}/start` }, start)
        yield* Effect.catchAll(advance, onlyNoticeLeft)
        return yield* command(sent, end)
      })

    /** What stands in the way of the show as it would be with these terms. */
    const conflicts = (wanted: Pick<OfferWanted, "date" | "radius"> = {}) =>
      Effect.flatMap(
        writer.state,
        ({ terms }) => terms === null ? Effect.succeed([]) : calendar.conflicts(bookingId, { ...terms, ...wanted })
      )

    const draftOf = (version: number) =>
      Effect.map(writer.state, ({ offers }) => offers.find((offer) => offer.version === version)?.terms)

    const wake = Effect.gen(function*() {
      const { actor, atMillis } = yield* asked("booking")
      const next = nextDue(yield* writer.state)
      if (next !== null && next <= atMillis) {
        yield* writer.run(
          { requestId: `due-${atMillis}`, actor, answer: noted },
          (booking) => Either.right(due(atMillis)(booking)),
          () => undefined
        )
      }
      yield* advance
    })

    return BookingEntity.of({
      Open: ({ payload }) => command(payload, (asked) => behavior.open(asked, payload.terms)),
      Hold: ({ payload: { dates = [], ...sent } }) =>
        errand(
          sent,
          (asked) => behavior.requestHold(asked, dates),
          behavior.outcome("place a hold", behavior.holdsAll(dates))
        ),
      Confirm: ({ payload }) =>
        Effect.flatMap(
          conflicts(),
          (conflicts) =>
            errand(
              payload,
              (asked) => behavior.requestConfirmation(asked, { ...payload, conflicts }),
              behavior.outcome("be confirmed", behavior.owns)
            )
        ),
      Postpone: ({ payload: { date = null, override, reason, waiver, ...sent } }) =>
        Effect.flatMap(
          date === null ? Effect.succeed([]) : conflicts({ date }),
          (conflicts) =>
            errand(
              sent,
              (asked) => behavior.requestPostponement(asked, { date, reason, override, waiver, conflicts }),
              behavior.outcome("be postponed", behavior.isPostponedTo(date))
            )
        ),
      Cancel: ({ payload }) =>
        errand(
          payload,
          (asked) => behavior.requestCancellation(asked, payload.reason),
          behavior.outcome("be cancelled", ({ stage }) => stage === "cancelled")
        ),
      Lose: ({ payload }) =>
        errand(
          payload,
          (asked) => behavior.lose(asked, payload.reason),
          behavior.outcome("be lost", ({ stage }) => stage === "lost")
        ),
      Get: () => found(Effect.map(writer.state, viewOf)),

      DraftOffer: ({ payload }) => command(payload, (asked) => offers.draft(asked, payload.offer)),
      SendOffer: ({ payload }) =>
        Effect.flatMap(
          Effect.flatMap(draftOf(payload.version), conflicts),
          (conflicts) => command(payload, (asked) => offers.send(asked, { ...payload, conflicts }))
        ),
      CounterOffer: ({ payload }) =>
        Effect.flatMap(
          conflicts(payload.offer),
          (conflicts) => command(payload, (asked) => offers.counter(asked, { ...payload, conflicts }, payload.offer))
        ),
      AcceptOffer: ({ payload }) => command(payload, (asked) => offers.accept(asked, payload.version)),
      DeclineOffer: ({ payload }) =>
        errand(
          payload,
          (asked) => offers.decline(asked, payload.version, payload.reason),
          behavior.outcome("decline an offer", offers.isDeclined(payload.version))
        ),
      WithdrawOffer: ({ payload }) =>
        command(payload, (asked) => offers.withdraw(asked, payload.version, payload.reason)),
      GetOffer: ({ payload }) =>
        Effect.flatMap(writer.state, (booking) => offerViews.view(bookingId, booking, payload.version)),
      CompareOffers: ({ payload: { from, to } }) =>
        Effect.flatMap(writer.state, (booking) => offerViews.compare(bookingId, booking, from, to)),
      SignContract: ({ payload }) => command(payload, (asked) => contracts.sign(asked, payload)),
      Sell: ({ payload }) => command(payload, (asked) => sale.sell(asked, payload.change)),
      Settle: ({ payload: { actor, change, requestId } }) =>
        Effect.flatMap(
          asked(actor),
          (asked) => writer.run({ requestId, actor, answer: settled }, settlements.settle(asked, change), settlementOf)
        ).pipe(found),
      GetSettlement: () =>
        Effect.flatMap(writer.state, (booking) => {
          const view = settlementOf(booking)
          return view === null
            ? Effect.fail(settlements.notBegun(bookingId, booking))
            : Effect.succeed(view)
        }),

      NoteHolds: ({ payload }) =>
        Effect.asVoid(command(payload, (asked) => behavior.noteHolds(asked, payload.venueId, payload.notices))),
      RadiusConflicts: () => conflicts(),

      Wake: () => Effect.catchAll(wake, (unavailable) => Effect.logWarning(unavailable.message))
    })
  }),
  {
    concurrency: "unbounded",
    mailboxCapacity: 256,
    disableFatalDefects: true,
    spanAttributes: { "app.entity": "booking" }
  }
)
