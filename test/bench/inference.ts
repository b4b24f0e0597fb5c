import { NodeContext } from "@effect/platform-node"
import { Clock, Console, Effect, Layer } from "effect"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { complete, prepare } from "../../inference/Answering.ts"
import { Forecaster } from "../../inference/Forecaster.ts"
import { InferencePool } from "../../inference/InferencePool.ts"
import { ModelWatch } from "../../inference/ModelWatch.ts"
import { load } from "../../inference/OnnxModel.ts"
import * as PooledForecaster from "../../inference/PooledForecaster.ts"
import { ShowHistory } from "../../inference/ShowHistory.ts"
import { Random } from "../../inference/training/Random.ts"
import { past, request } from "../inference/fixtures.ts"

const rounds = 5
const perRound = 3_000
const connections = 64

/**
 * The pool at 64 concurrent questions against bare onnxruntime on the same rows in batches of 8, interleaved in one run; and
 * what a question costs besides: features with comparable shows, and the answer.
 */
export const inference = Effect.gen(function*() {
  const forecaster = yield* Forecaster
  const pool = yield* InferencePool
  const history = yield* ShowHistory
  yield* history.replace(invented(5_000))
  const shows = yield* history.shows
  const champion = yield* pool.champion
  const { manifest } = champion
  const bare = yield* load(champion)
  const questions = Array.from(
    { length: 500 },
    (_, i) =>
      request({
        act: { artistId: `act-${i}`, name: `Act ${i % 200}` },
        room: { capacity: 500 + 10 * i, name: `Room ${i % 90}` }
      })
  )
  const prepared = questions.map((question) => prepare(question, shows, manifest.priors))
  const batch = new Float32Array(8 * (prepared[0]?.rows.length ?? 0))
  for (let i = 0; i < 8; i++) batch.set(prepared[i]?.rows ?? [], i * batch.length / 8)
  const first = yield* pool.run(prepared[0]?.rows ?? new Float32Array())

  const many = Array.from({ length: perRound }, (_, i) => i % questions.length)
  const pooled = Effect.forEach(many, (i) => pool.run(prepared[i]?.rows ?? new Float32Array()), {
    concurrency: connections,
    discard: true
  })
  const plain = Effect.forEach(Array.from({ length: perRound / 8 }), () => bare.run(batch), { discard: true })
  const whole = Effect.forEach(questions, (question) => forecaster.forecast(question), {
    concurrency: connections,
    discard: true
  })
  const preparing = Effect.sync(() => {
    for (const question of questions) prepare(question, shows, manifest.priors)
  })
  const completing = Effect.sync(() => {
    for (const each of prepared) complete(each, first.outputs, manifest)
  })
  const measured: Array<ReadonlyArray<number>> = []
  for (let round = 0; round <= rounds; round++) {
    measured.push([
      yield* microsEach(plain, perRound),
      yield* microsEach(pooled, perRound),
      yield* microsEach(whole, questions.length),
      yield* microsEach(preparing, questions.length),
      yield* microsEach(completing, questions.length)
    ])
  }
  const [plainMicros = 0, pooledMicros = 0, wholeMicros = 0, preparingMicros = 0, completingMicros = 0] = medians(
    measured.slice(1)
  )
  yield* Console.log([
    `inference: pool ${Math.round(1e6 / pooledMicros)} questions/s at ${connections}, ` +
    `${(plainMicros / pooledMicros).toFixed(2)} of bare onnxruntime (${Math.round(1e6 / plainMicros)}/s)`,
    `inference: whole forecast ${Math.round(1e6 / wholeMicros)}/s at ${connections} (${wholeMicros.toFixed(0)} µs)`,
    `inference: features and comparable shows ${preparingMicros.toFixed(1)} µs, answer ${
      completingMicros.toFixed(1)
    } µs`
  ].join("\n"))
}).pipe(
  Effect.scoped,
  Effect.provide(
    PooledForecaster.layer.pipe(
      Layer.provideMerge(Layer.mergeAll(InferencePool.layer, ShowHistory.layer, ModelWatch.layerBlind)),
      Layer.provide(NodeContext.layer)
    )
  )
)

const microsEach = <E, R>(effect: Effect.Effect<void, E, R>, times: number) =>
  Effect.gen(function*() {
    const started = yield* Clock.currentTimeNanos
    yield* effect
    return Number((yield* Clock.currentTimeNanos) - started) / 1_000 / times
  })

const medians = (rows: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0).sort((a, b) => a - b)[rows.length >> 1] ?? 0)

const invented = (count: number) => {
  const random = new Random(1)
  const genres = ["indie pop", "comedy", "metal", "country", "hip hop"]
  return Array.from({ length: count }, (_, i) => {
    const capacity = 300 + random.below(4_000)
    return past({
      id: `show-${i}`,
      act: `Act ${random.below(600)}`,
      venue: `Room ${random.below(200)}`,
      city: `City ${random.below(60)}`,
      capacity,
      sold: Math.round(capacity * (0.3 + 0.7 * random.next())),
      genre: genres[random.below(genres.length)] ?? "",
      date: ShowDate.fromEpochDay(19_000 + random.below(1_300))
    })
  })
}
