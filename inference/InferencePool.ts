import { Config, Context, Duration, Effect, Exit, Layer, Ref, Scope } from "effect"
import { ModelRejected } from "../entities/domain/Model.ts"
import { ForecastUnavailable } from "./Forecaster.ts"
import * as Lane from "./Lane.ts"
import type { ModelBundle } from "./ModelBundle.ts"
import * as ModelDirectory from "./ModelDirectory.ts"
import * as OnnxModel from "./OnnxModel.ts"

/** Who answers: the champion, or the shadow that is tried beside it. */
export type Arm = "champion" | "shadow"

/** A model that is tried beside the champion, and the share of all artists that it answers. */
export interface Shadow {
  readonly bundle: ModelBundle
  /** 0-1; with 0 it answers in silence */
  readonly share: number
}

/**
 * The models in service, each behind a bounded queue: the rows of waiting questions run together in micro-batches, each
 * question within its deadline. A model takes its place only after it has answered its probes, and fast enough; until then
 * and otherwise the one before it serves on. It begins with the model of `MODEL_PATH`.
 */
export class InferencePool extends Context.Tag("promoteros/inference/InferencePool")<InferencePool, {
  readonly champion: Effect.Effect<ModelBundle>
  readonly shadow: Effect.Effect<Shadow | undefined>
  /** The rows of one question, row-major. */
  readonly run: (rows: Float32Array, arm?: Arm) => Effect.Effect<Lane.Answer, ForecastUnavailable>
  /** Loads a model as if it were to serve, and lets it go again: says why it could not. */
  readonly prove: (bundle: ModelBundle) => Effect.Effect<void, ModelRejected>
  /** Makes another model the champion, without a question lost. */
  readonly swap: (bundle: ModelBundle) => Effect.Effect<void, ModelRejected>
  /** Puts a model beside the champion, or takes it away. */
  readonly setShadow: (shadow: Shadow | undefined) => Effect.Effect<void, ModelRejected>
  readonly load: Effect.Effect<Lane.Load>
}>() {
  static readonly layer = Layer.scoped(InferencePool, Effect.suspend(() => make))
}

interface Seat {
  readonly model: OnnxModel.OnnxModel
  readonly share: number
  readonly scope: Scope.CloseableScope
}

const make = Effect.gen(function*() {
  const directory = yield* Config.string("MODEL_PATH").pipe(Config.withDefault("inference/model"))
  const queueSize = yield* Config.integer("MODEL_QUEUE_SIZE").pipe(Config.withDefault(1024))
  const batchSize = yield* Config.integer("MODEL_BATCH_SIZE").pipe(Config.withDefault(8))
  const deadline = yield* Config.duration("MODEL_DEADLINE").pipe(Config.withDefault(Duration.millis(500)))
  const budget = yield* Config.duration("MODEL_ROW_BUDGET").pipe(Config.withDefault(Duration.millis(1)))
  const limits = { queueSize, batchSize, deadline }

  const open = (bundle: ModelBundle, share: number): Effect.Effect<Seat, ModelRejected> =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function*() {
        const scope = yield* Scope.make()
        const model = yield* restore(
          Scope.extend(Effect.tap(OnnxModel.load(bundle), (model) => OnnxModel.keepsTo(model, budget)), scope)
        ).pipe(Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause))))
        return { model, share, scope }
      })
    )
  const close = (seat: Seat | undefined) => seat === undefined ? Effect.void : Scope.close(seat.scope, Exit.void)

  const first = yield* Effect.flatMap(ModelDirectory.read(directory), (bundle) => open(bundle, 1))
  const champion = yield* Effect.acquireRelease(Ref.make(first), (seat) => Effect.flatMap(Ref.get(seat), close))
  const shadow = yield* Effect.acquireRelease(
    Ref.make<Seat | undefined>(undefined),
    (seat) => Effect.flatMap(Ref.get(seat), close)
  )
  const lanes = {
    champion: yield* Lane.make(limits, Effect.map(Ref.get(champion), ({ model }) => model)),
    shadow: yield* Lane.make(
      limits,
      Effect.flatMap(Ref.get(shadow), (seat) =>
        seat === undefined
          ? Effect.fail(new ForecastUnavailable({ reason: "the shadow was put away", retryAfterMillis: 0 }))
          : Effect.succeed(seat.model))
    )
  }

  const swap = Effect.fn("InferencePool.swap")(function*(bundle: ModelBundle) {
    const next = yield* open(bundle, 1)
    const last = yield* lanes.champion.between(Ref.getAndSet(champion, next))
    yield* close(last)
    yield* Effect.logInfo(`Model ${bundle.manifest.version} follows ${last.model.bundle.manifest.version}`)
  }, Effect.uninterruptible)

  const setShadow = Effect.fn("InferencePool.setShadow")(function*(wanted: Shadow | undefined) {
    const next = wanted === undefined ? undefined : yield* open(wanted.bundle, wanted.share)
    yield* Effect.flatMap(lanes.shadow.between(Ref.getAndSet(shadow, next)), close)
  }, Effect.uninterruptible)

  return InferencePool.of({
    champion: Effect.map(Ref.get(champion), ({ model }) => model.bundle),
    shadow: Effect.map(
      Ref.get(shadow),
      (seat) => seat === undefined ? undefined : { bundle: seat.model.bundle, share: seat.share }
    ),
    run: (rows, arm = "champion") => lanes[arm].run(rows),
    prove: Effect.fn("InferencePool.prove")((bundle) => Effect.flatMap(open(bundle, 0), close)),
    swap,
    setShadow,
    load: lanes.champion.load
  })
})
