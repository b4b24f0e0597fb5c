import { FileSystem, Path } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Cause, ConfigProvider, Effect, Exit, Layer, Scope } from "effect"
import { ModelRejected } from "../../entities/domain/Model.ts"
import { InferencePool } from "../../inference/InferencePool.ts"
import { outputNames, sign, verify } from "../../inference/ModelBundle.ts"
import * as ModelDirectory from "../../inference/ModelDirectory.ts"
import { probeRows, renamed, shipped } from "./models.ts"

const poolWith = (settings: Record<string, string>) =>
  InferencePool.layer.pipe(
    Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(settings)))))
  )

it.layer(NodeContext.layer)("InferencePool", (it) => {
  it.scoped("answers many questions at once in batches, each with its own rows", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const { manifest } = yield* pool.champion
      const rows = probeRows(yield* pool.champion)
      const answers = yield* Effect.forEach(
        Array.from({ length: 200 }, (_, i) => i % rows.length),
        (i) => Effect.map(pool.run(rows[i] ?? new Float32Array()), ({ outputs }) => ({ i, outputs })),
        { concurrency: "unbounded" }
      )
      for (const { i, outputs } of answers) {
        const expected = manifest.probes[i]?.outputs ?? []
        assert.strictEqual(outputs.length, outputNames.length)
        expected.forEach((value, output) => assert.closeTo(outputs[output] ?? Number.NaN, value, 1e-5))
      }
      const { answered, batches } = yield* pool.load
      assert.strictEqual(answered, 200)
      assert.isBelow(batches, 100)
    }).pipe(Effect.provide(poolWith({}))))

  it.scoped("refuses what its queue cannot hold, with a time to come back", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const [row] = probeRows(yield* pool.champion)
      const answers = yield* Effect.forEach(
        Array.from({ length: 100 }, (_, i) => i),
        () => Effect.either(pool.run(row ?? new Float32Array())),
        { concurrency: "unbounded" }
      )
      const refused = answers.flatMap((answer) => answer._tag === "Left" ? [answer.left] : [])
      assert.isAbove(refused.length, 0)
      assert.isBelow(refused.length, 100)
      assert.isTrue(refused.every(({ retryAfterMillis }) => retryAfterMillis > 0))
    }).pipe(Effect.provide(poolWith({ MODEL_QUEUE_SIZE: "4" }))))

  it.scoped("gives up a question at its deadline", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const [row] = probeRows(yield* pool.champion)
      const refusal = yield* Effect.flip(pool.run(row ?? new Float32Array()))
      assert.strictEqual(refusal._tag, "ForecastUnavailable")
    }).pipe(Effect.provide(poolWith({ MODEL_DEADLINE: "0 millis" }))))

  it.scoped("takes a new model while questions are being answered, and loses none of them", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const next = renamed(yield* pool.champion)
      const [row] = probeRows(next)
      const [answers] = yield* Effect.all([
        Effect.forEach(Array.from({ length: 100 }, (_, i) => i), () => pool.run(row ?? new Float32Array()), {
          concurrency: 8
        }),
        pool.swap(next)
      ], { concurrency: "unbounded" })
      assert.strictEqual(answers.length, 100)
      assert.strictEqual((yield* pool.champion).manifest.version, next.manifest.version)
      assert.strictEqual((yield* pool.run(row ?? new Float32Array())).manifest.version, next.manifest.version)
    }).pipe(Effect.provide(poolWith({}))))

  it.scoped("refuses a model that answers its probes otherwise, and serves on", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const champion = yield* pool.champion
      const { version: _, ...unsigned } = champion.manifest
      const wrong = sign({
        ...unsigned,
        probes: [{ row: unsigned.features.map(() => null), outputs: outputNames.map(() => 42) }]
      })
      const refusal = yield* Effect.flip(pool.swap({ ...champion, manifest: wrong }))
      assert.instanceOf(refusal, ModelRejected)
      const rows = probeRows(champion)
      yield* pool.run(rows[0] ?? new Float32Array())
      assert.strictEqual((yield* pool.champion).manifest.version, champion.manifest.version)
    }).pipe(Effect.provide(poolWith({}))))

  it.scoped("refuses a graph that is cut off even where its hash was forged", () =>
    Effect.gen(function*() {
      const pool = yield* InferencePool
      const champion = yield* pool.champion
      for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
        const graph = champion.graph.slice(0, Math.floor(champion.graph.length * share))
        const refusal = yield* Effect.flip(pool.swap({ ...champion, graph }))
        assert.instanceOf(refusal, ModelRejected)
      }
      const rows = probeRows(champion)
      yield* pool.run(rows[0] ?? new Float32Array())
    }).pipe(Effect.provide(poolWith({}))))

  it.scoped("does not start on a directory without a model, and says so", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const exit = yield* Effect.exit(Layer.buildWithScope(poolWith({ MODEL_PATH: "/nowhere" }), scope))
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Exit.isFailure(exit))
    }))
})

