import { Effect, Layer } from "effect"
import { answerBy } from "./answerBy.ts"
import { Forecaster } from "./Forecaster.ts"
import { InferencePool } from "./InferencePool.ts"
import { ModelWatch } from "./ModelWatch.ts"
import { armOf } from "./registry/Split.ts"
import { ShowHistory } from "./ShowHistory.ts"

/** Forecasts from the pool's champion or, for its share of artists, from the shadow that is tried beside it. */
export const layer = Layer.effect(
  Forecaster,
  Effect.gen(function*() {
    const pool = yield* InferencePool
    const history = yield* ShowHistory
    const watch = yield* ModelWatch
    return Forecaster.of({
      modelVersion: Effect.zipWith(
        pool.champion,
        pool.shadow,
        ({ manifest }, shadow) =>
          shadow === undefined || shadow.share === 0
            ? manifest.version
            : `${manifest.version}, ${shadow.bundle.manifest.version} for ${Math.round(100 * shadow.share)} %`
      ),
      forecast: (request) =>
        Effect.flatMap(pool.shadow, (shadow) => {
          const arm = armOf(request.act.artistId, shadow)
          return Effect.map(answerBy(pool, history, arm, request), ({ forecast, manifest, row }) => {
            watch.asked(manifest, row)
            if (shadow !== undefined) watch.answered(request, arm, forecast)
            return forecast
          })
        })
    })
  })
)
