import { Effect } from "effect"
import type { Manifest } from "../ModelBundle.ts"
import * as FeatureCounts from "./FeatureCounts.ts"
import { psiOf } from "./Psi.ts"

/** Days of questions that drift is measured over. */
export const windowDays = 28
/** From here on a feature counts as moved. */
export const threshold = 0.1

export interface Drift {
  readonly questions: number
  /** most moved first */
  readonly features: ReadonlyArray<{ readonly feature: string; readonly psi: number; readonly missing: number }>
}

/** How far the questions of the last four weeks have moved from what a model has learned from. */
export const of = Effect.fn("Drift.of")(function*({ reference, version }: Pick<Manifest, "reference" | "version">) {
  const counts = yield* FeatureCounts.read(version, windowDays)
  const questions = (counts.get(0) ?? []).reduce((sum, count) => sum + count, 0)
  const features = reference.map((each, i) => {
    const own = counts.get(i) ?? []
    return {
      feature: each.feature,
      psi: psiOf(each, own),
      missing: questions === 0 ? 0 : (own.at(-1) ?? 0) / questions
    }
  })
  const drift: Drift = { questions, features: features.toSorted((a, b) => b.psi - a.psi) }
  return drift
})
