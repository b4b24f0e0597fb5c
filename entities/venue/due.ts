import { type DateState, dateState, type Hold, type Slot } from "./dates.ts"
import type { VenueEvent } from "./events.ts"
import { challengeEnded, type Events, inTurn, leave, only, type Registered } from "./queue.ts"
import type { Venue } from "./state.ts"

/** The earliest instant at which something comes due: an expiry, a reminder or the end of a challenge window. */
export const nextDue = (venue: Venue): number | undefined => {
  let earliest = Infinity
  for (const date of venue.dates) earliest = Math.min(earliest, nextOn(date))
  return earliest === Infinity ? undefined : earliest
}

/** When it wants to be woken: the calendar's next instant, or to tell those who are not told yet. */
export const wakeAt = (venue: Venue): number | undefined => {
  const instants = [nextDue(venue), venue.noticesDueAt].filter((at) => at !== undefined)
  return instants.length === 0 ? undefined : Math.min(...instants)
}

const nextOn = (date: DateState): number => {
  let earliest = date.challenge?.answerBy ?? Infinity
  for (const hold of date.holds) {
    if (!sheltered(date, hold)) earliest = Math.min(earliest, hold.expiresAt)
    if (hold.remindAt !== undefined) earliest = Math.min(earliest, hold.remindAt)
  }
  return earliest
}

/** What has come due by `now`. The next one asked in a challenge gets its whole window from `now`, however late it is. */
export const due = (now: number) => (venue: Venue): Events =>
  venue.facts === undefined
    ? []
    : inTurn(
      { ...venue, facts: venue.facts },
      venue.dates.filter((date) => nextOn(date) <= now).flatMap((date) => [
        challengeDue(date, now),
        leave(date, (date) => date.holds.filter((hold) => expired(date, hold, now)).map(expiryOf(date, now)), now),
        remindersDue(date, now)
      ])
    )

/** A challenger's own hold does not run out while those above it take their time. */
const sheltered = (date: DateState, hold: Hold): boolean => date.challenge?.challenger === hold.bookingId

const expired = (date: DateState, hold: Hold, now: number): boolean => hold.expiresAt <= now && !sheltered(date, hold)

const expiryOf = (slot: Slot, at: number) => (hold: Hold): VenueEvent => ({
  _tag: "HoldExpired",
  ...only(slot),
  bookingId: hold.bookingId,
  level: hold.level,
  at
})

const challengeDue = (slot: Slot, now: number) => (venue: Registered): Events => {
  const { challenge } = dateState(venue, slot)
  if (!challenge || challenge.answerBy > now) return []
  if (challenge.asked === challenge.challenger) {
    return [challengeEnded(slot, challenge.challenger, "notConfirmedInTime", now)]
  }
  const silent = (date: DateState): Events =>
    date.holds.filter((hold) => hold.bookingId === challenge.asked).map((hold) => ({
      _tag: "HoldReleased",
      ...only(slot),
      bookingId: hold.bookingId,
      level: hold.level,
      reason: "challengeUnanswered",
      at: now
    }))
  return leave(slot, silent, now)(venue)
}

const remindersDue = (slot: Slot, now: number) => (venue: Registered): Events =>
  dateState(venue, slot).holds
    .filter((hold) => hold.remindAt !== undefined && hold.remindAt <= now)
    .map(({ bookingId, expiresAt }) => ({ _tag: "HoldReminded", ...only(slot), bookingId, expiresAt, at: now }))
