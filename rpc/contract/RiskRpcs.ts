import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound } from "../../entities/domain/Artist.ts"
import { DealAssessment } from "../../entities/domain/Assessment.ts"
import { BookingRefusal } from "../../entities/domain/Booking.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { FillOrder } from "../../entities/domain/deal/TierFill.ts"
import { ArtistId, BookingId, VenueId } from "../../entities/domain/Ids.ts"
import { PriceCents } from "../../entities/domain/Money.ts"
import { ShowDate } from "../../entities/domain/ShowDate.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { VenueNotRegistered } from "../../entities/domain/VenueRefusals.ts"

/** How demand answers the price, and what is agreed about it. */
export const Pricing = Schema.Struct({
  /** which tiers the crowd buys first */
  order: Schema.optionalWith(FillOrder, { default: () => "proportional" as const }),
  /** how many percent demand falls when the price rises by one; 1.2 where nobody knows better */
  elasticity: Schema.optionalWith(
    Schema.Number.pipe(Schema.between(0.1, 5, { message: () => "an elasticity is 0.1 to 5" })),
    { default: () => 1.2 }
  ),
  /** no price below or above these, where the artist's side has a say */
  leastPriceCents: Schema.optionalWith(PriceCents, { exact: true }),
  mostPriceCents: Schema.optionalWith(PriceCents, { exact: true })
})
export type Pricing = typeof Pricing.Type

const Tickets = Schema.Number.pipe(
  Schema.between(1, 10_000_000, { message: () => "a demand is 1 to 10000000 tickets" })
)

/** Whose forecast a deal is judged by. */
const Asked = Schema.Struct({ artistId: ArtistId, venueId: VenueId, date: ShowDate })

/** A demand of one's own: what sells in one case of ten at most, in half of the cases, and in nine of ten. */
export const OwnDemand = Schema.Struct({ p10: Tickets, p50: Tickets, p90: Tickets }).pipe(
  Schema.filter(({ p10, p50, p90 }) => p10 <= p50 && p50 <= p90 || "a demand rises from p10 over p50 to p90")
)

/** The forecast that a deal was judged by. */
export const UsedForecast = Schema.Struct({
  /** null of a demand that was sent along */
  predictionId: Schema.NullOr(Schema.String),
  p10: Schema.Number,
  p50: Schema.Number,
  p90: Schema.Number,
  /** 0-1 */
  confidence: Schema.NullOr(Schema.Number),
  warnings: Schema.Array(Schema.String)
})
export type UsedForecast = typeof UsedForecast.Type

export const AssessedDeal = Schema.Struct({ ...DealAssessment.fields, forecast: UsedForecast })
export type AssessedDeal = typeof AssessedDeal.Type

export class RiskRpcs extends RpcGroup.make(
  /** Price and risk of a booking's very deal, under the forecast of today at its prices. */
  Rpc.make("AssessBooking", {
    payload: Schema.Struct({ bookingId: BookingId, ...Pricing.fields }),
    success: AssessedDeal,
    error: Schema.Union(BookingRefusal, ArtistNotFound, Unavailable)
  }),
  /**
   * The same of a deal that is being built: under the forecast for an artist, a venue and a date, or under a `demand` of
   * one's own. Nothing is stored.
   */
  Rpc.make("AssessDeal", {
    payload: Schema.Struct({
      show: Show,
      under: Schema.Union(Asked, Schema.Struct({ demand: OwnDemand })),
      ...Pricing.fields
    }),
    success: AssessedDeal,
    error: Schema.Union(ArtistNotFound, VenueNotRegistered, Unavailable)
  })
) {}
