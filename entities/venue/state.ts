import { Schema, Struct } from "effect"
import { HoldNotice } from "../domain/HoldNotice.ts"
import { type BookingId, VenueId } from "../domain/Ids.ts"
import { toEpochDay } from "../domain/ShowDate.ts"
import { VenueFacts } from "../domain/Venue.ts"
import { type Challenge, dateKey, DateState, dateState, find, type Hold, holdOf, type Slot } from "./dates.ts"
import type { HoldPlaced, HoldTargeted, VenueEvent } from "./events.ts"
import { withNotices } from "./notices.ts"

/** Epoch milliseconds. */
const Instant = Schema.Int

/** Everything that may still change an answer: released holds and free dates are in the journal only. */
export const Venue = Schema.Struct({
  venueId: VenueId,
  /** absent until the venue is registered */
  facts: Schema.optionalWith(VenueFacts, { exact: true }),
  /** in the order of `bySlot`; a date without holds or booking has no entry */
  dates: Schema.Array(DateState),
  /** how many events it has seen */
  revision: Schema.Int,
  /** what holders are still to be told, and when the timer looks after it */
  notices: Schema.Array(HoldNotice),
  noticesDueAt: Schema.optionalWith(Instant, { exact: true })
})
export type Venue = typeof Venue.Type

export const initial = (venueId: VenueId): Venue => ({ venueId, dates: [], revision: 0, notices: [] })

export const evolve = (venue: Venue, event: VenueEvent): Venue =>
  withNotices(venue, { ...change(venue, event), revision: venue.revision + 1 }, event)

const change = (venue: Venue, event: VenueEvent): Venue => {
  switch (event._tag) {
    case "VenueRegistered":
    case "VenueChanged":
      return { ...venue, facts: event.facts }
    case "HoldPlaced":
      return onDate(venue, event, (date) => ({ ...date, holds: byLevel([...date.holds, holdPlaced(event)]) }))
    case "HoldReleased":
    case "HoldExpired":
      return onDate(venue, event, (date) => ({
        ...date,
        holds: date.holds.filter((hold) => hold.bookingId !== event.bookingId)
      }))
    case "HoldPromoted":
      return onHold(venue, event, (hold) => ({ ...hold, level: event.level }))
    case "HoldTargeted":
      return targeted(venue, event)
    case "HoldExtended":
      return onHold(venue, event, (hold) => ({
        ...Struct.omit(hold, "remindAt"),
        expiresAt: event.expiresAt,
        extensions: hold.extensions + 1,
        ...(event.remindAt === undefined ? {} : { remindAt: event.remindAt })
      }))
    case "HoldReminded":
      return onHold(venue, event, (hold) => Struct.omit(hold, "remindAt"))
    case "DateBooked":
      return onDate(withoutBygones(venue, event.at), event, ({ date, stageId }) => ({
        stageId,
        date,
        holds: [],
        booked: { bookingId: event.bookingId, at: event.at }
      }))
    case "DateFreed":
      return onDate(venue, event, (date) => Struct.omit(date, "booked"))
    case "ChallengeOpened":
      return onDate(venue, event, (date) => ({
        ...date,
        challenge: { challenger: event.bookingId, openedAt: event.at, asked: event.bookingId, answerBy: event.at }
      }))
    case "ChallengeAsked":
      return onChallenge(venue, event, { asked: event.bookingId, answerBy: event.answerBy })
    case "ChallengeWon":
      return onChallenge(venue, event, { asked: event.bookingId, answerBy: event.confirmBy })
    case "ChallengeEnded":
      return onDate(venue, event, (date) => Struct.omit(date, "challenge"))
    case "NoticesDelivered": {
      const notices = venue.notices.filter(({ revision }) => revision > event.upTo)
      const rest = { ...Struct.omit(venue, "noticesDueAt"), notices }
      return notices.length === 0 ? rest : { ...rest, noticesDueAt: event.at }
    }
    case "NoticesDelayed":
      return { ...venue, noticesDueAt: event.until }
  }
}

const onDate = (venue: Venue, slot: Slot, change: (date: DateState) => DateState): Venue => {
  const { found, index } = find(venue, slot)
  const after = change(dateState(venue, slot))
  const isFree = after.holds.length === 0 && !after.booked && !after.challenge
  return { ...venue, dates: venue.dates.toSpliced(index, found ? 1 : 0, ...(isFree ? [] : [after])) }
}

/** How long a past show keeps its date: back-office entry of old shows must not find it free. */
const bygoneDays = 400

const withoutBygones = (venue: Venue, at: number): Venue => {
  const before = at - bygoneDays * 86_400_000
  const isBygone = ({ booked, date }: DateState) =>
    booked !== undefined && booked.at < before && toEpochDay(date) * 86_400_000 < before
  return venue.dates.some(isBygone) ? { ...venue, dates: venue.dates.filter((date) => !isBygone(date)) } : venue
}

const onHold = (venue: Venue, slot: Slot & { readonly bookingId: BookingId }, change: (hold: Hold) => Hold): Venue =>
  onDate(venue, slot, (date) => ({
    ...date,
    holds: byLevel(date.holds.map((hold) => hold.bookingId === slot.bookingId ? change(hold) : hold))
  }))

const targeted = (venue: Venue, event: typeof HoldTargeted.Type): Venue => {
  const key = dateKey(event)
  const held = venue.dates.filter((date) => holdOf(date, event.bookingId) !== undefined)
  return held.reduce(
    (venue, date) =>
      onHold(venue, { stageId: date.stageId, date: date.date, bookingId: event.bookingId }, (hold) => ({
        ...hold,
        target: dateKey(date) === key
      })),
    venue
  )
}

const onChallenge = (venue: Venue, slot: Slot, turn: Pick<Challenge, "asked" | "answerBy">): Venue =>
  onDate(venue, slot, (date) => date.challenge ? { ...date, challenge: { ...date.challenge, ...turn } } : date)

const byLevel = (holds: ReadonlyArray<Hold>): ReadonlyArray<Hold> => holds.toSorted((a, b) => a.level - b.level)

const holdPlaced = (event: typeof HoldPlaced.Type): Hold => ({
  bookingId: event.bookingId,
  level: event.level,
  target: false,
  placedAt: event.at,
  expiresAt: event.expiresAt,
  ...(event.remindAt === undefined ? {} : { remindAt: event.remindAt }),
  extensions: 0
})
