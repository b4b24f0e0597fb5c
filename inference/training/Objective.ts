import { density, survival } from "../Normal.ts"

/** What a booster fits: targets, their weights, and which of them are only a lower bound (a sold-out room). */
export interface Labels {
  readonly target: Float64Array
  readonly weight: Float64Array
  /** 1: the truth is at least `target` */
  readonly censored: Uint8Array
}

export interface Objective {
  readonly name: string
  readonly start: (labels: Labels) => number
  readonly derivatives: (labels: Labels, at: Float64Array, gradient: Float64Array, hessian: Float64Array) => void
  /** The exact best step of a leaf, where the second-order step would be blunt. */
  readonly leaf?: (labels: Labels, at: Float64Array, rows: ArrayLike<number>) => number
  /** weighted mean loss */
  readonly loss: (labels: Labels, at: Float64Array) => number
}

export const squared: Objective = {
  name: "squared",
  start: (labels) => weightedMean(labels, (i) => labels.target[i] ?? 0),
  derivatives: (labels, at, gradient, hessian) => {
    for (let i = 0; i < at.length; i++) {
      const weight = labels.weight[i] ?? 0
      gradient[i] = weight * ((at[i] ?? 0) - (labels.target[i] ?? 0))
      hessian[i] = weight
    }
  },
  loss: (labels, at) => weightedMean(labels, (i) => ((at[i] ?? 0) - (labels.target[i] ?? 0)) ** 2)
}

/**
 * Pinball loss, one-sided where the target is censored: a forecast above a sold-out room's sales is no error. With no row
 * censored it is plain quantile regression.
 */
export const quantile = (level: number): Objective => ({
  name: `quantile ${level}`,
  start: (labels) => bestShift(labels, new Float64Array(labels.target.length), allRows(labels), level),
  derivatives: (labels, at, gradient, hessian) => {
    for (let i = 0; i < at.length; i++) {
      const weight = labels.weight[i] ?? 0
      const short = (labels.target[i] ?? 0) > (at[i] ?? 0)
      gradient[i] = short ? -level * weight : labels.censored[i] === 1 ? 0 : (1 - level) * weight
      hessian[i] = weight
    }
  },
  leaf: (labels, at, rows) => bestShift(labels, at, rows, level),
  loss: (labels, at) =>
    weightedMean(labels, (i) => {
      const error = (labels.target[i] ?? 0) - (at[i] ?? 0)
      return error > 0 ? level * error : labels.censored[i] === 1 ? 0 : (level - 1) * error
    })
})

export const absolute: Objective = { ...quantile(0.5), name: "absolute" }

/**
 * Log-normal accelerated failure time (Tobit on the log): targets are logarithms, a censored row contributes the chance of
 * lying above its bound. Derivatives are scaled by the variance, so that steps do not depend on `deviation`.
 */
export const tobit = (deviation: number): Objective => ({
  name: `tobit ${deviation}`,
  start: (labels) => weightedMean(labels, (i) => labels.target[i] ?? 0),
  derivatives: (labels, at, gradient, hessian) => {
    for (let i = 0; i < at.length; i++) {
      const weight = labels.weight[i] ?? 0
      const gap = (labels.target[i] ?? 0) - (at[i] ?? 0)
      if (labels.censored[i] === 1) {
        const z = gap / deviation
        const rate = hazard(z)
        gradient[i] = -weight * deviation * rate
        hessian[i] = weight * Math.max(rate * (rate - z), 1e-6)
      } else {
        gradient[i] = -weight * gap
        hessian[i] = weight
      }
    }
  },
  loss: (labels, at) =>
    weightedMean(labels, (i) => {
      const z = ((labels.target[i] ?? 0) - (at[i] ?? 0)) / deviation
      return labels.censored[i] === 1 ? -logSurvival(z) : z * z / 2 + Math.log(deviation)
    })
})

/** The likeliest `deviation` of a Tobit model whose centres are given (golden-section search). */
export const likeliestDeviation = (labels: Labels, at: Float64Array): number => {
  const ratio = (Math.sqrt(5) - 1) / 2
  const loss = (logDeviation: number) => tobit(Math.exp(logDeviation)).loss(labels, at)
  let low = Math.log(0.02)
  let high = Math.log(3)
  for (let step = 0; step < 40; step++) {
    const span = (high - low) * ratio
    if (loss(high - span) < loss(low + span)) high = low + span
    else low = high - span
  }
  return Math.exp((low + high) / 2)
}

const allRows = (labels: Labels): Int32Array => Int32Array.from(labels.target, (_, i) => i)

const weightedMean = (labels: Labels, of: (row: number) => number): number => {
  let sum = 0
  let total = 0
  for (let i = 0; i < labels.target.length; i++) {
    const weight = labels.weight[i] ?? 0
    sum += weight * of(i)
    total += weight
  }
  return total > 0 ? sum / total : 0
}

/** Where the slope of the (one-sided) pinball loss changes sign: the weighted quantile of the residuals. */
const bestShift = (labels: Labels, at: Float64Array, rows: ArrayLike<number>, level: number): number => {
  const residuals = Array.from(rows, (row) => ({
    value: (labels.target[row] ?? 0) - (at[row] ?? 0),
    weight: labels.weight[row] ?? 0,
    censored: labels.censored[row] === 1
  })).sort((a, b) => a.value - b.value)
  let slope = 0
  for (const each of residuals) slope -= level * each.weight
  for (const each of residuals) {
    slope += each.censored ? level * each.weight : each.weight
    if (slope >= -1e-12) return each.value
  }
  return 0
}

const hazard = (z: number): number => z > 6 ? z + 1 / z - 2 / z ** 3 : density(z) / Math.max(survival(z), 1e-300)

const logSurvival = (z: number): number =>
  z > 6 ? Math.log(density(z)) - Math.log(z + 1 / z) : Math.log(Math.max(survival(z), 1e-300))
