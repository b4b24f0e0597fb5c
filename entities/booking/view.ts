import { type BookingTerms, type BookingView, statusOf } from "../domain/Booking.ts"
import { grossPotential } from "../domain/deal/Scaling.ts"
import type { BookingId } from "../domain/Ids.ts"
import { heldDates } from "./holds.ts"
import { acceptedOffer } from "./offer/state.ts"
import * as offers from "./offer/view.ts"
import * as sales from "./sale/view.ts"
import type { Booking } from "./state.ts"

export const view = (id: BookingId, terms: BookingTerms, booking: Booking): BookingView => {
  const holds = heldDates(booking).flatMap(({ challenge, date, expiresAtMillis, level }) =>
    level === null || expiresAtMillis === null ? [] : [{ date, level, expiresAtMillis, challenge }]
  )
  const wanted = holds.find(({ date }) => date === terms.date)
  return {
    id,
    terms,
    stage: booking.stage,
    status: statusOf(booking.stage),
    holds,
    holdLevel: wanted?.level ?? null,
    holdExpiresAtMillis: wanted?.expiresAtMillis ?? null,
    underway: booking.errand?.kind ?? null,
    grossPotentialCents: grossPotential(terms.show.scaling),
    offers: booking.offers.map(offers.summary),
    sale: sales.view(terms, booking),
    acceptedVersion: acceptedOffer(booking)?.version ?? null,
    contract: booking.contract,
    endReason: booking.endReason,
    createdAtMillis: booking.createdAtMillis,
    updatedAtMillis: booking.updatedAtMillis
  }
}
