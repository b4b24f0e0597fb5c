import { type LogBelief } from "./DrawPrior.ts"
import { quantile } from "./Normal.ts"

/**
 * How the tickets of a show sell over time, and what the counts so far say of the final one.
 *
 * The curves are prior values of the trade: rooms of 1,200 to 3,500 in common use, smaller ones as Eventbrite reports US
 * music (57 % in the last week, 18 days of mean lead), bigger ones early-heavy as big names are.
 */
export interface PacingCurve {
  /** share of the final count at the end of the first week on sale */
  readonly firstWeek: number
  /** share of the final count that is sold so many days before the show, latest first; ends with all of it on the day */
  readonly points: ReadonlyArray<{ readonly daysToShow: number; readonly share: number }>
  /** how much alike the shows of the cohort sell: the share on a day varies as a Beta(c F, c (1 - F)) does */
  readonly concentration: number
}

const curve = (firstWeek: number, shares: readonly [number, number, number, number, number]): PacingCurve => ({
  firstWeek,
  points: [
    ...[60, 30, 14, 7, 1].map((daysToShow, index) => ({ daysToShow, share: shares[index] ?? 1 })),
    { daysToShow: 0, share: 1 }
  ],
  concentration: 30
})

const small = curve(0.1, [0.15, 0.22, 0.33, 0.43, 0.72])
const middle = curve(0.28, [0.4, 0.52, 0.66, 0.78, 0.95])
const large = curve(0.45, [0.6, 0.7, 0.8, 0.87, 0.97])

/** The cohort of a room, by how many tickets it takes. */
export const cohortCurve = (capacity: number): PacingCurve =>
  capacity < 1_200 ? small : capacity <= 3_500 ? middle : large

/** How long the sale is that the first points of the curves are taken from. */
const usualDaysOnSale = 120

/**
 * F(d): the share of the final count that is sold `daysToShow` days before the show, of a sale of `daysOnSale` days in
 * all. A short sale makes up in its first week for what a longer one would have sold before.
 */
export const shareSold = (curve: PacingCurve, daysToShow: number, daysOnSale: number): number => {
  if (daysToShow <= 0) return 1
  if (daysToShow >= daysOnSale) return 0
  const week = Math.min(7, daysOnSale / 2)
  const weekEnd = daysOnSale - week
  const reached = usualShare(curve, weekEnd)
  return daysToShow > weekEnd
    ? reached * Math.sqrt((daysOnSale - daysToShow) / week)
    : between(
      [{ daysToShow: weekEnd, share: reached }, ...curve.points.filter((p) => p.daysToShow < weekEnd)],
      daysToShow
    )
}

const usualShare = (curve: PacingCurve, daysToShow: number): number =>
  between([{ daysToShow: usualDaysOnSale - 7, share: curve.firstWeek }, ...curve.points], daysToShow)

/** Straight in ln(1 + days) between two points, level before the first and after the last. */
const between = (points: PacingCurve["points"], daysToShow: number): number => {
  const next = points.findIndex((point) => point.daysToShow <= daysToShow)
  const [before, after] = [points[next - 1], points[next]]
  if (after === undefined) return points.at(-1)?.share ?? 1
  if (before === undefined) return after.share
  const from = Math.log1p(before.daysToShow)
  const way = (from - Math.log1p(daysToShow)) / (from - Math.log1p(after.daysToShow))
  return before.share + way * (after.share - before.share)
}

/** Standard deviation of ln F. */
export const shareDeviation = (curve: PacingCurve, share: number): number =>
  Math.sqrt((1 - share) / (share * curve.concentration))

/** What the forecast said and what the count says (n / F), by precision in log space. */
export const blendCount = (prior: LogBelief, sold: number, share: number, deviation: number): LogBelief => {
  const [w0, w1] = [1 / prior.deviation ** 2, 1 / deviation ** 2]
  return {
    centre: (w0 * prior.centre + w1 * (Math.log(sold) - Math.log(share))) / (w0 + w1),
    deviation: 1 / Math.sqrt(w0 + w1)
  }
}

export interface PacingQuestion {
  /** ln of demand, as it was forecast before a ticket was sold */
  readonly prior: LogBelief
  /** tickets that can be sold */
  readonly capacity: number
  readonly sold: number
  readonly daysToShow: number
  /** from the first day on sale to the show */
  readonly daysOnSale: number
}

/** Where a count stands, and where it will end. All in tickets. */
export interface Pace {
  /** F: what such shows have sold by now, 0-1 */
  readonly share: number
  /** what the forecast expected to be sold by now, and the band that 80 % of counts lie in */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number }
  readonly standing: "behind" | "onPace" | "ahead"
  /** quantiles of the final count: never below what is sold, never above the room */
  readonly final: { readonly p10: number; readonly p50: number; readonly p80: number; readonly p90: number }
  /** ln of demand without walls, as it is believed now */
  readonly demand: LogBelief
}

export const pace = (curve: PacingCurve, question: PacingQuestion): Pace => {
  const { capacity, daysOnSale, daysToShow, prior, sold } = question
  const share = shareSold(curve, daysToShow, daysOnSale)
  const deviation = shareDeviation(curve, share)
  const demand = share === 0 || daysToShow <= 0
    ? prior
    : blendCount(prior, Math.max(sold, 0.5), share, Math.hypot(deviation, scatter(share * Math.exp(prior.centre))))
  const final = (level: number) =>
    daysToShow <= 0
      ? sold
      : Math.max(sold, Math.min(capacity, Math.exp(demand.centre + quantile(level) * demand.deviation)))
  const expected = (level: number) =>
    share === 0
      ? 0
      : share * Math.min(capacity, Math.exp(prior.centre + quantile(level) * Math.hypot(prior.deviation, deviation)))
  const band = { low: expected(0.1), middle: expected(0.5), high: expected(0.9) }
  return {
    share,
    expected: band,
    standing: sold < band.low ? "behind" : sold > band.high ? "ahead" : "onPace",
    final: { p10: final(0.1), p50: final(0.5), p80: final(0.8), p90: final(0.9) },
    demand
  }
}

/** Standard deviation of ln of a small count. It goes by the expected one: by the count itself, one more could mean less. */
const scatter = (expected: number): number => 1 / Math.sqrt(expected + 1)

/** Two counts running outside the band on the same side: worth waking somebody. */
export const offPace = (standings: ReadonlyArray<Pace["standing"]>): "behind" | "ahead" | undefined => {
  const [before, last] = standings.slice(-2)
  return last !== undefined && last !== "onPace" && last === before ? last : undefined
}
