import { assert, describe, it } from "@effect/vitest"
import { binOf, binsOf, psiOf } from "../../inference/monitoring/Psi.ts"
import { dueReason, type Facts } from "../../inference/retraining/due.ts"

const reference = { feature: "lnCapacity", missing: 0.2, cuts: [1, 2, 3], shares: [0.1, 0.4, 0.3, 0.2] }

describe("drift of a feature", () => {
  it("puts a value up to a cut into the cut's bin, what is beyond the last in its own, what is missing in the last", () => {
    assert.deepStrictEqual([0, 1, 1.5, 3, 9, Number.NaN].map((value) => binOf(reference, value)), [0, 0, 1, 2, 3, 4])
    assert.strictEqual(binsOf(reference), 5)
  })

  it("is nothing where questions are as training was, and before any was asked", () => {
    assert.closeTo(psiOf(reference, [80, 320, 240, 160, 200]), 0, 1e-9)
    assert.strictEqual(psiOf(reference, []), 0)
  })

  it("is the sum of (asked - trained) ln(asked / trained)", () => {
    const asked = [0.08, 0.32, 0.24, 0.06, 0.3]
    const trained = [0.08, 0.32, 0.24, 0.16, 0.2]
    const expected = asked.reduce(
      (sum, share, i) => sum + (share - (trained[i] ?? 0)) * Math.log(share / (trained[i] ?? 1)),
      0
    )
    assert.closeTo(psiOf(reference, asked.map((share) => share * 1_000)), expected, 1e-9)
  })

  it("passes the threshold when what was known goes missing", () => {
    assert.isAbove(psiOf(reference, [10, 40, 30, 20, 900]), 0.25)
  })
})

describe("a training", () => {
  const day = 86_400_000
  const thresholds = { pauseMillis: day / 2, outcomes: 200, questions: 2_000, psi: 0.1 }
  const quiet: Facts = {
    now: 100 * day,
    lastAsked: 98 * day,
    scheduledAt: 105 * day,
    newOutcomes: 5,
    questions: 5_000,
    mostPsi: 0.05,
    judged: 100,
    recentMape: 0.2,
    promisedMape: 0.23
  }
  const cases: ReadonlyArray<readonly [says: string, change: Partial<Facts>, reason: string | undefined]> = [
    ["is not due while nothing has changed", {}, undefined],
    ["is due by drift when a feature has moved", { mostPsi: 0.11 }, "drift"],
    ["is not due by drift of a few questions", { mostPsi: 3, questions: 100 }, undefined],
    ["is due by error when forecasts are a quarter worse than promised", { recentMape: 0.3 }, "error"],
    ["is not due by the error of a few shows", { recentMape: 0.9, judged: 29 }, undefined],
    ["is due when enough shows were played", { newOutcomes: 200 }, "outcomes"],
    ["is due when the schedule says so", { scheduledAt: 100 * day }, "schedule"],
    ["waits for its pause, whatever has moved", { lastAsked: 99.6 * day, mostPsi: 3, newOutcomes: 900 }, undefined],
    ["is never due without a new outcome", { newOutcomes: 0, mostPsi: 3, recentMape: 0.9, scheduledAt: 0 }, undefined]
  ]
  it.each(cases)("%s", (_, change, reason) => {
    assert.strictEqual(dueReason({ ...quiet, ...change }, thresholds), reason)
  })
})
