import { NodeContext } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Forecaster } from "../../inference/Forecaster.ts"
import { InferencePool } from "../../inference/InferencePool.ts"
import { ModelWatch } from "../../inference/ModelWatch.ts"
import * as PooledForecaster from "../../inference/PooledForecaster.ts"
import { ShowHistory } from "../../inference/ShowHistory.ts"
import { past, request } from "./fixtures.ts"

const layer = PooledForecaster.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(InferencePool.layer, ShowHistory.layer, ModelWatch.layerBlind)),
  Layer.provide(NodeContext.layer)
)

const known = [400, 900, 1_100, 1_250].map((sold, i) =>
  past({ id: `known-${i}`, act: "Nova Kestrel", capacity: Math.max(sold, 1_000), sold, date: `2025-0${i + 1}-10` })
)

it.layer(layer)("Forecaster", (it) => {
  it.effect("answers ordered quantiles, attendance within the room, and names its model", () =>
    Effect.gen(function*() {
      const forecaster = yield* Forecaster
      const { attendance, demand, model } = yield* forecaster.forecast(request({}))
      assert.isTrue(demand.p10 < demand.p50 && demand.p50 < demand.p90)
      assert.isTrue(attendance.p90 <= 1_400)
      assert.strictEqual(attendance.p10, Math.min(demand.p10, 1_400))
      assert.strictEqual(model.version, yield* forecaster.modelVersion)
    }))

  it.effect("names what is missing and is then less than half sure", () =>
    Effect.gen(function*() {
      const forecaster = yield* Forecaster
      const bare = yield* forecaster.forecast(request({ act: { genres: [], cityListeners: [] } }))
      assert.isBelow(bare.demand.confidence, 0.5)
      assert.isTrue(bare.warnings.some((warning) => warning.startsWith("Missing features: past shows of the act")))
      assert.isTrue(bare.warnings.some((warning) => warning.startsWith("Nothing is known of this act")))
    }))

  it.effect("is surer of an act with past shows and a full set of figures", () =>
    Effect.gen(function*() {
      const forecaster = yield* Forecaster
      const history = yield* ShowHistory
      const before = yield* forecaster.forecast(request({}))
      yield* history.replace(known)
      const after = yield* forecaster.forecast(request({}))
      yield* history.replace([])
      assert.isAbove(after.demand.confidence, before.demand.confidence)
      assert.isAbove(after.similarEvents.length, 0)
      assert.isTrue(after.similarEvents.every(({ similarity }) => similarity > 0 && similarity <= 1))
    }))

  it.effect("expects a bigger crowd of an act with more listeners", () =>
    Effect.gen(function*() {
      const forecaster = yield* Forecaster
      const draws = yield* Effect.forEach(
        [1e4, 1e5, 1e6, 1e7],
        (spotifyMonthlyListeners) => forecaster.forecast(request({ act: { spotifyMonthlyListeners } }))
      )
      const medians = draws.map(({ demand }) => demand.p50)
      assert.deepStrictEqual(medians, [...medians].sort((a, b) => a - b))
    }))

  it.effect("answers the same question with the same forecast", () =>
    Effect.gen(function*() {
      const forecaster = yield* Forecaster
      assert.deepStrictEqual(yield* forecaster.forecast(request({})), yield* forecaster.forecast(request({})))
    }))
})
