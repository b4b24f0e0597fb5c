import { Schema, Struct } from "effect"
import { BookingId, StageId, VenueId } from "../domain/Ids.ts"
import { ShowDate, toEpochDay } from "../domain/ShowDate.ts"
import { VenueFacts } from "../domain/Venue.ts"

/** Epoch milliseconds. */
const Instant = Schema.Int

/** One booking's place in the queue of one stage on one date. A booking holds a date of a stage at most once. */
export const Hold = Schema.Struct({
  bookingId: BookingId,
  /** 1 is the right of first refusal */
  level: Schema.Int,
  /** the date its booking wants most, of all that it holds */
  target: Schema.Boolean,
  placedAt: Instant,
  expiresAt: Instant,
  /** absent once reminded */
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  extensions: Schema.Int
})
export type Hold = typeof Hold.Type

/** A lower hold that is ready to commit asks those above it, first to last, to confirm or to let go. */
export const Challenge = Schema.Struct({
  challenger: BookingId,
  openedAt: Instant,
  /** whose turn it is: the holder asked or, once all above are gone, the challenger itself */
  asked: BookingId,
  answerBy: Instant
})
export type Challenge = typeof Challenge.Type

export const DateState = Schema.Struct({
  stageId: StageId,
  date: ShowDate,
  /** by level */
  holds: Schema.Array(Hold),
  challenge: Schema.optionalWith(Challenge, { exact: true }),
  booked: Schema.optionalWith(Schema.Struct({ bookingId: BookingId, at: Instant }), { exact: true })
})
export type DateState = typeof DateState.Type

/** Everything that may still change an answer: released holds and free dates are in the journal only. */
export const Venue = Schema.Struct({
  venueId: VenueId,
  /** absent until the venue is registered */
  facts: Schema.optionalWith(VenueFacts, { exact: true }),
  /** in the order of `bySlot`; a date without holds or booking has no entry */
  dates: Schema.Array(DateState),
  /** how many events it has seen */
  revision: Schema.Int
})
export type Venue = typeof Venue.Type

const slot = { stageId: StageId, date: ShowDate }

export const VenueRegistered = Schema.TaggedStruct("VenueRegistered", { facts: VenueFacts, at: Instant })
export const VenueChanged = Schema.TaggedStruct("VenueChanged", { facts: VenueFacts, at: Instant })

export const HoldPlaced = Schema.TaggedStruct("HoldPlaced", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  expiresAt: Instant,
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  at: Instant
})
export const HoldReleaseReason = Schema.Literal(
  "released",
  "challengeGivenUp",
  "challengeUnanswered",
  "dateBookedByAnother",
  "bookedOnAnotherDate",
  "bookingWithdrawn"
)
export type HoldReleaseReason = typeof HoldReleaseReason.Type
export const HoldReleased = Schema.TaggedStruct("HoldReleased", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  reason: HoldReleaseReason,
  at: Instant
})
export const HoldExpired = Schema.TaggedStruct("HoldExpired", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  at: Instant
})
export const HoldPromoted = Schema.TaggedStruct("HoldPromoted", {
  ...slot,
  bookingId: BookingId,
  from: Schema.Int,
  level: Schema.Int,
  at: Instant
})
/** Of all dates that its booking holds here, this one is wanted most. */
export const HoldTargeted = Schema.TaggedStruct("HoldTargeted", { ...slot, bookingId: BookingId, at: Instant })
export const HoldExtended = Schema.TaggedStruct("HoldExtended", {
  ...slot,
  bookingId: BookingId,
  expiresAt: Instant,
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  at: Instant
})
/** The holder is to be told that its hold ends soon. */
export const HoldReminded = Schema.TaggedStruct("HoldReminded", {
  ...slot,
  bookingId: BookingId,
  expiresAt: Instant,
  at: Instant
})

/** Why somebody may book past the queue; kept for the audit. */
export const Override = Schema.Struct({
  by: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(200)),
  reason: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(2_000))
})
export type Override = typeof Override.Type

export const DateBooked = Schema.TaggedStruct("DateBooked", {
  ...slot,
  bookingId: BookingId,
  override: Schema.optionalWith(Override, { exact: true }),
  at: Instant
})
export const DateFreed = Schema.TaggedStruct("DateFreed", { ...slot, bookingId: BookingId, at: Instant })

export const ChallengeOpened = Schema.TaggedStruct("ChallengeOpened", { ...slot, bookingId: BookingId, at: Instant })
/** It is this booking's turn to confirm or let go. */
export const ChallengeAsked = Schema.TaggedStruct("ChallengeAsked", {
  ...slot,
  bookingId: BookingId,
  answerBy: Instant,
  at: Instant
})
/** All above the challenger are gone: it is level 1 and has until `confirmBy` to book. */
export const ChallengeWon = Schema.TaggedStruct("ChallengeWon", {
  ...slot,
  bookingId: BookingId,
  confirmBy: Instant,
  at: Instant
})
export const ChallengeEndReason = Schema.Literal("dateBooked", "withdrawn", "holdGone", "notConfirmedInTime")
export type ChallengeEndReason = typeof ChallengeEndReason.Type
export const ChallengeEnded = Schema.TaggedStruct("ChallengeEnded", {
  ...slot,
  bookingId: BookingId,
  reason: ChallengeEndReason,
  at: Instant
})

export const VenueEvent = Schema.Union(
  VenueRegistered,
  VenueChanged,
  HoldPlaced,
  HoldReleased,
  HoldExpired,
  HoldPromoted,
  HoldTargeted,
  HoldExtended,
  HoldReminded,
  DateBooked,
  DateFreed,
  ChallengeOpened,
  ChallengeAsked,
  ChallengeWon,
  ChallengeEnded
)
export type VenueEvent = typeof VenueEvent.Type

export const initial = (venueId: VenueId): Venue => ({ venueId, dates: [], revision: 0 })

/** One date of one stage. */
export interface Slot {
  readonly stageId: StageId
  readonly date: ShowDate
}

export const dateKey = ({ date, stageId }: Slot): string => `${stageId}/${date}`

const bySlot = (a: Slot, b: Slot): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.stageId < b.stageId ? -1 : a.stageId > b.stageId ? 1 : 0

/** Where a date is among those of the venue, or would have to be put. */
const find = ({ dates }: Venue, slot: Slot): { readonly index: number; readonly found: boolean } => {
  let index = 0
  let end = dates.length
  while (index < end) {
    const middle = (index + end) >> 1
    const at = dates[middle]
    if (at && bySlot(at, slot) < 0) index = middle + 1
    else end = middle
  }
  const at = dates[index]
  return { index, found: at !== undefined && bySlot(at, slot) === 0 }
}

export const dateState = (venue: Venue, { date, stageId }: Slot): DateState => {
  const { found, index } = find(venue, { stageId, date })
  return (found ? venue.dates[index] : undefined) ?? { stageId, date, holds: [] }
}

export const holdOf = (date: DateState, bookingId: BookingId): Hold | undefined =>
  date.holds.find((hold) => hold.bookingId === bookingId)

export const evolve = (venue: Venue, event: VenueEvent): Venue => ({
  ...change(venue, event),
  revision: venue.revision + 1
})

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
