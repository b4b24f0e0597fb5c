import { Context, Effect, Layer } from "effect"
import type { ArtistNotFound } from "../entities/domain/Artist.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import type { PredictionResponse } from "../entities/domain/Forecast.ts"
import { PriceCents } from "../entities/domain/Money.ts"
import type { Unavailable } from "../entities/domain/Unavailable.ts"
import type { VenueNotRegistered } from "../entities/domain/VenueRefusals.ts"
import { averagePrice } from "../inference/DealVariants.ts"
import type { PredictionRequest } from "./contract/PredictionRpcs.ts"
import type { UsedForecast } from "./contract/RiskRpcs.ts"
import { PredictionDesk } from "./PredictionDesk.ts"

/** What a show with a deal is forecast to draw: today's forecast at the prices that it has. */
export class ShowForecasts extends Context.Tag("promoteros/rpc/ShowForecasts")<ShowForecasts, {
  readonly of: (
    show: Show,
    about: Pick<PredictionRequest, "artistId" | "venueId" | "date">
  ) => Effect.Effect<UsedForecast, ArtistNotFound | VenueNotRegistered | Unavailable>
}>() {
  static readonly layer = Layer.effect(
    ShowForecasts,
    Effect.map(PredictionDesk, (predictions) =>
      ShowForecasts.of({
        of: (show, { artistId, date, venueId }) => {
          const price = Math.round(averagePrice(show))
          const asked = price === 0 ? {} : { ticketPriceCents: PriceCents.make(price) }
          return Effect.map(predictions.Predict({ artistId, venueId, date, ...asked }), used)
        }
      }))
  )
}

const used = ({ demand, predictionId, warnings }: PredictionResponse): UsedForecast => ({
  predictionId,
  p10: demand.range.min,
  p50: demand.estimated,
  p90: demand.range.max,
  confidence: demand.confidence,
  warnings
})
