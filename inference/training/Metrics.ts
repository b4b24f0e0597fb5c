import { Random } from "./Random.ts"

/** One forecast row and what came of it, in tickets. */
export interface Outcome {
  readonly actual: number
  readonly predicted: number
}

export interface Banded extends Outcome {
  readonly low: number
  readonly high: number
  readonly capacity: number
}

export const absolutePercentageErrors = (rows: ReadonlyArray<Outcome>): ReadonlyArray<number> =>
  rows.filter(({ actual }) => actual > 0).map(({ actual, predicted }) => Math.abs(predicted - actual) / actual)

export const mape = (rows: ReadonlyArray<Outcome>): number => mean(absolutePercentageErrors(rows))

export const medianApe = (rows: ReadonlyArray<Outcome>): number => median(absolutePercentageErrors(rows))

/** All errors over all tickets. */
export const wape = (rows: ReadonlyArray<Outcome>): number =>
  sum(rows.map(({ actual, predicted }) => Math.abs(predicted - actual))) / sum(rows.map(({ actual }) => actual))

export const shareWithin = (rows: ReadonlyArray<Outcome>, error: number): number =>
  mean(absolutePercentageErrors(rows).map((each) => each <= error ? 1 : 0))

export const coverage = (rows: ReadonlyArray<Banded>): number =>
  mean(rows.map(({ actual, capacity, high, low }) => {
    const slack = 1e-6 * capacity
    return actual >= low - slack && actual <= high + slack ? 1 : 0
  }))

/** Mean width of the band as a share of the room. */
export const width = (rows: ReadonlyArray<Banded>): number =>
  mean(rows.map(({ capacity, high, low }) => (high - low) / capacity))

/** The 95 % interval of a statistic under resampling of rows. */
export const bootstrap = <A>(
  rows: ReadonlyArray<A>,
  statistic: (rows: ReadonlyArray<A>) => number,
  draws = 1000
): readonly [number, number] => {
  const random = new Random(7)
  const values = Array.from(
    { length: draws },
    () => statistic(rows.map(() => rows[random.below(rows.length)]).filter((row) => row !== undefined))
  ).sort((a, b) => a - b)
  return [values[Math.floor(draws * 0.025)] ?? Number.NaN, values[Math.ceil(draws * 0.975) - 1] ?? Number.NaN]
}

export const mean = (values: ReadonlyArray<number>): number => sum(values) / values.length

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? sorted[middle] ?? Number.NaN
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)
