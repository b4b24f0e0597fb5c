import type { ForecastRequest } from "../entities/domain/Forecast.ts"
import { blend, drawOf, type LogBelief, momentumOf } from "./DrawPrior.ts"
import type { Manifest } from "./ModelBundle.ts"
import { quantile } from "./Normal.ts"

/** What the model says of one row, as shares of the room but for `location`, the mean of ln(demand / capacity). */
export interface ModelRow {
  readonly location: number
  readonly low: number
  readonly median: number
  readonly high: number
  readonly point: number
}

/** The order of `ModelBundle.outputNames`. */
export const modelRow = (outputs: ArrayLike<number>, row: number): ModelRow => ({
  location: outputs[row * 5] ?? Number.NaN,
  low: outputs[row * 5 + 1] ?? Number.NaN,
  median: outputs[row * 5 + 2] ?? Number.NaN,
  high: outputs[row * 5 + 3] ?? Number.NaN,
  point: outputs[row * 5 + 4] ?? Number.NaN
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
export const ofModel = (row: ModelRow, capacity: number, horizonDays: number, manifest: Manifest): Demand => {
  const correction = correctionFor(manifest, capacity, horizonDays)
  const median = clamp(row.median, 0.02, 1)
  const low = clamp(row.low + correction.low, 0.01, median)
  const high = clamp(row.high + correction.high, median, 1)
  const lnCapacity = Math.log(capacity)
  const tail = (z: number) => lnCapacity + Math.max(0, row.location + z * manifest.deviation)
  const at = (share: number, z: number) => share < full ? lnCapacity + Math.log(share) : tail(z)
  const p50 = at(median, 0)
  const p10 = Math.min(at(low, -z90), p50 - leastDeviation)
  const p90 = Math.max(at(high, z90), p50 + leastDeviation)
  const honestLow = at(clamp(row.low, 0.01, median), -z90)
  return {
    p10,
    p50,
    p90,
    downside: Math.max(leastDeviation, (p50 - honestLow) / z90),
    deviation: (p90 - p10) / (2 * z90)
  }
}

/** The correction of the group a room and horizon belong to: the last whose bounds both lie below. */
export const correctionFor = (manifest: Manifest, capacity: number, horizonDays: number) =>
  manifest.corrections.findLast((each) => capacity >= each.leastCapacity && horizonDays >= each.leastHorizonDays) ??
    { low: 0, high: 0 }

/**
 * The model's answer weighed against the act's audience and, far from any room it has played, its own past draw: all in log
 * space, by precision. With neither in reach the model's answer stands as it is.
 */
export const withAudience = (model: Demand, request: ForecastRequest, record: Record): Demand => {
  const lnCapacity = Math.log(request.room.capacity)
  const strange = record.shows === 0 ? 0 : strangeness(lnCapacity, record)
  const beliefs: Array<LogBelief> = [{
    centre: model.p50,
    deviation: Math.hypot(record.shows === 0 ? Math.max(model.deviation, unbookedDeviation) : model.deviation, strange)
  }]
  const audience = drawOf(request.act, request.room)
  if (audience !== undefined) beliefs.push(audience)
  if (strange > 0) {
    beliefs.push({ centre: (record.mean + record.most) / 2, deviation: recordDeviation / Math.min(1, strange) })
  }
  if (beliefs.length === 1) return model
  const { centre, deviation } = blend(beliefs)
  const spread = Math.hypot(deviation, 0.5 * disagreement(beliefs, centre))
  const stretch = spread / model.deviation
  return {
    p10: centre - (model.p50 - model.p10) * stretch,
    p50: centre,
    p90: centre + (model.p90 - model.p50) * stretch,
    downside: Math.max(model.downside, spread),
    deviation: spread
  }
}

/** What the act's growth contributes to ln demand after blending. */
export const momentumShare = (model: Demand, request: ForecastRequest, record: Record): number => {
  const momentum = momentumOf(request.act)
  if (momentum === 0) return 0
  const { growth28d: _28, growth90d: _90, ...calm } = request.act
  return withAudience(model, request, record).p50 - withAudience(model, { ...request, act: calm }, record).p50
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
