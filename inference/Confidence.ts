/** What confidence is a function of, and of nothing else. */
export interface Evidence {
  /** standard deviation of ln demand */
  readonly deviation: number
  /** similarities of the comparable shows found, 0-1 */
  readonly comps: ReadonlyArray<number>
  /** share of the inputs' weight that was not known, 0-1 */
  readonly missing: number
}

const enoughComps = 8

/**
 * 0-1. A band of one third either way (deviation .25) with eight close comps and nothing missing is .8; without the act's
 * audience and past shows no forecast passes .5.
 */
export const confidenceOf = ({ comps, deviation, missing }: Evidence): number => {
  const narrow = 1 / (1 + (deviation / 0.45) ** 2)
  const compared = Math.min(1, comps.reduce((sum, similarity) => sum + similarity, 0) / (0.6 * enoughComps))
  const value = (0.6 * narrow + 0.2 * compared + 0.2) * (1 - 0.75 * missing)
  return Math.max(0, Math.min(1, Math.round(value * 1000) / 1000))
}
