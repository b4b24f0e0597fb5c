import { Context, Effect, Layer } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import type { PredictionResponse } from "../entities/domain/Forecast.ts"
import { PriceCents } from "../entities/domain/Money.ts"
import { assess } from "../inference/DealAssessment.ts"
import { averagePrice } from "../inference/DealVariants.ts"
import { throughQuantiles } from "../inference/DemandBelief.ts"
import type { PredictionRequest } from "./contract/PredictionRpcs.ts"
import { type AssessedDeal, type Pricing, RiskRpcs, type UsedForecast } from "./contract/RiskRpcs.ts"
import { PredictionDesk } from "./PredictionDesk.ts"

const make = Effect.gen(function*() {
  const predictions = yield* PredictionDesk
  const bookingOf = yield* BookingEntity.client

  /** What is forecast for the show at the prices that it has. */
  const forecastFor = (show: Show, { artistId, date, venueId }: Asked) => {
    const price = Math.round(averagePrice(show))
    return Effect.map(
      predictions.Predict({
        artistId,
        venueId,
        date,
        ...(price === 0 ? {} : { ticketPriceCents: PriceCents.make(price) })
      }),
      used
    )
  }

  return RiskRpcs.of({
    AssessBooking: Effect.fn("RiskDesk.assessBooking")(function*({ bookingId, ...pricing }) {
      const { terms } = yield* ask(`Booking ${bookingId}`, bookingOf(bookingId).Get())
      return assessed(terms.show, yield* forecastFor(terms.show, terms), pricing)
    }),
    AssessDeal: Effect.fn("RiskDesk.assessDeal")(function*({ show, under, ...pricing }) {
      return assessed(show, "demand" in under ? own(under.demand) : yield* forecastFor(show, under), pricing)
    })
  })
})

type Asked = Pick<PredictionRequest, "artistId" | "venueId" | "date">

const used = ({ demand, predictionId, warnings }: PredictionResponse): UsedForecast => ({
  predictionId,
  p10: demand.range.min,
  p50: demand.estimated,
  p90: demand.range.max,
  confidence: demand.confidence,
  warnings
})

const own = (demand: Pick<UsedForecast, "p10" | "p50" | "p90">): UsedForecast => ({
  predictionId: null,
  ...demand,
  confidence: null,
  warnings: []
})

const assessed = (
  show: Show,
  forecast: UsedForecast,
  { elasticity, leastPriceCents, mostPriceCents, order }: Pricing
): AssessedDeal => ({
  ...assess({ show, order }, throughQuantiles(forecast), {
    elasticity,
    ...(leastPriceCents === undefined && mostPriceCents === undefined
      ? {}
      : { bounds: { leastCents: leastPriceCents ?? 0, mostCents: mostPriceCents ?? Infinity } })
  }),
  forecast
})

/** Price and risk of deals; the RPC and the REST side answer with it. */
export class RiskDesk extends Context.Tag("promoteros/rpc/RiskDesk")<RiskDesk, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(RiskDesk, make)
}
