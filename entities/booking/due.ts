import { errandOf, isFree } from "./errand.ts"
import { openOffer } from "./offer/state.ts"
import type { Booking, BookingEvent } from "./state.ts"

/** When it wants to be woken next. While something is underway, that alone. */
export const nextDue = (booking: Booking): number | null => {
  if (!isFree(booking)) return booking.errand?.dueAtMillis ?? null
  const instants = [booking.errand?.dueAtMillis, openOffer(booking)?.expiresAtMillis].filter((at) => at != null)
  return instants.length === 0 ? null : Math.min(...instants)
}

/** What has come due by `now`. */
export const due = (now: number) => (booking: Booking): ReadonlyArray<BookingEvent> =>
  isFree(booking) ? offerExpired(booking, now) : []

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
