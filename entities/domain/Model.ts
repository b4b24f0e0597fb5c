import { Schema } from "effect"

/**
 * What a model is to the running system: trained and waiting (candidate), answering beside the champion (shadow), answering
 * (champion), or put away (retired).
 */
export const ModelRole = Schema.Literal("candidate", "shadow", "champion", "retired")
export type ModelRole = typeof ModelRole.Type

/** Came with the program, or was trained here. */
export const ModelOrigin = Schema.Literal("shipped", "retrained")
export type ModelOrigin = typeof ModelOrigin.Type

/** Two models on the same shows, of which neither had seen one when it was trained. Errors are mean absolute shares. */
export const Comparison = Schema.Struct({
  championVersion: Schema.String,
  shows: Schema.Int,
  from: Schema.String,
  to: Schema.String,
  candidateMape: Schema.Number,
  championMape: Schema.Number,
  /** capacity x mean share sold */
  naiveMape: Schema.Number,
  candidateCoverage: Schema.Number,
  championCoverage: Schema.Number,
  /** how often the candidate is the better one when the shows are drawn anew, 0-1 */
  sure: Schema.Number
})
export type Comparison = typeof Comparison.Type

/** Below this chance of being the better one, a lower error may be luck. */
export const sureEnough = 0.8

/** What an 80 % band may hold of a few dozen shows before it says nothing, or too much. */
export const leastCoverage = 0.7
export const mostCoverage = 0.97

/** A model takes over when it errs less on the same shows, is likely to go on doing so, and its band holds what it says. */
export const isBetter = ({ candidateCoverage, candidateMape, championMape, sure }: Comparison): boolean =>
  candidateMape < championMape && sure >= sureEnough && candidateCoverage >= leastCoverage &&
  candidateCoverage <= mostCoverage

/** Why a retraining was begun. */
export const TrainingReason = Schema.Literal("drift", "error", "outcomes", "schedule", "hand")
export type TrainingReason = typeof TrainingReason.Type

/** A model that must not be served, and why. */
export class ModelRejected extends Schema.TaggedError<ModelRejected>()("ModelRejected", {
  reason: Schema.String
}) {
  override get message() {
    return `The model was not taken: ${this.reason}`
  }
}

export class ModelNotFound extends Schema.TaggedError<ModelNotFound>()("ModelNotFound", {
  version: Schema.String
}) {
  override get message() {
    return `There is no model ${this.version}`
  }
}

/** Only what was seen to be better than the model in use takes its place. */
export class ModelNotBetter extends Schema.TaggedError<ModelNotBetter>()("ModelNotBetter", {
  version: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `Model ${this.version} does not take over: ${this.reason}`
  }
}

/** A retraining that cannot begin now, and why. */
export class RetrainingRefused extends Schema.TaggedError<RetrainingRefused>()("RetrainingRefused", {
  reason: Schema.String
}) {
  override get message() {
    return `No retraining now: ${this.reason}`
  }
}
