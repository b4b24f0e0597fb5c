import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import {
  Comparison,
  ModelNotBetter,
  ModelNotFound,
  ModelOrigin,
  ModelRejected,
  ModelRole,
  RetrainingRefused,
  TrainingReason
} from "../../entities/domain/Model.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

/** A model, what it was trained on, and what it promises. Errors are shares; `comparison` is with the champion of its time. */
export const ModelView = Schema.Struct({
  version: Schema.String,
  role: ModelRole,
  /** of all artists: how many this model answers */
  share: Schema.Number,
  origin: ModelOrigin,
  trainedAt: Schema.String,
  shows: Schema.Int,
  from: Schema.String,
  to: Schema.String,
  sources: Schema.Array(Schema.String),
  comparison: Schema.NullOr(Comparison),
  mayTakeOver: Schema.Boolean,
  roleSince: Schema.String
})
export type ModelView = typeof ModelView.Type

/** Errors of the forecasts of some shows; a baseline is capacity x mean share sold. */
const Errors = Schema.Struct({
  shows: Schema.Int,
  mape: Schema.Number,
  naiveMape: Schema.Number,
  /** of the 80 % band */
  coverage: Schema.Number
})

/** `fromDays` before the show; up to where the next line begins. */
export const HorizonErrors = Schema.Struct({ ...Errors.fields, fromDays: Schema.Int })
export type HorizonErrors = typeof HorizonErrors.Type

/** What the champion promised when it was trained, on shows after its training. */
export const Promised = Schema.Struct({
  shows: Schema.Int,
  mape: Schema.Number,
  medianApe: Schema.Number,
  naiveMape: Schema.Number,
  within15: Schema.Number,
  coverage: Schema.Number,
  width: Schema.Number,
  horizons: Schema.Array(HorizonErrors),
  /** shows that were forecast alike: the mean share of the room that was said and that was sold */
  reliability: Schema.Array(Schema.Struct({ rows: Schema.Int, predicted: Schema.Number, actual: Schema.Number }))
})
export type Promised = typeof Promised.Type

export const FeatureDrift = Schema.Struct({
  feature: Schema.String,
  /** population stability index of the last four weeks' questions against training */
  psi: Schema.Number,
  /** share of questions that lack it */
  missing: Schema.Number
})
export type FeatureDrift = typeof FeatureDrift.Type

export const ArmErrors = Schema.Struct({ ...Errors.fields, version: Schema.String, served: Schema.Int })
export type ArmErrors = typeof ArmErrors.Type

export const TrainingRun = Schema.Struct({
  id: Schema.String,
  reason: TrainingReason,
  actor: Schema.String,
  state: Schema.Literal("queued", "running", "succeeded", "failed"),
  roundsDone: Schema.Int,
  roundsAll: Schema.Int,
  shows: Schema.NullOr(Schema.Int),
  version: Schema.NullOr(Schema.String),
  comparison: Schema.NullOr(Comparison),
  outcome: Schema.NullOr(Schema.String),
  requestedAt: Schema.String,
  finishedAt: Schema.NullOr(Schema.String)
})
export type TrainingRun = typeof TrainingRun.Type

/** Everything an operator needs to judge the forecast. */
export const ModelReport = Schema.Struct({
  at: Schema.String,
  /** what answers, as this process hears it; differs from the champion's version while a model could not be taken */
  serving: Schema.String,
  champion: ModelView,
  promise: Promised,
  /** forecasts given out, judged by shows that were played since */
  outcomes: Schema.Array(HorizonErrors),
  drift: Schema.Struct({
    questions: Schema.Int,
    windowDays: Schema.Int,
    threshold: Schema.Number,
    features: Schema.Array(FeatureDrift)
  }),
  /** champion and shadow on the same shows */
  arms: Schema.Array(ArmErrors),
  models: Schema.Array(ModelView),
  runs: Schema.Array(TrainingRun)
})
export type ModelReport = typeof ModelReport.Type

const version = { version: Schema.String.pipe(Schema.maxLength(100)) } as const
const refused = Schema.Union(Unavailable, Forbidden)

export class ModelRpcs extends RpcGroup.make(
  Rpc.make("GetModelReport", { success: ModelReport, error: refused }),
  Rpc.make("GetModelCard", {
    payload: version,
    success: Schema.Struct({ version: Schema.String, card: Schema.String }),
    error: Schema.Union(ModelNotFound, refused)
  }),
  /** Trains on all shows known by now, compares with the champion, and leaves a candidate. */
  Rpc.make("RetrainModel", {
    success: Schema.Struct({ id: Schema.String }),
    error: Schema.Union(RetrainingRefused, refused)
  }),
  /** Makes a candidate that won its comparison the champion, or a former champion again. */
  Rpc.make("PromoteModel", {
    payload: version,
    success: Schema.Void,
    error: Schema.Union(ModelNotFound, ModelNotBetter, ModelRejected, refused)
  }),
  /** Puts a candidate beside the champion, answering this share of artists; with 0 it answers in silence. */
  Rpc.make("ShadowModel", {
    payload: { ...version, share: Schema.Number.pipe(Schema.between(0, 1)) },
    success: Schema.Void,
    error: Schema.Union(ModelNotFound, ModelRejected, refused)
  }),
  Rpc.make("EndShadow", { success: Schema.Void, error: refused })
) {}
