import type { Concentration, Concern, Season, SeasonComponent } from "../entities/domain/Season.ts"
import type { ShowDate } from "../entities/domain/ShowDate.ts"
import type { Drawn } from "./JointDraws.ts"
import { lossesOf, worstFirst } from "./Losses.ts"
import { cashOf, type CashPlan } from "./SeasonCash.ts"

/** A show of a season with the promoter's result in every joint draw. */
export interface SeasonShow extends Drawn {
  readonly artistName: string
  readonly venueName: string
  readonly date: ShowDate
  readonly plan: CashPlan
  readonly results: Float64Array
}

export type Limits = Readonly<Record<Concern, number>>

/** Of the season's worst twentieth, prior values: no artist more than a fifth. */
export const usualLimits: Limits = { artist: 0.2, genre: 0.5, venue: 0.35, market: 0.6, month: 0.4 }

const tail = 0.05
const bins = 30

/** All shows have as many draws, and draw by draw they happened together. */
export const seasonOf = (shows: ReadonlyArray<SeasonShow>, draws: number, limits: Limits = usualLimits): Season => {
  const total = new Float64Array(draws)
  for (const { results } of shows) {
    for (let draw = 0; draw < draws; draw++) total[draw] = (total[draw] ?? 0) + (results[draw] ?? 0)
  }
  const order = worstFirst(total)
  const losses = lossesOf(total, () => 1 / draws, order)
  const deviation = Math.sqrt(covariance(total, total))
  const alone = shows.reduce((sum, { results }) => sum + Math.sqrt(covariance(results, results)), 0)
  const worst = order.subarray(0, Math.max(1, Math.round(tail * draws)))
  const components = shows.map((show) => component(show, total, deviation, worst))
  return {
    shows: shows.length,
    draws,
    result: {
      p10: Math.round(losses.p10),
      p50: Math.round(losses.p50),
      p90: Math.round(losses.p90),
      expected: Math.round(losses.expected)
    },
    lossProbability: rounded(losses.lossProbability),
    expectedLossCents: Math.round(losses.expectedLoss),
    valueAtRisk95Cents: Math.round(losses.valueAtRisk95),
    conditionalValueAtRisk95Cents: Math.round(losses.conditionalValueAtRisk95),
    deviationCents: Math.round(deviation),
    diversification: alone === 0 ? 0 : rounded(1 - deviation / alone),
    histogram: histogramOf(total, order),
    cash: cashOf(shows, draws),
    components: components.toSorted((a, b) => b.tailLossCents - a.tailLossCents),
    concentration: concentrationOf(components, losses.conditionalValueAtRisk95, limits)
  }
}

const component = (
  { artistName, date, genre, id, market, results, venueName }: SeasonShow,
  total: Float64Array,
  deviation: number,
  worst: Uint32Array
): SeasonComponent => {
  const sorted = results.slice().sort()
  const at = (level: number) => Math.round(sorted[Math.max(0, Math.ceil(level * sorted.length) - 1)] ?? 0)
  const losing = sorted.findIndex((result) => result >= 0)
  return {
    id,
    artistName,
    venueName,
    genre,
    market,
    date,
    expectedCents: Math.round(results.reduce((sum, result) => sum + result, 0) / results.length),
    p10Cents: at(0.1),
    p90Cents: at(0.9),
    lossProbability: rounded(losing < 0 ? 1 : losing / sorted.length),
    deviationCents: deviation === 0 ? 0 : Math.round(covariance(results, total) / deviation),
    tailLossCents: -Math.round(worst.reduce((sum, draw) => sum + (results[draw] ?? 0), 0) / worst.length)
  }
}

const nameOf: Readonly<Record<Concern, (show: SeasonComponent) => string>> = {
  artist: (show) => show.artistName,
  genre: (show) => show.genre,
  venue: (show) => show.venueName,
  market: (show) => show.market,
  month: (show) => show.date.slice(0, 7)
}
const concerns: ReadonlyArray<Concern> = ["artist", "genre", "venue", "market", "month"]
const mostNamed = 5

const concentrationOf = (
  components: ReadonlyArray<SeasonComponent>,
  tailLoss: number,
  limits: Limits
): ReadonlyArray<Concentration> =>
  tailLoss <= 0 ? [] : concerns.flatMap((by) => {
    const shares = new Map<string, number>()
    for (const each of components) {
      const name = nameOf[by](each)
      shares.set(name, (shares.get(name) ?? 0) + each.tailLossCents / tailLoss)
    }
    return [...shares]
      .sort(([, a], [, b]) => b - a)
      .slice(0, mostNamed)
      .map(([name, share]) => ({ by, name, share: rounded(share), limit: limits[by], exceeded: share > limits[by] }))
  })

/** Even steps over all but the outermost hundredth, which the first and the last step take in. */
const histogramOf = (total: Float64Array, order: Uint32Array): Season["histogram"] => {
  const at = (level: number) => total[order[Math.min(order.length - 1, Math.floor(level * order.length))] ?? 0] ?? 0
  const [from, to] = [at(0.005), at(0.995)]
  if (!(to > from)) return [{ fromCents: Math.round(from), toCents: Math.round(to), chance: 1 }]
  const counts = new Float64Array(bins)
  for (const value of total) {
    const bin = Math.max(0, Math.min(bins - 1, Math.floor((value - from) / (to - from) * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return Array.from(counts, (count, bin) => ({
    fromCents: Math.round(from + bin * (to - from) / bins),
    toCents: Math.round(from + (bin + 1) * (to - from) / bins),
    chance: count / total.length
  }))
}

const covariance = (a: Float64Array, b: Float64Array): number => {
  let [sumA, sumB, sumAB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    sumA += x
    sumB += y
    sumAB += x * y
  }
  return Math.max(a === b ? 0 : -Infinity, sumAB / a.length - (sumA / a.length) * (sumB / a.length))
}

const rounded = (share: number): number => Math.round(share * 1e4) / 1e4
