import type { TrainingReason } from "../../entities/domain/Model.ts"

/** What is known when it is decided whether to train anew. Times are epoch milliseconds. */
export interface Facts {
  readonly now: number
  /** when a training was last asked for; when the champion took over where none was */
  readonly lastAsked: number
  /** the first time after `lastAsked` that the schedule names */
  readonly scheduledAt: number
  /** shows that were played after the newest one the last training has seen */
  readonly newOutcomes: number
  /** questions of late, and the greatest index of any feature among them */
  readonly questions: number
  readonly mostPsi: number
  /** shows of late that had been forecast, the error of those forecasts, and the error that the champion's card promises */
  readonly judged: number
  readonly recentMape: number
  readonly promisedMape: number
}

export interface Thresholds {
  readonly pauseMillis: number
  readonly outcomes: number
  readonly questions: number
  readonly psi: number
}

/** Fewer shows tell nothing of an error that the champion did not have. */
const leastJudged = 30
const worse = 1.25

/**
 * Why a training is due, if it is. Without a new outcome it would only make the same model again, and after each one there
 * is a pause.
 */
export const dueReason = (facts: Facts, thresholds: Thresholds): Exclude<TrainingReason, "hand"> | undefined => {
  if (facts.newOutcomes === 0 || facts.now - facts.lastAsked < thresholds.pauseMillis) return undefined
  if (facts.judged >= leastJudged && facts.recentMape > worse * facts.promisedMape) return "error"
  if (facts.questions >= thresholds.questions && facts.mostPsi > thresholds.psi) return "drift"
  if (facts.newOutcomes >= thresholds.outcomes) return "outcomes"
  return facts.now >= facts.scheduledAt ? "schedule" : undefined
}
