import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistId, BookingId, PredictionId, RequestId, StageId, VenueId } from "../domain/Ids.ts"
import { PriceCents } from "../domain/Money.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { Unavailable } from "../Unavailable.ts"
import { VenueRefusal } from "../venue/protocol.ts"

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

/** Something the booking has asked of others and not finished; its timer finishes it after a crash. */
export const Errand = Schema.Struct({
  /** request ids of its steps derive from it, so that no step is done twice */
  id: Schema.String,
  kind: Schema.Literal("hold", "confirm", "cancel", "notice"),
  step: Schema.Literal("hold", "book", "undo", "withdraw", "notice"),
  actor: Schema.String,
  dueAtMillis: Schema.Number
})
export type Errand = typeof Errand.Type

export const BookingView = Schema.Struct({
  id: BookingId,
  terms: BookingTerms,
  stage: BookingStage,
  status: BookingStatus,
  /** level of its hold; null without one */
  holdLevel: Schema.NullOr(Schema.Int),
  holdExpiresAtMillis: Schema.NullOr(Schema.Number),
  underway: Schema.NullOr(Errand.fields.kind),
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

const command = { requestId: RequestId, actor: Schema.String } as const
const error = Schema.Union(BookingRefusal, Unavailable)

export const BookingEntity = Entity.make("Booking", [
  Rpc.make("Open", { payload: { ...command, terms: BookingTerms }, success: BookingView, error }),
  /** Takes the next free hold level of its date. */
  Rpc.make("Hold", { payload: command, success: BookingView, error }),
  /** Takes the date for good: hold, then book, as one saga that survives a crash between any two of its steps. */
  Rpc.make("Confirm", { payload: command, success: BookingView, error }),
  Rpc.make("Cancel", {
    payload: { ...command, reason: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(500)) },
    success: BookingView,
    error
  }),
  Rpc.make("Get", { success: BookingView, error }),
  Rpc.make("Wake", {})
]).annotate(ClusterSchema.ShardGroup, () => "default")
