import type { ActFigures, RoomFigures } from "../entities/domain/Forecast.ts"
import { countryOf, fold } from "./PastShows.ts"

/**
 * What an act's audience says of its draw in one market, before any show of it is known. The shows that the model learned
 * from carry no audience figures, so these are prior values of the trade (log-log, wide), to be fitted once the product has
 * its own settled shows: a hot home act sells a ticket to every third listener of its city, most sell to one in ten or
 * fewer; about 2 % of monthly listeners buy half of the tickets; follower counts reach further than they draw.
 */

/** ln of demand, and how far off it may be. */
export interface LogBelief {
  readonly centre: number
  readonly deviation: number
}

interface Signal {
  readonly of: (act: ActFigures, room: RoomFigures) => number | undefined
  /** tickets that `unit` of the figure stands for, and the exponent of growth around it */
  readonly unit: number
  readonly tickets: number
  readonly exponent: number
  readonly deviation: number
}

const signals: ReadonlyArray<Signal> = [
  { of: cityListenersOf, unit: 15_000, tickets: 1_350, exponent: 0.9, deviation: 0.7 },
  { of: (act) => act.spotifyMonthlyListeners, unit: 1e6, tickets: 1_200, exponent: 0.7, deviation: 0.9 },
  { of: (act) => act.spotifyFollowers, unit: 1e6, tickets: 1_600, exponent: 0.65, deviation: 1 },
  { of: (act) => act.instagramFollowers, unit: 1e6, tickets: 900, exponent: 0.6, deviation: 1.1 },
  { of: (act) => act.tiktokFollowers, unit: 1e6, tickets: 500, exponent: 0.5, deviation: 1.3 }
]

/** The signals share one audience: their errors are this much alike. */
const correlation = 0.6
/** Reach beyond this adds nothing: nobody draws more than the biggest stadium tours do in a night. */
const mostTickets = 80_000
const fewestTickets = 10

/** Undefined where no audience figure is known. Never falls when a figure rises. */
export const drawOf = (act: ActFigures, room: RoomFigures): LogBelief | undefined => {
  let weight = 0
  let sum = 0
  let variance = 0
  let count = 0
  for (const signal of signals) {
    const figure = signal.of(act, room)
    if (figure === undefined || !(figure >= 0)) continue
    const w = 1 / signal.deviation ** 2
    sum += w * (Math.log(signal.tickets) + signal.exponent * Math.log(Math.max(figure, 1) / signal.unit))
    weight += w
    variance += signal.deviation ** 2
    count++
  }
  if (count === 0) {
    if (act.spotifyPopularity === undefined || !Number.isFinite(act.spotifyPopularity)) return undefined
    return {
      centre: bounded(Math.log(100) + (act.spotifyPopularity - 30) / 11 + adjustments(act, room)),
      deviation: 1.2
    }
  }
  const shared = (variance / count) * (correlation + (1 - correlation) / count)
  return {
    centre: bounded(sum / weight + adjustments(act, room)),
    deviation: Math.min(Math.sqrt(shared), Math.sqrt(1 / weight) + 0.3)
  }
}

const adjustments = (act: ActFigures, room: RoomFigures): number =>
  within(0.3 * Math.log(Math.max(known(act.engagementRate, typicalEngagement), 1e-3) / typicalEngagement), 0.35) +
  momentumOf(act) +
  within(0.2 * Math.log(Math.max(known(room.cityPopulation, typicalCity), 1e3) / typicalCity), 0.5)

const typicalEngagement = 0.04
const typicalCity = 1e6

/** How much recent growth moves ln demand: half of it over 28 days, a quarter over 90, a third up or down at most. */
export const momentumOf = (act: ActFigures): number =>
  within(0.5 * known(act.growth28d, 0) + 0.25 * known(act.growth90d, 0), 0.33)

const known = (value: number | undefined, otherwise: number): number =>
  value !== undefined && Number.isFinite(value) ? value : otherwise

const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value))

const bounded = (centre: number): number => Math.max(Math.log(fewestTickets), Math.min(Math.log(mostTickets), centre))

function cityListenersOf(act: ActFigures, room: RoomFigures): number | undefined {
  const city = fold(room.city)
  const country = countryOf(room.country)
  return act.cityListeners.find((each) =>
    fold(each.city) === city && (each.country === undefined || countryOf(each.country) === country)
  )?.listeners
}

/** Precision-weighted in log space: the surer belief moves the answer more. */
export const blend = (beliefs: ReadonlyArray<LogBelief>): LogBelief => {
  let weight = 0
  let sum = 0
  for (const belief of beliefs) {
    const w = 1 / belief.deviation ** 2
    weight += w
    sum += w * belief.centre
  }
  return { centre: sum / weight, deviation: Math.sqrt(1 / weight) }
}
