import { SqlClient } from "@effect/sql"
import { Context, DateTime, Effect, Layer, Option } from "effect"
import { isBetter } from "../entities/domain/Model.ts"
import { Unavailable } from "../entities/domain/Unavailable.ts"
import { Forecaster } from "../inference/Forecaster.ts"
import type { Manifest } from "../inference/ModelBundle.ts"
import * as Drift from "../inference/monitoring/Drift.ts"
import * as Outcomes from "../inference/monitoring/Outcomes.ts"
import { type Entry, ModelRegistry } from "../inference/registry/ModelRegistry.ts"
import { Serving } from "../inference/registry/Serving.ts"
import * as Runs from "../inference/retraining/Runs.ts"
import { requireRole } from "./acting.ts"
import { type ModelReport, ModelRpcs, type ModelView, type Promised, type TrainingRun } from "./contract/ModelRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"

const runsShown = 20

const make = Effect.gen(function*() {
  const registry = yield* ModelRegistry
  const forecaster = yield* Forecaster
  const sql = yield* SqlClient.SqlClient
  /** where forecasts are made in this process, what changed serves at once; elsewhere within `MODEL_REFRESH` */
  const sync = Option.match(yield* Effect.serviceOption(Serving), {
    onNone: () => Effect.void,
    onSome: ({ sync }) => sync
  })
  const administrator = requireRole("administrator")
  const reading = orUnavailable("The models")

  const report = Effect.gen(function*() {
    const entries = yield* registry.entries
    const champion = yield* Effect.mapError(
      Option.fromNullable(entries.find(({ role }) => role === "champion")),
      () => new Unavailable({ what: "The champion", retryAfterMillis: 1000 })
    )
    const shadow = entries.find(({ role }) => role === "shadow")
    const { manifest } = champion
    const { fill } = manifest.priors.overall
    const [serving, outcomes, drift, arms, runs, now] = yield* Effect.all([
      forecaster.modelVersion,
      Outcomes.byHorizon(fill),
      Drift.of(manifest),
      Outcomes.byArm(shadow === undefined ? [] : [champion.version, shadow.version], fill),
      Runs.newest(runsShown),
      DateTime.now
    ])
    const found: ModelReport = {
      at: DateTime.formatIso(now),
      serving,
      champion: viewOf(champion),
      promise: promiseOf(manifest),
      outcomes,
      drift: { ...drift, windowDays: Drift.windowDays, threshold: Drift.threshold },
      arms,
      models: entries.map(viewOf),
      runs: runs.map(runOf)
    }
    return found
  }).pipe(Effect.provideService(SqlClient.SqlClient, sql))

  return ModelRpcs.of({
    GetModelReport: Effect.fn("Models.report")(function*() {
      yield* requireRole("viewer")
      return yield* report
    }, reading),
    GetModelCard: Effect.fn("Models.card")(function*({ version }) {
      yield* requireRole("viewer")
      return { version, card: yield* registry.card(version) }
    }, reading),
    RetrainModel: Effect.fn("Models.retrain")(function*() {
      const { id: actor } = yield* administrator
      return { id: yield* Effect.provideService(Runs.request("hand", actor), SqlClient.SqlClient, sql) }
    }, reading),
    PromoteModel: Effect.fn("Models.promote")(function*({ version }) {
      const { id: actor } = yield* administrator
      yield* Effect.zipRight(registry.promote(version, actor), sync)
    }, reading),
    ShadowModel: Effect.fn("Models.shadow")(function*({ share, version }) {
      const { id: actor } = yield* administrator
      yield* Effect.zipRight(registry.shadow(version, share, actor), sync)
    }, reading),
    EndShadow: Effect.fn("Models.endShadow")(function*() {
      const { id: actor } = yield* administrator
      yield* Effect.zipRight(registry.endShadow(actor), sync)
    }, reading)
  })
})

const viewOf = ({ comparison, manifest, origin, role, roleSince, share, version }: Entry): ModelView => ({
  version,
  role,
  share,
  origin,
  trainedAt: manifest.trainedAt,
  shows: manifest.training.rows,
  from: manifest.training.from,
  to: manifest.training.to,
  sources: manifest.training.sources,
  comparison,
  mayTakeOver: comparison !== null && isBetter(comparison),
  roleSince: roleSince.toISOString()
})

const promiseOf = ({ training: { horizons, metrics, reliability } }: Manifest): Promised => {
  const metric = (name: string) => metrics[name] ?? 0
  return {
    shows: metric("later.rows"),
    mape: metric("later.mape"),
    medianApe: metric("later.medianApe"),
    naiveMape: metric("laterNaive.mape"),
    within15: metric("later.within15"),
    coverage: metric("later.coverage80"),
    width: metric("later.width80"),
    horizons: horizons.map(({ days, rows, ...errors }) => ({ ...errors, fromDays: days, shows: rows })),
    reliability
  }
}

const runOf = ({ finishedAt, requestedAt, ...run }: Runs.Run): TrainingRun => ({
  ...run,
  requestedAt: requestedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null
})

/** What operators ask of the models and do with them; the RPC and the REST side answer with it. */
export class Models extends Context.Tag("promoteros/rpc/Models")<Models, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Models, make)
}
