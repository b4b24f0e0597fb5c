import { Effect } from "effect"
import type { Forecast, ForecastRequest } from "../entities/domain/Forecast.ts"
import { complete, prepare } from "./Answering.ts"
import { featureNames } from "./Features.ts"
import type { ForecastUnavailable } from "./Forecaster.ts"
import type { Arm, InferencePool } from "./InferencePool.ts"
import type { Manifest } from "./ModelBundle.ts"
import type { ShowHistory } from "./ShowHistory.ts"

export interface Answered {
  readonly forecast: Forecast
  readonly manifest: Manifest
  /** the question's features */
  readonly row: Float32Array
}

/** A forecast by one of the models in service, from the shows known so far. */
export const answerBy = (
  pool: InferencePool["Type"],
  { shows }: ShowHistory["Type"],
  arm: Arm,
  request: ForecastRequest
): Effect.Effect<Answered, ForecastUnavailable> =>
  Effect.flatMap(shows, (shows) =>
    Effect.flatMap(manifestOf(pool, arm), ({ priors }) => {
      const prepared = prepare(request, shows, priors)
      return Effect.map(pool.run(prepared.rows, arm), ({ manifest, outputs }) => ({
        forecast: complete(prepared, outputs, manifest),
        manifest,
        row: prepared.rows.subarray(0, featureNames.length)
      }))
    }))

const manifestOf = (pool: InferencePool["Type"], arm: Arm): Effect.Effect<Manifest> => {
  const champion = Effect.map(pool.champion, ({ manifest }) => manifest)
  return arm === "champion" ? champion : Effect.flatMap(
    pool.shadow,
    (beside) => beside === undefined ? champion : Effect.succeed(beside.bundle.manifest)
  )
}
