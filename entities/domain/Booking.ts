import { Schema } from "effect"
import { ArtistId, BookingId, PredictionId, StageId, VenueId } from "./Ids.ts"
import { PriceCents } from "./Money.ts"
import { ShowDate } from "./ShowDate.ts"
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

export const PriceTier = Schema.Struct({
  name: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(60)),
  priceCents: PriceCents,
  allotment: Schema.Int.pipe(Schema.between(1, 500_000, { message: () => "an allotment is 1 to 500000 tickets" }))
})
export type PriceTier = typeof PriceTier.Type

export const FlatDeal = Schema.TaggedStruct("flat", { guaranteeCents: PriceCents })

/** What a booking is about. Names are kept beside ids so that a list needs no second look. */
export const BookingTerms = Schema.Struct({
  artistId: ArtistId,
  artistName: Schema.String,
  venueId: VenueId,
  venueName: Schema.String,
  stageId: StageId,
  date: ShowDate,
  capacity: Schema.Int.pipe(Schema.between(1, 500_000)),
  predictionId: Schema.optionalWith(PredictionId, { exact: true }),
  tiers: Schema.Array(PriceTier).pipe(
    Schema.minItems(1, { message: () => "a show has at least one price tier" }),
    Schema.maxItems(50, { message: () => "a show has at most 50 price tiers" })
  ),
  deal: FlatDeal
}).pipe(
  Schema.filter(({ capacity, tiers }) => {
    const allotted = tiers.reduce((sum, { allotment }) => sum + allotment, 0)
    return allotted <= capacity || {
      path: ["tiers"],
      message: `the tiers allot ${allotted} tickets, the room takes ${capacity}`
    }
  })
)
export type BookingTerms = typeof BookingTerms.Type

/** What a booking may have asked of others and not finished. */
export const ErrandKind = Schema.Literal("hold", "confirm", "cancel", "notice")

export const BookingView = Schema.Struct({
  id: BookingId,
  terms: BookingTerms,
  stage: BookingStage,
  status: BookingStatus,
  /** level of its hold; null without one */
  holdLevel: Schema.NullOr(Schema.Int),
  holdExpiresAtMillis: Schema.NullOr(Schema.Number),
  underway: Schema.NullOr(ErrandKind),
  grossPotentialCents: Schema.Int,
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

export const BookingRefusal = Schema.Union(BookingNotFound, BookingTransitionRejected, VenueRefusal)
export type BookingRefusal = typeof BookingRefusal.Type
