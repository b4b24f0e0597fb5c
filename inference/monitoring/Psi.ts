import type { Reference } from "../ModelBundle.ts"

/** Which bin of its reference a value falls into: one per cut, one beyond the last, and one for what is missing. */
export const binOf = ({ cuts }: Reference, value: number): number => {
  if (Number.isNaN(value)) return cuts.length + 1
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (cuts[middle] ?? Infinity)) high = middle
    else low = middle + 1
  }
  return low
}

export const binsOf = ({ cuts }: Reference): number => cuts.length + 2

/** An empty bin counts as this share: its logarithm would have no end. */
const leastShare = 1e-3

/**
 * Population stability index of a feature, questions against training: the sum of (asked - trained) ln(asked / trained) over
 * its bins. Below .1 nothing moved; above .25 it is another population.
 */
export const psiOf = (reference: Reference, counts: ReadonlyArray<number>): number => {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return 0
  const present = 1 - reference.missing
  const trained = [...reference.shares.map((share) => share * present), reference.missing]
  return trained.reduce((sum, share, bin) => {
    const was = Math.max(leastShare, share)
    const is = Math.max(leastShare, (counts[bin] ?? 0) / all)
    return sum + (is - was) * Math.log(is / was)
  }, 0)
}
