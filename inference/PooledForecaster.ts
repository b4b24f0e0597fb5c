import { Effect, Layer } from "effect"
import { complete, prepare } from "./Answering.ts"
import { Forecaster } from "./Forecaster.ts"
import { InferencePool } from "./InferencePool.ts"
import { ShowHistory } from "./ShowHistory.ts"

/** Forecasts from the pool's champion and the shows known so far. */
export const layer = Layer.effect(
  Forecaster,
  Effect.gen(function*() {
    const pool = yield* InferencePool
    const history = yield* ShowHistory
    return Forecaster.of({
      modelVersion: Effect.map(pool.champion, ({ manifest }) => manifest.version),
      forecast: (request) =>
        Effect.flatMap(Effect.zip(history.shows, pool.champion), ([shows, { manifest }]) => {
          const prepared = prepare(request, shows, manifest.priors)
          return Effect.map(pool.run(prepared.rows), ({ manifest, outputs }) => complete(prepared, outputs, manifest))
        })
    })
  })
)
