import { Context, Layer } from "effect"
import type { Forecast, ForecastRequest } from "../entities/domain/Forecast.ts"
import type { Arm } from "./InferencePool.ts"
import type { Manifest } from "./ModelBundle.ts"

/** Told of every question and answer; answers at once, forgets rather than waits. */
export class ModelWatch extends Context.Tag("promoteros/inference/ModelWatch")<ModelWatch, {
  /** a question's features, and the model that they were put before */
  readonly asked: (manifest: Manifest, row: Float32Array) => void
  /** while a shadow is tried: who has answered, so that the other one is asked in silence */
  readonly answered: (request: ForecastRequest, arm: Arm, forecast: Forecast) => void
}>() {
  static readonly layerBlind = Layer.succeed(ModelWatch, ModelWatch.of({ asked: () => {}, answered: () => {} }))
}
