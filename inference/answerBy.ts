import { Effect } from "effect"
import type { Forecast, ForecastRequest } from "../entities/domain/Forecast.ts"
import { complete, prepare } from "./Answering.ts"
import { featureNames } from "./Features.ts"
import { type Arm, InferencePool } from "./InferencePool.ts"
import type { Manifest } from "./ModelBundle.ts"
import { ShowHistory } from "./ShowHistory.ts"

export interface Answered {
  readonly forecast: Forecast
  readonly manifest: Manifest
  /** the question's features */
  readonly row: Float32Array
}

/** A forecast by one of the models in service, from the shows known so far. */
export const answerBy = Effect.fnUntraced(function*(arm: Arm, request: ForecastRequest) {
  const pool = yield* InferencePool
  const shows = yield* Effect.flatMap(ShowHistory, (history) => history.shows)
  const shadow = arm === "shadow" ? yield* pool.shadow : undefined
  const { manifest } = shadow?.bundle ?? (yield* pool.champion)
  const prepared = prepare(request, shows, manifest.priors)
  const answer = yield* pool.run(prepared.rows, arm)
  const answered: Answered = {
    forecast: complete(prepared, answer.outputs, answer.manifest),
    manifest: answer.manifest,
    row: prepared.rows.subarray(0, featureNames.length)
  }
  return answered
})
