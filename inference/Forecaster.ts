import { Context, type Effect, Schema } from "effect"
import type { Forecast, ForecastRequest } from "../entities/domain/Forecast.ts"

/** No answer within the deadline, or no model loaded. */
export class ForecastUnavailable extends Schema.TaggedError<ForecastUnavailable>()("ForecastUnavailable", {
  reason: Schema.String,
  retryAfterMillis: Schema.Number
}) {
  override get message() {
    return `No forecast right now (${this.reason}); try again in ${this.retryAfterMillis} ms`
  }
}

/** Features in, forecast out. `modelVersion` names the champion; answers of another version are stale. */
export class Forecaster extends Context.Tag("promoteros/inference/Forecaster")<Forecaster, {
  readonly modelVersion: Effect.Effect<string>
  readonly forecast: (request: ForecastRequest) => Effect.Effect<Forecast, ForecastUnavailable>
}>() {}
