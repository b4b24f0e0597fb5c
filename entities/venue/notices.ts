import type { HoldCause, HoldNotice } from "../domain/HoldNotice.ts"
import type { BookingId } from "../domain/Ids.ts"
import { type DateState, dateState, holdOf, type Slot } from "./dates.ts"
import type { VenueEvent } from "./events.ts"
import type { Venue } from "./state.ts"

/**
 * What holders are told of a change that they did not make themselves, or that they made with the venue and not through
 * their booking. A notice says where the booking stands, so that only the newest of a booking and date need be kept.
 */
export const withNotices = (before: Venue, after: Venue, event: VenueEvent): Venue => {
  if (!("date" in event)) return after
  const made = toldOf(before, event).map(([bookingId, cause]) => noticeOf(after, event, bookingId, cause))
  if (made.length === 0) return after
  const kept = after.notices.filter((old) => !made.some((notice) => replaces(notice, old)))
  return { ...after, notices: [...kept, ...made], noticesDueAt: after.noticesDueAt ?? event.at + graceMillis }
}

/** They go out at once; this is when the timer looks whether they did. */
const graceMillis = 2_000

const replaces = (a: HoldNotice, b: HoldNotice): boolean =>
  a.bookingId === b.bookingId && a.stageId === b.stageId && a.date === b.date

type Told = ReadonlyArray<readonly [BookingId, HoldCause]>

const toldOf = (before: Venue, event: VenueEvent): Told => {
  switch (event._tag) {
    case "HoldReleased":
      return event.reason === "bookedOnAnotherDate" || event.reason === "bookingWithdrawn"
        ? []
        : [[event.bookingId, event.reason]]
    case "HoldExpired":
      return [[event.bookingId, "expired"]]
    case "HoldPromoted":
      return [[event.bookingId, "promoted"]]
    case "HoldExtended":
      return [[event.bookingId, "extended"]]
    case "HoldReminded":
      return [[event.bookingId, "reminded"]]
    case "ChallengeAsked":
      return [[event.bookingId, "challengeAsked"]]
    case "ChallengeWon":
      return [[event.bookingId, "challengeWon"]]
    case "ChallengeEnded":
      return bothSides(dateState(before, event), event.bookingId)
    default:
      return []
  }
}

const bothSides = (date: DateState, challenger: BookingId): Told =>
  [...new Set([challenger, date.challenge?.asked ?? challenger])]
    .filter((bookingId) => holdOf(date, bookingId) !== undefined)
    .map((bookingId) => [bookingId, "challengeEnded"] as const)

const noticeOf = (
  venue: Venue,
  slot: Slot,
  bookingId: BookingId,
  cause: HoldCause
): HoldNotice => {
  const date = dateState(venue, slot)
  const hold = holdOf(date, bookingId)
  return {
    bookingId,
    stageId: slot.stageId,
    date: slot.date,
    cause,
    level: hold?.level ?? null,
    expiresAtMillis: hold?.expiresAt ?? null,
    challenge: date.challenge?.asked === bookingId && hold !== undefined
      ? {
        role: date.challenge.challenger === bookingId ? "won" : "asked",
        answerByMillis: date.challenge.answerBy
      }
      : null,
    revision: venue.revision
  }
}
