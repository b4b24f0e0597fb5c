import type { Forecast, ForecastRequest } from "../domain/Forecast.ts"
import type { FiguresSource } from "../domain/Platform.ts"
import type { SavedPrediction } from "../Predictions.ts"

/** The answer to a client and the row that keeps it, from one forecast; the JSON is made once. */
export const fromForecast = (
  id: string,
  request: ForecastRequest,
  forecast: Forecast,
  figuresSource: FiguresSource
): SavedPrediction => {
  const demand = Math.round(forecast.demand.p50)
  const response = JSON.stringify({
    predictionId: id,
    artistId: request.act.artistId,
    venueId: request.room.venueId,
    date: request.date,
    demand: {
      estimated: demand,
      confidence: forecast.demand.confidence,
      range: { min: Math.round(forecast.demand.p10), max: Math.round(forecast.demand.p90) }
    },
    attendance: {
      p10: Math.round(forecast.attendance.p10),
      p50: Math.round(forecast.attendance.p50),
      p90: Math.round(forecast.attendance.p90)
    },
    pricing: {
      recommended: forecast.pricing.recommendedCents / 100,
      optimal: forecast.pricing.optimalCents / 100,
      breakeven: forecast.pricing.breakevenCents / 100
    },
    risk: forecast.risk,
    similarEvents: forecast.similarEvents,
    warnings: forecast.warnings,
    modelMetadata: forecast.model,
    figuresSource
  })
  return {
    id,
    artistId: request.act.artistId,
    venueId: request.room.venueId,
    showDate: request.date,
    modelVersion: forecast.model.version,
    demand,
    confidence: forecast.demand.confidence,
    riskScore: forecast.risk.score,
    priceCents: forecast.pricing.recommendedCents,
    response,
    features: JSON.stringify(request)
  }
}
