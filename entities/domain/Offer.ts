import { Schema } from "effect"
import { Comparison } from "./deal/Comparison.ts"
import { Reckoning } from "./deal/Reckoning.ts"
import { Show } from "./deal/Show.ts"
import { BookingId } from "./Ids.ts"
import { RadiusClause, RadiusConflict } from "./Radius.ts"
import { ShowDate } from "./ShowDate.ts"

/** Whose paper it is: the promoter offers, the artist's side counters. */
export const OfferSide = Schema.Literal("promoter", "artist")
export type OfferSide = typeof OfferSide.Type

/**
 * A draft may be written anew; from `sent` on a version never changes. `countered`: the other side answered with a version
 * of its own. `withdrawn`: taken back, or a newer version of the same side took its place.
 */
export const OfferStatus = Schema.Literal(
  "draft",
  "sent",
  "countered",
  "accepted",
  "declined",
  "expired",
  "withdrawn"
)
export type OfferStatus = typeof OfferStatus.Type

export const OfferTerms = Schema.Struct({
  date: ShowDate,
  show: Show,
  radius: Schema.NullOr(RadiusClause),
  note: Schema.String.pipe(Schema.maxLength(4_000, { message: () => "a note is at most 4000 characters" }))
})
export type OfferTerms = typeof OfferTerms.Type

/** What of an offer is to be other than it was in the version before, or in the booking where there is none. */
export const OfferWanted = Schema.Struct({
  date: Schema.optionalWith(ShowDate, { exact: true }),
  show: Schema.optionalWith(Show, { exact: true }),
  /** null takes the clause away */
  radius: Schema.optionalWith(Schema.NullOr(RadiusClause), { exact: true }),
  note: Schema.optionalWith(OfferTerms.fields.note, { exact: true })
})
export type OfferWanted = typeof OfferWanted.Type

const instant = Schema.NullOr(Schema.Int)

const stands = {
  version: Schema.Int,
  side: OfferSide,
  status: OfferStatus,
  draftedAtMillis: Schema.Int,
  sentAtMillis: instant,
  /** an open version that nobody has answered by then is expired */
  expiresAtMillis: instant,
  closedAtMillis: instant,
  reason: Schema.NullOr(Schema.String),
  /** SHA-256 of its terms, hex, from when it was sent; what a contract is made from */
  hash: Schema.NullOr(Schema.String),
  /** other shows of the act that a radius clause did not allow when it was sent */
  radiusConflicts: Schema.Array(RadiusConflict)
}

export const Offer = Schema.Struct({ ...stands, terms: OfferTerms })
export type Offer = typeof Offer.Type

/** One line of the list of versions. Amounts are of a sold-out room. */
export const OfferSummary = Schema.Struct({
  ...stands,
  date: ShowDate,
  guaranteeCents: Schema.Int,
  walkoutCents: Schema.Int,
  grossPotentialCents: Schema.Int,
  promoterResultCents: Schema.Int
})
export type OfferSummary = typeof OfferSummary.Type

/** One version whole, and its money worked out. */
export const OfferView = Schema.Struct({ bookingId: BookingId, offer: Offer, reckoning: Reckoning })
export type OfferView = typeof OfferView.Type

/** Two versions of one booking; `expected` effects are at the forecast's median, where the booking has a forecast. */
export const OfferComparison = Schema.Struct({
  bookingId: BookingId,
  from: Schema.Int,
  to: Schema.Int,
  ...Comparison.fields
})
export type OfferComparison = typeof OfferComparison.Type

export class OfferNotFound extends Schema.TaggedError<OfferNotFound>()("OfferNotFound", {
  bookingId: BookingId,
  version: Schema.Int
}) {
  override get message() {
    return `Booking ${this.bookingId} has no version ${this.version} of its offer`
  }
}

/** The version is past that: only a draft can be sent, only a sent one answered. */
export class OfferClosed extends Schema.TaggedError<OfferClosed>()("OfferClosed", {
  bookingId: BookingId,
  version: Schema.Int,
  status: OfferStatus,
  attempted: Schema.String
}) {
  override get message() {
    return `Version ${this.version} of the offer is ${this.status} and cannot be ${this.attempted}`
  }
}

export class OfferExpiryRefused extends Schema.TaggedError<OfferExpiryRefused>()("OfferExpiryRefused", {
  bookingId: BookingId,
  expiresAtMillis: Schema.Int
}) {
  override get message() {
    return `An offer expires between a minute and a year from now, not on ${
      new Date(this.expiresAtMillis).toISOString()
    }`
  }
}

/** There is an offer that is neither accepted nor withdrawn. */
export class OfferUnanswered extends Schema.TaggedError<OfferUnanswered>()("OfferUnanswered", {
  bookingId: BookingId,
  version: Schema.Int
}) {
  override get message() {
    return `Version ${this.version} of the offer is not answered: accept or withdraw it, or override with a reason`
  }
}

/** Confirming would break a radius clause. A waiver with its reason lets it pass and stays in the history. */
export class RadiusRefused extends Schema.TaggedError<RadiusRefused>()("RadiusRefused", {
  bookingId: BookingId,
  conflicts: Schema.Array(RadiusConflict)
}) {
  override get message() {
    const shows = this.conflicts.map(({ date, kilometres, venueName }) =>
      `${venueName} on ${date}, ${Math.round(kilometres)} km away`
    )
    return `A radius clause does not allow this show beside ${shows.join("; ")}: have it waived, and say why`
  }
}

export const OfferRefusal = Schema.Union(OfferNotFound, OfferClosed, OfferExpiryRefused, OfferUnanswered, RadiusRefused)
export type OfferRefusal = typeof OfferRefusal.Type
