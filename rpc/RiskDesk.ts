import { Context, Effect, Layer } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import { assess } from "../inference/DealAssessment.ts"
import { throughQuantiles } from "../inference/DemandBelief.ts"
import { type AssessedDeal, type Pricing, RiskRpcs, type UsedForecast } from "./contract/RiskRpcs.ts"
import { ShowForecasts } from "./ShowForecasts.ts"

const make = Effect.gen(function*() {
  const forecasts = yield* ShowForecasts
  const bookingOf = yield* BookingEntity.client

  return RiskRpcs.of({
    AssessBooking: Effect.fn("RiskDesk.assessBooking")(function*({ bookingId, ...pricing }) {
      const { terms } = yield* ask(`Booking ${bookingId}`, bookingOf(bookingId).Get())
      return assessed(terms.show, yield* forecasts.of(terms.show, terms), pricing)
    }),
    AssessDeal: Effect.fn("RiskDesk.assessDeal")(function*({ show, under, ...pricing }) {
      return assessed(show, "demand" in under ? own(under.demand) : yield* forecasts.of(show, under), pricing)
    })
  })
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
