import { Either } from "effect"
import { compareShows } from "../../domain/deal/Comparison.ts"
import { guaranteeOf } from "../../domain/deal/Deal.ts"
import { reckonShow } from "../../domain/deal/Reckoning.ts"
import { potential } from "../../domain/deal/Waterfall.ts"
import type { BookingId } from "../../domain/Ids.ts"
import {
  type Offer,
  type OfferComparison,
  OfferNotFound,
  type OfferSummary,
  type OfferView
} from "../../domain/Offer.ts"
import type { Booking } from "../state.ts"

export const summary = ({ terms: { date, show }, ...stands }: Offer): OfferSummary => {
  const soldOut = potential(show)
  return {
    ...stands,
    date,
    guaranteeCents: show.talents.reduce((sum, { deal }) => sum + guaranteeOf(deal.terms), 0),
    walkoutCents: soldOut.talentPay,
    grossPotentialCents: soldOut.gross,
    promoterResultCents: soldOut.promoterResult
  }
}

/** One version, its money at a sold-out room and where the booking has a forecast at its median. */
export const view = (
  bookingId: BookingId,
  booking: Booking,
  version: number
): Either.Either<OfferView, OfferNotFound> =>
  Either.map(find(bookingId, booking, version), (offer) => ({
    bookingId,
    offer,
    reckoning: reckonShow(offer.terms.show, { tickets: booking.terms?.forecast?.p50, order: "proportional" })
  }))

export const compare = (
  bookingId: BookingId,
  booking: Booking,
  from: number,
  to: number
): Either.Either<OfferComparison, OfferNotFound> =>
  Either.zipWith(find(bookingId, booking, from), find(bookingId, booking, to), (before, after) => {
    const { changes, total } = compareShows(before.terms.show, after.terms.show, booking.terms?.forecast?.p50)
    return { bookingId, from, to, changes: [...besideMoney(before, after), ...changes], total }
  })

/** The date, the radius clause and the note: they cost nothing by themselves. */
const besideMoney = (before: Offer, after: Offer) =>
  (["date", "radius", "note"] as const).flatMap((key) =>
    JSON.stringify(before.terms[key]) === JSON.stringify(after.terms[key]) ? [] : [{
      path: key,
      label: { date: "Date", radius: "Radius clause", note: "Note" }[key],
      before: before.terms[key],
      after: after.terms[key],
      effect: null
    }]
  )

const find = (bookingId: BookingId, { offers }: Booking, version: number): Either.Either<Offer, OfferNotFound> =>
  Either.fromNullable(
    offers.find((offer) => offer.version === version),
    () => new OfferNotFound({ bookingId, version })
  )
