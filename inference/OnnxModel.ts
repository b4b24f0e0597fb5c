import { Clock, Duration, Effect, Exit, type Scope } from "effect"
import { InferenceSession, Tensor } from "onnxruntime-node"
import { ModelRejected } from "../entities/domain/Model.ts"
import { type ModelBundle, outputNames } from "./ModelBundle.ts"

/** A loaded graph that has answered its own probes. */
export interface OnnxModel {
  readonly bundle: ModelBundle
  readonly columns: number
  /**
   * `rows` is row-major, a whole number of rows; the answer has `outputNames.length` numbers a row. What takes longer than
   * `within` is not waited for.
   */
  readonly run: (rows: Float32Array, within?: Duration.Duration) => Effect.Effect<Float32Array, ModelRejected>
}

/** Loads a verified bundle; released with the scope. */
export const load = (bundle: ModelBundle): Effect.Effect<OnnxModel, ModelRejected, Scope.Scope> =>
  Effect.gen(function*() {
    const columns = bundle.manifest.features.length
    const session = yield* Effect.acquireRelease(
      Effect.tryPromise({
        try: () =>
          InferenceSession.create(bundle.graph, {
            intraOpNumThreads: 1,
            interOpNumThreads: 1,
            executionMode: "sequential",
            logSeverityLevel: 3
          }),
        catch: (cause) => new ModelRejected({ reason: `the graph cannot be loaded: ${String(cause)}` })
      }),
      (session) => Effect.promise(() => session.release())
    )
    const read = (answer: InferenceSession.OnnxValueMapType, rows: Float32Array) => {
      const data = answer["outputs"]?.data
      return data instanceof Float32Array && data.length === rows.length / columns * outputNames.length
        ? Exit.succeed(data)
        : Exit.fail(new ModelRejected({ reason: "the graph answered in another shape" }))
    }
    const run: OnnxModel["run"] = (rows, within = Duration.minutes(1)) =>
      Effect.async<Float32Array, ModelRejected>((resume) => {
        const late = setTimeout(
          () => resume(Exit.fail(new ModelRejected({ reason: "the graph took longer than the deadline" }))),
          Duration.toMillis(within)
        )
        const answered = async () =>
          session.run({ features: new Tensor("float32", rows, [rows.length / columns, columns]) })
        answered().then(
          (answer) => resume(read(answer, rows)),
          (cause: unknown) => resume(Exit.fail(new ModelRejected({ reason: `the graph failed: ${String(cause)}` })))
        ).finally(() => clearTimeout(late))
      })
    const model: OnnxModel = { bundle, columns, run }
    yield* probe(model)
    return model
  })

const timedRows = 64
const timings = 5

/** Refuses a model whose row takes longer than `budget`, the fastest of a few small batches counting. */
export const keepsTo = Effect.fnUntraced(function*({ bundle, columns, run }: OnnxModel, budget: Duration.Duration) {
  const { probes } = bundle.manifest
  const rows = new Float32Array(timedRows * columns)
  for (let row = 0; row < timedRows; row++) {
    rows.set((probes[row % probes.length]?.row ?? []).map((value) => value ?? Number.NaN), row * columns)
  }
  let fastest = Infinity
  for (let i = 0; i < timings; i++) {
    const started = yield* Clock.currentTimeNanos
    yield* run(rows)
    fastest = Math.min(fastest, Number((yield* Clock.currentTimeNanos) - started) / 1e6 / timedRows)
  }
  if (fastest >= Duration.toMillis(budget)) {
    return yield* new ModelRejected({
      reason: `a row takes it ${fastest.toFixed(3)} ms, which is over its budget of ${Duration.format(budget)}`
    })
  }
})

const probe = Effect.fnUntraced(function*({ bundle, run }: OnnxModel) {
  const { probes } = bundle.manifest
  const rows = Float32Array.from(probes.flatMap(({ row }) => row.map((value) => value ?? Number.NaN)))
  const expected = probes.flatMap(({ outputs }) => outputs)
  const answers = yield* run(rows)
  const wrong = expected.findIndex((value, i) =>
    !(Math.abs(value - (answers[i] ?? Number.NaN)) <= 1e-5 * Math.max(1, Math.abs(value)))
  )
  if (wrong >= 0) {
    return yield* new ModelRejected({
      reason: `the graph answers ${answers[wrong]} where its training answered ${expected[wrong]}`
    })
  }
})
