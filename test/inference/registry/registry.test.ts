import { NodeContext } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer } from "effect"
import type { Comparison } from "../../../entities/domain/Model.ts"
import { InferencePool } from "../../../inference/InferencePool.ts"
import { ModelRegistry } from "../../../inference/registry/ModelRegistry.ts"
import { Serving } from "../../../inference/registry/Serving.ts"
import { armOf } from "../../../inference/registry/Split.ts"
import * as Database from "../../support/Database.ts"
import { probeRows, renamed, shipped } from "../models.ts"

const layer = (settings: Readonly<Record<string, string>> = {}) =>
  Layer.provideMerge(Serving.layer, Layer.merge(InferencePool.layer, ModelRegistry.layer)).pipe(
    Layer.provideMerge(Database.layer),
    Layer.provideMerge(NodeContext.layer),
    Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(settings)))))
  )

const better = (championVersion: string): Comparison => ({
  championVersion,
  shows: 120,
  from: "2026-01-01",
  to: "2026-06-30",
  candidateMape: 0.2,
  championMape: 0.24,
  naiveMape: 0.26,
  candidateCoverage: 0.8,
  championCoverage: 0.8,
  sure: 0.95
})

const roles = Effect.flatMap(
  ModelRegistry,
  ({ entries }) => Effect.map(entries, (all) => Object.fromEntries(all.map(({ role, version }) => [version, role])))
)

const served = Effect.gen(function*() {
  const pool = yield* InferencePool
  const [row = new Float32Array()] = probeRows(yield* pool.champion)
  return (yield* pool.run(row)).manifest.version
})

it.scoped("enters the model that came with the program as the champion", () =>
  Effect.gen(function*() {
    const bundle = yield* shipped
    assert.deepStrictEqual(yield* roles, { [bundle.manifest.version]: "champion" })
    assert.strictEqual(yield* served, bundle.manifest.version)
  }).pipe(Effect.provide(layer())))

it.scoped("promotes what won its comparison, serves it at once, and puts the old champion away", () =>
  Effect.gen(function*() {
    const registry = yield* ModelRegistry
    const champion = yield* shipped
    const next = renamed(champion)
    yield* registry.add(next, "retrained", better(champion.manifest.version))
    yield* registry.promote(next.manifest.version, "operator")
    yield* Effect.flatMap(Serving, ({ sync }) => sync)
    assert.strictEqual(yield* served, next.manifest.version)
    assert.deepStrictEqual(yield* roles, {
      [champion.manifest.version]: "retired",
      [next.manifest.version]: "champion"
    })
    yield* registry.promote(champion.manifest.version, "operator")
    yield* Effect.flatMap(Serving, ({ sync }) => sync)
    assert.strictEqual(yield* served, champion.manifest.version, "a former champion may come back")
  }).pipe(Effect.provide(layer())))

it.scoped("refuses to promote what was not compared, lost, was lucky, or was compared with another champion", () =>
  Effect.gen(function*() {
    const registry = yield* ModelRegistry
    const champion = (yield* shipped).manifest.version
    const worse: ReadonlyArray<Comparison | undefined> = [
      undefined,
      { ...better(champion), candidateMape: 0.25 },
      { ...better(champion), sure: 0.6 },
      { ...better(champion), candidateCoverage: 0.55 },
      better("demand-another")
    ]
    for (const [i, comparison] of worse.entries()) {
      const next = renamed(yield* shipped, `2001-01-0${i + 1}T00:00:00.000Z`)
      yield* registry.add(next, "retrained", comparison)
      const refusal = yield* Effect.flip(registry.promote(next.manifest.version, "operator"))
      assert.strictEqual(refusal._tag, "ModelNotBetter")
    }
    assert.strictEqual((yield* registry.wanted).champion?.version, champion)
  }).pipe(Effect.provide(layer())))

it.scoped("keeps the champion when the bytes of a promoted model were cut off anywhere", () =>
  Effect.gen(function*() {
    const registry = yield* ModelRegistry
    const sql = yield* SqlClient.SqlClient
    const champion = yield* shipped
    const { version } = champion.manifest
    const next = renamed(champion)
    yield* registry.add(next, "retrained", better(version))
    yield* registry.promote(next.manifest.version, "operator")
    for (let length = 0; length < next.graph.length; length += 6_007) {
      yield* sql`update models set graph = ${next.graph.subarray(0, length)} where version = ${next.manifest.version}`
      yield* Effect.flatMap(Serving, ({ sync }) => sync)
      assert.strictEqual((yield* Effect.flatMap(InferencePool, (pool) => pool.champion)).manifest.version, version)
    }
    assert.match((yield* Effect.flatMap(Serving, ({ faults }) => faults)).join(), /not the graph that was trained/)
    assert.strictEqual(yield* served, version)
    yield* sql`update models set graph = ${next.graph} where version = ${next.manifest.version}`
    yield* Effect.flatMap(Serving, ({ sync }) => sync)
    assert.strictEqual(yield* served, next.manifest.version)
    assert.deepStrictEqual(yield* Effect.flatMap(Serving, ({ faults }) => faults), [])
  }).pipe(Effect.provide(layer())))

it.scoped("does not promote a model whose bytes were changed in the table", () =>
  Effect.gen(function*() {
    const registry = yield* ModelRegistry
    const sql = yield* SqlClient.SqlClient
    const champion = yield* shipped
    const next = renamed(champion)
    yield* registry.add(next, "retrained", better(champion.manifest.version))
    yield* sql`update models set card = card || ' and better' where version = ${next.manifest.version}`
    const refusal = yield* Effect.flip(registry.promote(next.manifest.version, "operator"))
    assert.strictEqual(refusal._tag, "ModelRejected")
    assert.strictEqual((yield* registry.wanted).champion?.version, champion.manifest.version)
  }).pipe(Effect.provide(layer())))

it.scoped("lets a shadow answer its share of artists, always the same ones", () =>
  Effect.gen(function*() {
    const registry = yield* ModelRegistry
    const pool = yield* InferencePool
    const next = renamed(yield* shipped)
    yield* registry.add(next, "retrained")
    const answeredAt = (share: number) =>
      Effect.gen(function*() {
        yield* registry.shadow(next.manifest.version, share, "operator")
        yield* Effect.flatMap(Serving, ({ sync }) => sync)
        const shadow = yield* pool.shadow
        return Array.from({ length: 2_000 }, (_, i) => `artist-${i}`).filter((id) => armOf(id, shadow) === "shadow")
      })
    const few = yield* answeredAt(0.1)
    const more = yield* answeredAt(0.3)
    assert.closeTo(few.length / 2_000, 0.1, 0.03)
    assert.closeTo(more.length / 2_000, 0.3, 0.03)
    assert.isTrue(few.every((id) => more.includes(id)), "a greater share keeps the artists of a smaller one")
    const [row = new Float32Array()] = probeRows(next)
    assert.strictEqual((yield* pool.run(row, "shadow")).manifest.version, next.manifest.version)
    yield* registry.endShadow("operator")
    yield* Effect.flatMap(Serving, ({ sync }) => sync)
    assert.isUndefined(yield* pool.shadow)
    assert.strictEqual((yield* Effect.flip(pool.run(row, "shadow")))._tag, "ForecastUnavailable")
  }).pipe(Effect.provide(layer())))
