import { Schema } from "effect"
import { Show } from "./deal/Show.ts"
import { ChallengeTurn } from "./HoldNotice.ts"
import { ArtistId, BookingId, PredictionId, StageId, VenueId } from "./Ids.ts"
import { OfferRefusal, OfferSummary } from "./Offer.ts"
import { RadiusClause } from "./Radius.ts"
import { SaleRefusal, SaleView } from "./Sale.ts"
import { SettlementRefused } from "./Settling.ts"
import { ShowDate } from "./ShowDate.ts"
import { SignedContract, SigningRefused } from "./Signing.ts"
import { VenueRefusal } from "./VenueRefusals.ts"

/** Where a show stands between the first question and the settled sheet (the trade's own words). */
export const BookingStage = Schema.Literal(
  "inquiry",
  "hold",
  "offer",
  "negotiation",
  "confirmed",
  "announced",
  "onSale",
  "played",
  "inSettlement",
  "settled",
  "cancelled",
  "lost",
  "declined",
  "expired",
  "postponed"
)
export type BookingStage = typeof BookingStage.Type

/** The masterplan's four statuses, derived from the stage. */
export const BookingStatus = Schema.Literal("pending", "confirmed", "cancelled", "completed")
export type BookingStatus = typeof BookingStatus.Type

export const statusOf = (stage: BookingStage): BookingStatus => {
  switch (stage) {
    case "inquiry":
    case "hold":
    case "offer":
    case "negotiation":
      return "pending"
    case "confirmed":
    case "announced":
    case "onSale":
    case "played":
    case "inSettlement":
    case "postponed":
      return "confirmed"
    case "settled":
      return "completed"
    case "cancelled":
    case "lost":
    case "declined":
    case "expired":
      return "cancelled"
  }
}

/** What the forecast said of a show when it was opened: attendance, in tickets. The settlement is held against it. */
export const ForecastAtBooking = Schema.Struct({
  predictionId: PredictionId,
  modelVersion: Schema.String,
  p10: Schema.Int,
  p50: Schema.Int,
  p90: Schema.Int
})
export type ForecastAtBooking = typeof ForecastAtBooking.Type

/** What a booking is about. Names are kept beside ids so that a list needs no second look. */
export const BookingTerms = Schema.Struct({
  artistId: ArtistId,
  artistName: Schema.String,
  venueId: VenueId,
  venueName: Schema.String,
  stageId: StageId,
  /** the date wanted most; of a confirmed show, its date */
  date: ShowDate,
  /** IANA zone of the venue: the day of the show ends there */
  zone: Schema.String,
  predictionId: Schema.optionalWith(PredictionId, { exact: true }),
  forecast: Schema.optionalWith(ForecastAtBooking, { exact: true }),
  /** all the money terms: scaling, tax, costs, other revenue, the deal of each talent */
  show: Show,
  radius: Schema.NullOr(RadiusClause),
  /** a closed show sells no tickets to the public, and radius clauses do not count it */
  isPublic: Schema.Boolean
})
export type BookingTerms = typeof BookingTerms.Type

/** What a booking may have asked of others and not finished. */
export const ErrandKind = Schema.Literal("hold", "confirm", "cancel", "release", "move", "postpone", "notice")

/** A date that the booking holds; level 1 is the right of first refusal. */
export const HeldDate = Schema.Struct({
  date: ShowDate,
  level: Schema.Int,
  expiresAtMillis: Schema.Number,
  /** its turn in a challenge: to confirm, or else to let go */
  challenge: Schema.NullOr(ChallengeTurn)
})
export type HeldDate = typeof HeldDate.Type

export const BookingView = Schema.Struct({
  id: BookingId,
  terms: BookingTerms,
  stage: BookingStage,
  status: BookingStatus,
  /** every date it holds, the one wanted most is `terms.date` */
  holds: Schema.Array(HeldDate),
  /** level of its hold on that date; null without one */
  holdLevel: Schema.NullOr(Schema.Int),
  holdExpiresAtMillis: Schema.NullOr(Schema.Number),
  underway: Schema.NullOr(ErrandKind),
  grossPotentialCents: Schema.Int,
  /** every version of the offer, first to last */
  offers: Schema.Array(OfferSummary),
  sale: SaleView,
  acceptedVersion: Schema.NullOr(Schema.Int),
  /** the contract as far as it is signed */
  contract: Schema.optionalWith(Schema.NullOr(SignedContract), { default: () => null }),
  /** why it was cancelled, lost, declined or let expire */
  endReason: Schema.NullOr(Schema.String),
  createdAtMillis: Schema.Number,
  updatedAtMillis: Schema.Number
})
export type BookingView = typeof BookingView.Type

export class BookingNotFound
  extends Schema.TaggedError<BookingNotFound>()("BookingNotFound", { bookingId: Schema.String })
{
  override get message() {
    return `There is no booking ${this.bookingId}`
  }
}

export class BookingTransitionRejected
  extends Schema.TaggedError<BookingTransitionRejected>()("BookingTransitionRejected", {
    bookingId: BookingId,
    from: BookingStage,
    attempted: Schema.String
  })
{
  override get message() {
    return `Booking ${this.bookingId} cannot ${this.attempted} while ${this.from}`
  }
}

export const BookingRefusal = Schema.Union(
  BookingNotFound,
  BookingTransitionRejected,
  OfferRefusal,
  SaleRefusal,
  SettlementRefused,
  SigningRefused,
  VenueRefusal
)
export type BookingRefusal = typeof BookingRefusal.Type
