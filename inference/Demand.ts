import { blend, type LogBelief } from "./DrawPrior.ts"
import { type Manifest, outputNames } from "./ModelBundle.ts"
import { quantile } from "./Normal.ts"

/** What the model says of one row, as shares of the room but for `location`, the mean of ln(demand / capacity). */
export interface ModelRow {
  readonly location: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** The order of `ModelBundle.outputNames`. */
export const modelRow = (outputs: ArrayLike<number>, row: number): ModelRow => ({
  location: outputs[row * outputNames.length] ?? Number.NaN,
  low: outputs[row * outputNames.length + 1] ?? Number.NaN,
  middle: outputs[row * outputNames.length + 2] ?? Number.NaN,
  high: outputs[row * outputNames.length + 3] ?? Number.NaN
})

/** Demand as natural logarithms of tickets: the calibrated band, its middle, and how far below the middle 10 % lie. */
export interface Demand {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** standard deviation of ln demand below the middle, as the uncorrected model has it: what a loss depends on */
  readonly downside: number
  /** and of the band as a whole */
  readonly deviation: number
}

/** An act's own past draw. */
export interface Record {
  readonly shows: number
  /** mean and most of ln sold */
  readonly mean: number
  readonly most: number
}

export const z90 = quantile(0.9)
const full = 0.995
const leastDeviation = 0.05

/**
 * The trained model alone. Below the room's capacity its quantiles of attendance are quantiles of demand; beyond it nobody
 * has seen demand, and the log-normal fitted to sold-out rooms as lower bounds goes on.
 */
export const ofModel = (
  row: ModelRow,
  capacity: number,
  horizonDays: number,
  manifest: Pick<Manifest, "corrections" | "deviation">
): Demand => {
  const correction = correctionFor(manifest, capacity, horizonDays)
  const band = bandOf(row, correction)
  const lnCapacity = Math.log(capacity)
  const tail = (z: number) => lnCapacity + Math.max(0, row.location + z * manifest.deviation)
  const at = (share: number, z: number) => share < full ? lnCapacity + Math.log(share) : tail(z)
  const p50 = at(band.middle, 0)
  const p10 = Math.min(at(band.low, -z90), p50 - leastDeviation)
  const p90 = Math.max(at(band.high, z90), p50 + leastDeviation)
  const honestLow = at(clamp(row.low, leastShare, band.middle), -z90)
  return {
    p10,
    p50,
    p90,
    downside: Math.max(leastDeviation, (p50 - honestLow) / z90),
    deviation: (p90 - p10) / (2 * z90)
  }
}

/** The calibrated band as shares of the room, in order. */
export const bandOf = (
  row: Omit<ModelRow, "location">,
  correction: { readonly low: number; readonly high: number }
): { readonly low: number; readonly middle: number; readonly high: number } => {
  const middle = clamp(row.middle, leastShare, 1)
  return {
    low: clamp(row.low + correction.low, leastShare, middle),
    middle,
    high: clamp(row.high + correction.high, middle, 1)
  }
}

const leastShare = 0.02

/** The correction of the group a room and horizon belong to: the last whose bounds both lie below. */
export const correctionFor = (
  manifest: Pick<Manifest, "corrections">,
  capacity: number,
  horizonDays: number
): { readonly low: number; readonly high: number } =>
  manifest.corrections.findLast((each) => capacity >= each.leastCapacity && horizonDays >= each.leastHorizonDays) ??
    { low: 0, high: 0 }

/** A demand and how much of its middle comes from the audience, 0-1. */
export interface Weighed {
  readonly demand: Demand
  readonly audienceShare: number
}

/**
 * The model's answer weighed against the act's audience and, far from any room it has played, its own past draw: all in log
 * space, by precision. With neither in reach the model's answer stands as it is.
 */
export const weigh = (
  model: Demand,
  capacity: number,
  audience: LogBelief | undefined,
  record: Record
): Weighed => {
  const strange = record.shows === 0 ? 0 : strangeness(Math.log(capacity), record)
  const own = record.shows === 0 ? Math.max(model.deviation, unbookedDeviation) : model.deviation
  const beliefs: Array<LogBelief> = [{ centre: model.p50, deviation: Math.hypot(own, strange) }]
  if (strange > 0) {
    beliefs.push({ centre: (record.mean + record.most) / 2, deviation: recordDeviation / Math.min(1, strange) })
  }
  if (audience !== undefined) beliefs.push(audience)
  if (beliefs.length === 1) return { demand: model, audienceShare: 0 }
  const { centre, deviation } = blend(beliefs)
  const spread = Math.hypot(deviation, 0.5 * disagreement(beliefs, centre))
  const stretch = spread / model.deviation
  return {
    demand: {
      p10: centre - (model.p50 - model.p10) * stretch,
      p50: centre,
      p90: centre + (model.p90 - model.p50) * stretch,
      downside: Math.max(model.downside, spread),
      deviation: spread
    },
    audienceShare: audience === undefined ? 0 : (deviation / audience.deviation) ** 2
  }
}

/** The model learned from rooms that were booked for the act; that nobody has booked it yet says little of its draw. */
const unbookedDeviation = 1.6
const recordDeviation = 0.6

/** How far the room lies outside the sizes the act has sold, in ln, beyond a factor of two either way. */
const strangeness = (lnCapacity: number, record: Record): number =>
  2 * Math.max(0, lnCapacity - record.most - Math.LN2, record.mean - lnCapacity - Math.LN2)

const disagreement = (beliefs: ReadonlyArray<LogBelief>, centre: number): number => {
  let weight = 0
  let sum = 0
  for (const belief of beliefs) {
    const w = 1 / belief.deviation ** 2
    weight += w
    sum += w * (belief.centre - centre) ** 2
  }
  return Math.sqrt(sum / weight)
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
