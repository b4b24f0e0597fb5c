import { assert, describe, it } from "@effect/vitest"
import { bin } from "../../../inference/training/Bins.ts"
import { boost, type BoostingOptions, defaults } from "../../../inference/training/Boosting.ts"
import { predict } from "../../../inference/training/Ensemble.ts"
import {
  absolute,
  type Labels,
  likeliestDeviation,
  type Objective,
  quantile,
  squared,
  tobit
} from "../../../inference/training/Objective.ts"
import { Random } from "../../../inference/training/Random.ts"
import { columns, noise, table } from "./invented.ts"

const options: BoostingOptions = { ...defaults, rounds: 100, depth: 4, monotone: new Int8Array(columns) }
const all = (rows: number) => Int32Array.from({ length: rows }, (_, i) => i)

const labelsOf = (target: ArrayLike<number>, censored?: ArrayLike<number>): Labels => ({
  target: Float64Array.from(target),
  weight: new Float64Array(target.length).fill(1),
  censored: Uint8Array.from(censored ?? new Uint8Array(target.length))
})

const fitted = (values: Float32Array, labels: Labels, objective: Objective, change: Partial<BoostingOptions> = {}) => {
  const { ensemble } = boost(
    bin(values, columns),
    labels,
    objective,
    { ...options, ...change },
    all(labels.target.length)
  )
  return Array.from(labels.target, (_, i) => predict(ensemble, values.subarray(i * columns, (i + 1) * columns)))
}

const meanGap = (a: ReadonlyArray<number>, b: ArrayLike<number>) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length

describe("boosting", () => {
  const { truth, values } = table(900, 1)
  const shocks = noise(900, 2)
  const target = truth.map((value, i) => value + 0.1 * (shocks[i] ?? 0))

  it("learns a surface with interactions and missing values", () => {
    assert.isBelow(meanGap(fitted(values, labelsOf(target), squared), truth), 0.12)
    assert.isBelow(meanGap(fitted(values, labelsOf(target), absolute), truth), 0.15)
  })

  it("gives the same trees for the same seed and others for another", () => {
    const once = fitted(values, labelsOf(target), squared)
    assert.deepStrictEqual(fitted(values, labelsOf(target), squared), once)
    assert.notDeepEqual(fitted(values, labelsOf(target), squared, { seed: 2 }), once)
  })

  it("has the asked share of rows below each quantile", () => {
    for (const level of [0.1, 0.5, 0.9]) {
      const answers = fitted(values, labelsOf(target), quantile(level), { rounds: 80 })
      const below = answers.filter((answer, i) => (target[i] ?? 0) <= answer).length / answers.length
      assert.isTrue(Math.abs(below - level) < 0.05, `${below} below the ${level} quantile`)
    }
  })

  it("never falls along a rising column, nor rises along a falling one, whatever the objective", () => {
    const monotone = Int8Array.from({ length: columns }, (_, column) => column === 0 ? 1 : column === 1 ? -1 : 0)
    for (const objective of [squared, quantile(0.5), tobit(0.3)]) {
      const bins = bin(values, columns)
      const { ensemble } = boost(bins, labelsOf(target), objective, { ...options, rounds: 60, monotone }, all(900))
      const random = new Random(5)
      for (let trial = 0; trial < 200; trial++) {
        const row = Float32Array.from({ length: columns }, () => random.next())
        const answers = [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => {
          const changed = Float32Array.from(row)
          changed[0] = value
          changed[1] = 1 - value
          return predict(ensemble, changed)
        })
        for (let i = 1; i < answers.length; i++) {
          assert.isTrue((answers[i] ?? 0) >= (answers[i - 1] ?? 0) - 1e-6, `${objective.name} fell: ${answers}`)
        }
      }
    }
  })

  it("gives heavier rows the say", () => {
    const flat = new Float32Array(400 * columns)
    const target = Array.from({ length: 400 }, (_, i) => i % 2)
    const labels = { ...labelsOf(target), weight: Float64Array.from(target, (value) => value === 1 ? 3 : 1) }
    const [answer] = fitted(flat, labels, squared, { rowShare: 1 })
    assert.isTrue(Math.abs((answer ?? 0) - 0.75) < 1e-3)
  })

  it("stops where validation rows no longer gain", () => {
    const pure = Array.from(noise(900, 9))
    const rows = all(900)
    const { ensemble, validation } = boost(
      bin(values, columns),
      labelsOf(pure),
      squared,
      { ...options, rounds: 400, patience: 20 },
      rows.filter((row) => row % 3 !== 0),
      rows.filter((row) => row % 3 === 0)
    )
    assert.isBelow(validation.length, 400)
    assert.isAtMost(ensemble.trees.length, validation.length)
  })

  it("shrinks under L2 and L1", () => {
    const spread = (answers: ReadonlyArray<number>) => Math.max(...answers) - Math.min(...answers)
    const free = spread(fitted(values, labelsOf(target), squared, { rounds: 20 }))
    assert.isBelow(spread(fitted(values, labelsOf(target), squared, { rounds: 20, l2: 500 })), free)
    assert.isBelow(spread(fitted(values, labelsOf(target), squared, { rounds: 20, l1: 200 })), free)
  })
})

describe("censored demand", () => {
  const { truth, values } = table(1_200, 3)
  const shocks = noise(1_200, 4)
  const demand = truth.map((value, i) => value + 0.3 * (shocks[i] ?? 0))
  const wall = demand.toSorted((a, b) => a - b)[600] ?? 0
  const sold = demand.map((value) => Math.min(value, wall))
  const full = demand.map((value) => value >= wall ? 1 : 0)

  it("finds demand above the wall nearer than a fit that takes sales for demand", () => {
    const labels = labelsOf(sold, full)
    const seeing = fitted(values, labels, tobit(0.3))
    const blind = fitted(values, labelsOf(sold), squared)
    const above = truth.flatMap((value, i) => value > wall ? [i] : [])
    const gap = (answers: ReadonlyArray<number>) =>
      above.reduce((sum, i) => sum + Math.abs((answers[i] ?? 0) - (truth[i] ?? 0)), 0) / above.length
    assert.isBelow(gap(seeing), 0.7 * gap(blind))
  })

  it("finds how widely demand scatters though half of it is unseen", () => {
    const deviation = likeliestDeviation(labelsOf(sold, full), Float64Array.from(truth))
    assert.isTrue(Math.abs(deviation - 0.3) < 0.03, `${deviation}`)
  })

  it("does not count a forecast above a sold-out room as an error", () => {
    const labels = labelsOf([1, 1], [1, 1])
    assert.strictEqual(quantile(0.5).loss(labels, Float64Array.of(3, 5)), 0)
    assert.isAbove(quantile(0.5).loss(labelsOf([1, 1]), Float64Array.of(3, 5)), 0)
  })

  it("has derivatives that agree with differences of its loss", () => {
    const labels = labelsOf([0.2, 0.5, 0.4], [0, 1, 1])
    const at = Float64Array.of(0.1, 0.3, 0.9)
    const gradient = new Float64Array(3)
    const hessian = new Float64Array(3)
    tobit(0.3).derivatives(labels, at, gradient, hessian)
    for (let i = 0; i < 3; i++) {
      const moved = (by: number) => at.map((value, j) => j === i ? value + by : value)
      const slope = 3 * (tobit(0.3).loss(labels, moved(1e-5)) - tobit(0.3).loss(labels, moved(-1e-5))) / 2e-5
      assert.isTrue(Math.abs(slope * 0.09 - (gradient[i] ?? 0)) < 1e-6)
      assert.isAbove(hessian[i] ?? 0, 0)
    }
  })
})