it.scopedLive("refuses a model that is slower than its budget, and serves on", () =>
  Effect.gen(function*() {
    const scope = yield* Scope.make()
    const settings = { MODEL_ROW_BUDGET: "1 nanos" }
    const exit = yield* Effect.exit(Layer.buildWithScope(poolWith(settings), scope))
    yield* Scope.close(scope, Exit.void)
    assert.match(exit._tag === "Failure" ? Cause.pretty(exit.cause) : "", /over its budget/)
  }).pipe(Effect.provide(NodeContext.layer)))

it.layer(NodeContext.layer)("a model bundle", (it) => {
  it.effect("is refused when it was cut off at any place", () =>
    Effect.gen(function*() {
      const fileSystem = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const bundle = yield* shipped
      const text = yield* fileSystem.readFileString(path.join("inference/model", ModelDirectory.manifestFile))
      assert.strictEqual(verify(text, bundle.graph, bundle.card)._tag, "Right")
      for (let length = 0; length < bundle.graph.length; length += 997) {
        assert.strictEqual(verify(text, bundle.graph.subarray(0, length), bundle.card)._tag, "Left")
      }
      for (let length = 0; length < text.trimEnd().length; length += 97) {
        assert.strictEqual(verify(text.slice(0, length), bundle.graph, bundle.card)._tag, "Left")
      }
    }))

  it.effect("is refused when a number of its manifest was changed, or was none", () =>
    Effect.gen(function*() {
      const fileSystem = yield* FileSystem.FileSystem
      const bundle = yield* shipped
      const text = yield* fileSystem.readFileString(`inference/model/${ModelDirectory.manifestFile}`)
      for (const value of ["0.4621", "NaN", "null", "-1", "1e999"]) {
        const forged = text.replace(/"deviation": [\d.]+/, `"deviation": ${value}`)
        assert.notStrictEqual(forged, text)
        assert.strictEqual(verify(forged, bundle.graph, bundle.card)._tag, "Left", value)
      }
    }))

  it.effect("is refused with another card, or one byte of its graph changed", () =>
    Effect.gen(function*() {
      const fileSystem = yield* FileSystem.FileSystem
      const bundle = yield* shipped
      const text = yield* fileSystem.readFileString(`inference/model/${ModelDirectory.manifestFile}`)
      assert.strictEqual(verify(text, bundle.graph, `${bundle.card} and better`)._tag, "Left")
      const graph = Uint8Array.from(bundle.graph)
      graph[1_000] = (graph[1_000] ?? 0) ^ 1
      assert.strictEqual(verify(text, graph, bundle.card)._tag, "Left")
    }))

  it.scoped("comes back from a directory as it was written", () =>
    Effect.gen(function*() {
      const fileSystem = yield* FileSystem.FileSystem
      const directory = yield* fileSystem.makeTempDirectoryScoped()
      const bundle = renamed(yield* shipped)
      yield* ModelDirectory.write(directory, bundle)
      const again = yield* ModelDirectory.read(directory)
      assert.deepStrictEqual(again.manifest, bundle.manifest)
      assert.strictEqual(yield* ModelDirectory.versionIn(directory), bundle.manifest.version)
    }))
})
