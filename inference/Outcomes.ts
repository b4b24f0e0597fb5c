import { chanceBelow, type DemandBelief } from "./DemandBelief.ts"

/** Everything that may come of a show: so many tickets sold, with which chance, and what that is worth. */
export interface Outcomes {
  readonly tickets: Int32Array
  readonly chances: Float64Array
  /** the promoter's, in cents */
  readonly results: Float64Array
}

/** A room of so many places is gone through place by place; a bigger one in so many even steps. */
const mostSteps = 2_048

/** Tickets sold are whole, and no more than can be sold. */
export const outcomesOf = (
  belief: DemandBelief,
  sellable: number,
  resultAt: (tickets: number) => number,
  most: number = mostSteps
): Outcomes => {
  const steps = Math.min(sellable, most)
  const tickets = new Int32Array(steps + 1)
  const chances = new Float64Array(steps + 1)
  const results = new Float64Array(steps + 1)
  let from = 0
  let below = 0
  for (let step = 0; step <= steps; step++) {
    const to = step === steps ? Infinity : Math.floor((step + 1) * sellable / steps)
    const belowNext = step === steps ? 1 : chanceBelow(belief, to)
    const sold = step === steps ? sellable : (from + to - 1) >> 1
    tickets[step] = sold
    chances[step] = belowNext - below
    results[step] = resultAt(sold)
    from = to
    below = belowNext
  }
  return { tickets, chances, results }
}

/** The mean of a figure over all outcomes. */
export const expected = (chances: Float64Array, figures: ArrayLike<number>): number => {
  let mean = 0
  for (let i = 0; i < chances.length; i++) mean += (chances[i] ?? 0) * (figures[i] ?? 0)
  return mean
}
