import { addBusinessHours, startOfDay } from "../domain/BusinessHours.ts"
import type { BookingId, StageId } from "../domain/Ids.ts"
import { addDays, type ShowDate, toEpochDay } from "../domain/ShowDate.ts"
import type { VenueFacts } from "../domain/Venue.ts"
import type { Avail } from "../domain/VenueRefusals.ts"
import { type DateState, dateState, type Hold, holdOf, type Slot } from "./dates.ts"
import type { VenueEvent } from "./events.ts"
import { evolve, type Venue } from "./state.ts"

/** The rules of one date's hold queue: who gets which level, who moves up, whose turn it is in a challenge. */
export type Events = ReadonlyArray<VenueEvent>

export interface Registered extends Venue {
  readonly facts: VenueFacts
}

const millisPerDay = 86_400_000

/** Each step decides on what the steps before it have changed. */
export const inTurn = (venue: Registered, steps: ReadonlyArray<(venue: Registered) => Events>): Events => {
  const all: Array<VenueEvent> = []
  let current = venue
  for (const step of steps) {
    const events = step(current)
    all.push(...events)
    current = { ...events.reduce(evolve, current), facts: venue.facts }
  }
  return all
}

/**
 * The level a new hold would get: behind the last one, or the lowest free one where the venue leaves gaps; none when the
 * date is booked or its queue full.
 */
export const nextLevel = (venue: Registered, slot: Slot): number | undefined => {
  const { booked, holds } = dateState(venue, slot)
  const { autoPromote, maxLevel, startLevel } = venue.facts.policy
  const last = holds.at(-1)
  if (booked) return undefined
  if (autoPromote && last) return last.level < maxLevel ? last.level + 1 : undefined
  for (let level = startLevel; level <= maxLevel; level++) {
    if (!holds.some((hold) => hold.level === level)) return level
  }
  return undefined
}

const suggestions = 3
const suggestionDays = 60

/** The dates of a stage that can still be held, of the `days` from `from` on, `most` at most. */
export const avails = (
  venue: Registered,
  stageId: StageId,
  from: ShowDate,
  days: number,
  most = days
): ReadonlyArray<Avail> => {
  const found: Array<Avail> = []
  for (let ahead = 0; ahead < days && found.length < most; ahead++) {
    const date = addDays(from, ahead)
    const level = nextLevel(venue, { stageId, date })
    if (level !== undefined) found.push({ date, level })
  }
  return found
}

/** The next dates after one that can still be held. */
export const nextAvails = (venue: Registered, { date, stageId }: Slot): ReadonlyArray<Avail> =>
  avails(venue, stageId, addDays(date, 1), suggestionDays, suggestions)

/** A hold ends with its days, or with the day of the show if that comes first and is not over already. */
export const expiry = (facts: VenueFacts, date: ShowDate, at: number): Pick<Hold, "expiresAt" | "remindAt"> => {
  const { expiryDays, remindDays } = facts.policy
  const usual = at + expiryDays * millisPerDay
  // zones are slow and a day off at most: they are asked only when the show is that near
  const isFar = (toEpochDay(date) - 1) * millisPerDay > usual
  const dayEnds = isFar ? Infinity : startOfDay(addDays(date, 1), facts.zone)
  const expiresAt = dayEnds > at ? Math.min(usual, dayEnds) : usual
  const remindAt = expiresAt - remindDays * millisPerDay
  return remindDays > 0 && remindAt > at ? { expiresAt, remindAt } : { expiresAt }
}

/** Holds leave a date; those behind move up where the venue wants it, and an open challenge goes on to the next. */
export const leave = (slot: Slot, goers: (date: DateState) => Events, at: number) => (venue: Registered): Events => {
  const before = dateState(venue, slot)
  return inTurn(venue, [
    () => goers(before),
    (venue) => venue.facts.policy.autoPromote ? closeUp(slot, before.holds[0]?.level ?? 1, at)(venue) : [],
    goOn(slot, at)
  ])
}

/** Puts the holds of a date on levels without gaps, the first on `first`. */
export const closeUp = (slot: Slot, first: number, at: number) => (venue: Registered): Events =>
  dateState(venue, slot).holds.flatMap((hold, index) => promotion(slot, hold, first + index, at))

/** Moves one hold up, and where the venue wants it those behind after it. */
export const moveUp = (slot: Slot, hold: Hold, level: number, at: number) => (venue: Registered): Events =>
  inTurn(venue, [
    () => promotion(slot, hold, level, at),
    (venue) =>
      venue.facts.policy.autoPromote ? closeUp(slot, dateState(venue, slot).holds[0]?.level ?? 1, at)(venue) : []
  ])

const promotion = (slot: Slot, hold: Hold, level: number, at: number): Events =>
  hold.level <= level
    ? []
    : [{ _tag: "HoldPromoted", ...only(slot), bookingId: hold.bookingId, from: hold.level, level, at }]

/** A challenge waits for whoever is first; when that is the challenger, it has won. */
const goOn = (slot: Slot, at: number) => (venue: Registered): Events => {
  const { challenge, holds } = dateState(venue, slot)
  const [first] = holds
  if (!challenge) return []
  if (!first || !holds.some((hold) => hold.bookingId === challenge.challenger)) {
    return [challengeEnded(slot, challenge.challenger, "holdGone", at)]
  }
  return first.bookingId === challenge.asked ? [] : ask(slot, challenge.challenger, first, at)(venue)
}

/** The one asked may confirm, so it is given level 1 if a gap or the house's own start level kept it from there. */
export const ask = (slot: Slot, challenger: BookingId, first: Hold, at: number) => (venue: Registered): Events => {
  const until = windowEnd(venue.facts, at)
  const turn = { ...only(slot), bookingId: first.bookingId, at }
  return [
    ...moveUp(slot, first, 1, at)(venue),
    first.bookingId === challenger
      ? { _tag: "ChallengeWon", ...turn, confirmBy: until }
      : { _tag: "ChallengeAsked", ...turn, answerBy: until }
  ]
}

const windowEnd = ({ policy, zone }: VenueFacts, at: number): number =>
  policy.challengeOnBusinessDays
    ? addBusinessHours(at, policy.challengeHours, zone, policy.closedDates)
    : at + policy.challengeHours * 3_600_000

export const challengeEnded = (
  slot: Slot,
  challenger: BookingId,
  reason: Extract<VenueEvent, { _tag: "ChallengeEnded" }>["reason"],
  at: number
): VenueEvent => ({ _tag: "ChallengeEnded", ...only(slot), bookingId: challenger, reason, at })

/** The dates that a booking holds, here on any stage. */
export const heldBy = (venue: Venue, bookingId: BookingId): ReadonlyArray<DateState> =>
  venue.dates.filter((date) => holdOf(date, bookingId) !== undefined)

/** A slot without whatever else its record carries. */
export const only = ({ date, stageId }: Slot): { readonly stageId: StageId; readonly date: ShowDate } => ({
  stageId,
  date
})
