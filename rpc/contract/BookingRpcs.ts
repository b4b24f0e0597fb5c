import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound } from "../../entities/domain/Artist.ts"
import { BookingRefusal, BookingStatus, BookingView } from "../../entities/domain/Booking.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { ArtistId, BookingId, ConfigId, PredictionId, RequestId, StageId, VenueId } from "../../entities/domain/Ids.ts"
import { RadiusClause } from "../../entities/domain/Radius.ts"
import { Reason } from "../../entities/domain/Reason.ts"
import { ShowDate } from "../../entities/domain/ShowDate.ts"
import { FlatDeal, PriceTier } from "../../entities/domain/SimpleShow.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

/**
 * A show to be opened. The simple way: one tier over the whole room at `ticketPriceCents` or the venue's usual price, or
 * `tiers`; a flat `deal`, or half the gross potential. The whole way: a `show`, which says all of that and more, so that the
 * simple fields do not go with it. Without a stage it is the venue's first, without a configuration its largest.
 */
export const NewBooking = Schema.Struct({
  artistId: ArtistId,
  venueId: VenueId,
  date: ShowDate,
  stageId: Schema.optionalWith(StageId, { exact: true }),
  configId: Schema.optionalWith(ConfigId, { exact: true }),
  predictionId: Schema.optionalWith(PredictionId, { exact: true }),
  ticketPriceCents: Schema.optionalWith(PriceTier.fields.priceCents, { exact: true }),
  tiers: Schema.optionalWith(
    Schema.Array(PriceTier).pipe(
      Schema.minItems(1, { message: () => "a show has at least one price tier" }),
      Schema.maxItems(50, { message: () => "a show has at most 50 price tiers" }),
      Schema.filter((tiers) =>
        new Set(tiers.map(({ name }) => name)).size === tiers.length || "two tiers have the same name"
      )
    ),
    { exact: true }
  ),
  deal: Schema.optionalWith(FlatDeal, { exact: true }),
  show: Schema.optionalWith(Show, { exact: true }),
  radius: Schema.optionalWith(RadiusClause, { exact: true }),
  /** false of a closed show, which sells no tickets to the public */
  isPublic: Schema.optionalWith(Schema.Boolean, { exact: true })
}).pipe(
  Schema.filter(({ deal, show, ticketPriceCents, tiers }) =>
    show === undefined || (deal === undefined && tiers === undefined && ticketPriceCents === undefined) ||
    { path: ["show"], message: "says prices and deal itself: send it without ticketPriceCents, tiers and deal" }
  )
)
export type NewBooking = typeof NewBooking.Type

/** The show needs more places than the room that was chosen has. */
export class ScalingRefused extends Schema.TaggedError<ScalingRefused>()("ScalingRefused", {
  allotted: Schema.Int,
  capacity: Schema.Int
}) {
  override get message() {
    return `The show needs ${this.allotted} places, the room has ${this.capacity}`
  }
}

export const BookingSearch = Schema.Struct({
  status: Schema.optionalWith(BookingStatus, { exact: true }),
  artistId: Schema.optionalWith(ArtistId, { exact: true }),
  venueId: Schema.optionalWith(VenueId, { exact: true }),
  from: Schema.optionalWith(ShowDate, { exact: true }),
  to: Schema.optionalWith(ShowDate, { exact: true }),
  limit: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 200)), { default: () => 50 }),
  cursor: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(300)), { exact: true })
})

export const BookingSummary = Schema.Struct({
  id: BookingId,
  artistId: ArtistId,
  artistName: Schema.String,
  venueId: VenueId,
  venueName: Schema.String,
  stageId: StageId,
  date: ShowDate,
  state: Schema.String,
  status: BookingStatus,
  capacity: Schema.Int,
  grossPotentialCents: Schema.Number,
  updatedAt: Schema.String
})
export type BookingSummary = typeof BookingSummary.Type

export const BookingPage = Schema.Struct({
  bookings: Schema.Array(BookingSummary),
  nextCursor: Schema.NullOr(Schema.String)
})

/** One event of a booking's journal. */
export const ActivityEntry = Schema.Struct({
  position: Schema.Int,
  type: Schema.String,
  actor: Schema.String,
  at: Schema.String,
  payload: Schema.Unknown,
  hash: Schema.String
})
export type ActivityEntry = typeof ActivityEntry.Type

/** `brokenAt`: the first position whose hash does not fit the chain; null where the history is whole. */
export const Activity = Schema.Struct({ entries: Schema.Array(ActivityEntry), brokenAt: Schema.NullOr(Schema.Int) })

const command = { requestId: RequestId, bookingId: BookingId } as const
const error = Schema.Union(BookingRefusal, Unavailable, Forbidden)
const reason = Schema.optionalWith(Reason, { exact: true })
const openError = Schema.Union(ArtistNotFound, ScalingRefused, error)

export class BookingRpcs extends RpcGroup.make(
  Rpc.make("OpenBooking", {
    payload: Schema.Struct({ requestId: RequestId, booking: NewBooking }),
    success: BookingView,
    error: openError
  }),
  /** Opens, holds and confirms in one go: from a prediction to a booked show. */
  Rpc.make("BookNow", {
    payload: Schema.Struct({ requestId: RequestId, booking: NewBooking }),
    success: BookingView,
    error: openError
  }),
  /** Takes the next free level of each date, of all or of none; the first is the one wanted most. Without dates, its own. */
  Rpc.make("HoldBooking", {
    payload: Schema.Struct({
      ...command,
      dates: Schema.optionalWith(
        Schema.Array(ShowDate).pipe(
          Schema.maxItems(31, { message: () => "a booking asks for at most 31 dates at once" })
        ),
        { exact: true }
      )
    }),
    success: BookingView,
    error
  }),
  /**
   * Takes the date for good. `waiver` says why radius clauses may be broken; `override`, of an administrator, why an
   * unanswered offer or the venue's hold queue is passed over. Both stay in the history.
   */
  Rpc.make("ConfirmBooking", {
    payload: Schema.Struct({ ...command, waiver: reason, override: reason }),
    success: BookingView,
    error
  }),
  /** Another date for a confirmed show, or none for now: the old one is given back, tickets and deal are kept. */
  Rpc.make("PostponeBooking", {
    payload: Schema.Struct({
      ...command,
      date: Schema.optionalWith(ShowDate, { exact: true }),
      reason: Reason,
      waiver: reason,
      override: reason
    }),
    success: BookingView,
    error
  }),
  Rpc.make("CancelBooking", { payload: { ...command, reason: Reason }, success: BookingView, error }),
  /** It comes to nothing before it was confirmed; what it holds is given back. */
  Rpc.make("LoseBooking", { payload: { ...command, reason: Reason }, success: BookingView, error }),
  Rpc.make("GetBooking", { payload: { bookingId: BookingId }, success: BookingView, error }),
  Rpc.make("GetBookingActivity", { payload: { bookingId: BookingId }, success: Activity, error }),
  Rpc.make("ListBookings", { payload: BookingSearch, success: BookingPage, error: Unavailable })
) {}
