import { Clock, Config, Context, Duration, Effect, Exit, Layer, Queue, Ref, Schedule, Scope } from "effect"
import { ForecastUnavailable } from "./Forecaster.ts"
import { type Manifest, type ModelBundle, ModelRejected, outputNames } from "./ModelBundle.ts"
import * as ModelDirectory from "./ModelDirectory.ts"
import * as OnnxModel from "./OnnxModel.ts"

/** What the model said of one question's rows, and which model said it. */
export interface Answer {
  readonly manifest: Manifest
  /** row after row, `outputNames` each */
  readonly outputs: Float32Array
}

/**
 * The champion model behind a bounded queue: the rows of waiting questions run together in micro-batches, each question
 * within its deadline, and a new model takes over only after it has answered its probes.
 */
export class InferencePool extends Context.Tag("promoteros/inference/InferencePool")<InferencePool, {
  readonly champion: Effect.Effect<ModelBundle>
  /** The rows of one question, row-major. */
  readonly run: (rows: Float32Array) => Effect.Effect<Answer, ForecastUnavailable>
  /** Takes another model into service, or says why not; then and meanwhile the champion serves on. */
  readonly swap: (bundle: ModelBundle) => Effect.Effect<void, ModelRejected>
  readonly load: Effect.Effect<{ readonly queued: number; readonly answered: number; readonly batches: number }>
}>() {
  static readonly layer = Layer.scoped(InferencePool, Effect.suspend(() => make))
}

interface Job {
  readonly rows: Float32Array
  readonly expires: number
  readonly resume: (exit: Exit.Exit<Answer, ForecastUnavailable>) => void
}

interface Champion {
  readonly model: OnnxModel.OnnxModel
  readonly scope: Scope.CloseableScope
}

const open = (bundle: ModelBundle): Effect.Effect<Champion, ModelRejected> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const model = yield* restore(Scope.extend(OnnxModel.load(bundle), scope)).pipe(
        Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
      )
      return { model, scope }
    })
  )

const make = Effect.gen(function*() {
  const directory = yield* Config.string("MODEL_PATH").pipe(Config.withDefault("inference/model"))
  const queueSize = yield* Config.integer("MODEL_QUEUE_SIZE").pipe(Config.withDefault(1024))
  const batchSize = yield* Config.integer("MODEL_BATCH_SIZE").pipe(Config.withDefault(8))
  const deadline = yield* Config.duration("MODEL_DEADLINE").pipe(Config.withDefault(Duration.millis(500)))
  const refresh = yield* Config.duration("MODEL_REFRESH").pipe(Config.withDefault(Duration.seconds(60)))
  const platform = yield* Effect.context<Effect.Effect.Context<ReturnType<typeof ModelDirectory.read>>>()

  const champion = yield* Effect.acquireRelease(
    Effect.flatMap(ModelDirectory.read(directory), open).pipe(Effect.flatMap(Ref.make)),
    (champion) => Effect.flatMap(Ref.get(champion), ({ scope }) => Scope.close(scope, Exit.void))
  )
  const queue = yield* Effect.acquireRelease(Queue.dropping<Job>(queueSize), Queue.shutdown)
  const running = yield* Effect.makeSemaphore(1)
  let answered = 0
  let batches = 0

  const refuse = (reason: string) => new ForecastUnavailable({ reason, retryAfterMillis: Duration.toMillis(deadline) })
  const waiting = new Set<Job>()
  const settle = (job: Job, exit: Exit.Exit<Answer, ForecastUnavailable>) => {
    if (waiting.delete(job)) job.resume(exit)
  }
  /** One look at all who wait, a fiftieth of the deadline apart: a timer for each question would cost more than its answer. */
  const expire = Effect.map(Clock.currentTimeMillis, (now) => {
    for (const job of waiting) {
      if (job.expires > now) break
      settle(job, Exit.fail(refuse("no answer within the deadline")))
    }
  })
  yield* expire.pipe(
    Effect.schedule(Schedule.spaced(Duration.times(deadline, 0.02))),
    Effect.forkScoped
  )

  const runBatch = Effect.fnUntraced(function*(taken: Iterable<Job>) {
    yield* expire
    const jobs = Array.from(taken).filter((job) => waiting.has(job))
    if (jobs.length === 0) return
    const { model } = yield* Ref.get(champion)
    const result = yield* model.run(concatenated(jobs)).pipe(
      Effect.timeoutFail({
        duration: deadline,
        onTimeout: () => new ModelRejected({ reason: "the graph took longer than the deadline" })
      }),
      Effect.either
    )
    batches++
    let at = 0
    for (const job of jobs) {
      if (result._tag === "Left") {
        settle(job, Exit.fail(refuse(result.left.message)))
        continue
      }
      const length = job.rows.length / model.columns * outputNames.length
      const outputs = result.right.subarray(at, at + length)
      at += length
      answered++
      settle(
        job,
        outputs.every(Number.isFinite)
          ? Exit.succeed({ manifest: model.bundle.manifest, outputs })
          : Exit.fail(refuse("the model's answer is not a number"))
      )
    }
  })
  yield* Queue.takeBetween(queue, 1, batchSize).pipe(
    Effect.flatMap((jobs) => running.withPermits(1)(runBatch(jobs))),
    Effect.forever,
    Effect.forkScoped
  )

  const swap = Effect.fn("InferencePool.swap")(function*(bundle: ModelBundle) {
    const next = yield* open(bundle)
    const last = yield* running.withPermits(1)(Ref.getAndSet(champion, next))
    yield* Scope.close(last.scope, Exit.void)
    yield* Effect.logInfo(`Model ${bundle.manifest.version} follows ${last.model.bundle.manifest.version}`)
  }, Effect.uninterruptible)

  yield* Effect.gen(function*() {
    const found = yield* ModelDirectory.versionIn(directory)
    const { model } = yield* Ref.get(champion)
    if (found !== model.bundle.manifest.version) yield* Effect.flatMap(ModelDirectory.read(directory), swap)
  }).pipe(
    Effect.provide(platform),
    Effect.catchTag("ModelRejected", (rejected) => Effect.logWarning(`${rejected.message}; the champion serves on`)),
    Effect.schedule(Schedule.spaced(refresh)),
    Effect.forkScoped
  )

  return InferencePool.of({
    champion: Effect.map(Ref.get(champion), ({ model }) => model.bundle),
    run: (rows) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const expires = now + Duration.toMillis(deadline)
        return Effect.async<Answer, ForecastUnavailable>((resume) => {
          const job: Job = { rows, expires, resume }
          if (!queue.unsafeOffer(job)) return resume(Exit.fail(refuse("too many questions are waiting")))
          waiting.add(job)
          return Effect.sync(() => waiting.delete(job))
        })
      }),
    swap,
    load: Effect.map(Queue.size(queue), (queued) => ({ queued: Math.max(0, queued), answered, batches }))
  })
})

const concatenated = (jobs: ReadonlyArray<Job>): Float32Array => {
  const rows = new Float32Array(jobs.reduce((sum, job) => sum + job.rows.length, 0))
  let at = 0
  for (const job of jobs) {
    rows.set(job.rows, at)
    at += job.rows.length
  }
  return rows
}
