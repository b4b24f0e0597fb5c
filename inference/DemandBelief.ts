import { cumulative, quantile } from "./Normal.ts"

/**
 * What is believed of demand, in ln of tickets: a log-normal of two halves, for a forecast is often surer of one side of
 * its middle than of the other.
 */
export interface DemandBelief {
  readonly centre: number
  /** standard deviations below and above the middle */
  readonly below: number
  readonly above: number
}

const z90 = quantile(0.9)
const leastDeviation = 0.01

/** Through the quantiles of a forecast, in tickets. */
export const throughQuantiles = (
  { p10, p50, p90 }: { readonly p10: number; readonly p50: number; readonly p90: number }
): DemandBelief => {
  const centre = Math.log(Math.max(1, p50))
  return {
    centre,
    below: Math.max(leastDeviation, (centre - Math.log(Math.max(1, p10))) / z90),
    above: Math.max(leastDeviation, (Math.log(Math.max(1, p90)) - centre) / z90)
  }
}

/** P(Q < tickets) */
export const chanceBelow = ({ above, below, centre }: DemandBelief, tickets: number): number => {
  if (tickets <= 0) return 0
  const distance = Math.log(tickets) - centre
  return cumulative(distance / (distance < 0 ? below : above))
}

/** The demand that lies `z` standard deviations from the middle. */
export const demandAt = ({ above, below, centre }: DemandBelief, z: number): number =>
  Math.exp(centre + z * (z < 0 ? below : above))

export const demandQuantile = (belief: DemandBelief, level: number): number => demandAt(belief, quantile(level))

/** Moved by so much of ln demand. */
export const moved = (belief: DemandBelief, by: number): DemandBelief => ({ ...belief, centre: belief.centre + by })
