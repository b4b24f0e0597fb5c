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
      forecast: Effect.fn("Forecaster.forecast")(function*(request) {
        const shows = yield* history.shows
        const { manifest } = yield* pool.champion
        const prepared = prepare(request, shows, manifest.priors)
        const answer = yield* pool.run(prepared.rows)
        return complete(prepared, answer.outputs, answer.manifest)
      })
    })
  })
)
