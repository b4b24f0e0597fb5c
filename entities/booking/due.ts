import type { HoldLoss } from "../domain/HoldNotice.ts"
import { errandOf, isFree } from "./errand.ts"
import { heldDates, lastLost } from "./holds.ts"
import { openOffer } from "./offer/state.ts"
import type { Booking, BookingEvent } from "./state.ts"

/** When it wants to be woken next. While something is underway, that alone. */
export const nextDue = (booking: Booking): number | null => {
  if (!isFree(booking)) return booking.errand?.dueAtMillis ?? null
  const instants = [
    booking.errand?.dueAtMillis,
    openOffer(booking)?.expiresAtMillis,
    saleDue(booking)?.at,
    hasLostAll(booking) ? booking.updatedAtMillis : null
  ].filter((at) => at != null)
  return instants.length === 0 ? null : Math.min(...instants)
}

/** What has come due by `now`. */
export const due = (now: number) => (booking: Booking): ReadonlyArray<BookingEvent> =>
  isFree(booking) ? [...holdsLost(booking, now), ...offerExpired(booking, now), ...saleMoved(booking, now)] : []

/** What the calendar of the sale brings next. */
const saleDue = ({ endsAtMillis, sale: { dates }, stage }: Booking) => {
  const steps = [
    { at: stage === "confirmed" ? dates.announceAtMillis : null, tag: "BookingAnnounced" },
    { at: stage === "confirmed" || stage === "announced" ? dates.onSaleAtMillis : null, tag: "BookingWentOnSale" },
    { at: ["confirmed", "announced", "onSale"].includes(stage) ? endsAtMillis : null, tag: "BookingPlayed" }
  ] as const
  return steps.flatMap(({ at, tag }) => at === null ? [] : [{ at, tag }]).toSorted((a, b) => a.at - b.at)[0]
}

const saleMoved = (booking: Booking, now: number): ReadonlyArray<BookingEvent> => {
  const next = saleDue(booking)
  return next !== undefined && next.at <= now ? [{ _tag: next.tag, atMillis: now }] : []
}

/** A booking that is no more than a hold ends with its last one. */
const hasLostAll = (booking: Booking): boolean =>
  booking.stage === "hold" && heldDates(booking).length === 0 && lastLost(booking.dates) !== undefined

const holdsLost = (booking: Booking, now: number): ReadonlyArray<BookingEvent> => {
  const lost = lastLost(booking.dates)
  return hasLostAll(booking) && lost?.lostBy
    ? [{
      _tag: "BookingClosed",
      stage: lost.lostBy === "expired" ? "expired" : "lost",
      reason: `its hold on ${lost.date} ${lossOf[lost.lostBy]}`,
      errand: errandOf(booking, { actor: "booking", atMillis: now }, "release", "withdraw"),
      atMillis: now
    }]
    : []
}

const lossOf: Readonly<Record<HoldLoss, string>> = {
  released: "was released",
  expired: "expired",
  challengeGivenUp: "was given up in a challenge",
  challengeUnanswered: "went in a challenge that was not answered",
  dateBookedByAnother: "went when another show was confirmed"
}

/** The promoter's own offer is the booking's last word: with it the booking expires. A counter only goes. */
const offerExpired = (booking: Booking, now: number): ReadonlyArray<BookingEvent> => {
  const open = openOffer(booking)
  if (open === undefined || open.expiresAtMillis === null || open.expiresAtMillis > now) return []
  const expired: BookingEvent = { _tag: "OfferExpired", version: open.version, atMillis: now }
  return open.side === "artist" ? [expired] : [expired, {
    _tag: "BookingClosed",
    stage: "expired",
    reason: `version ${open.version} of the offer was not answered in time`,
    errand: errandOf(booking, { actor: "booking", atMillis: now }, "release", "withdraw"),
    atMillis: now
  }]
}
