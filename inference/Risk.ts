import { cumulative, density, quantile } from "./Normal.ts"

/** A single show under a flat deal: Q ~ LogN(centre, deviation), every ticket up to capacity leaves `contribution`. */
export interface FlatShow {
  /** mean and standard deviation of ln demand */
  readonly centre: number
  readonly deviation: number
  readonly capacity: number
  /** promoter's money per ticket, above 0 */
  readonly contribution: number
  /** costs that do not depend on tickets, the guarantee among them */
  readonly fixed: number
}

/** Tickets at which the show neither earns nor loses. */
export const breakeven = (show: FlatShow): number => show.fixed / show.contribution

/** 1 where the breakeven lies beyond the room. */
export const lossProbability = (show: FlatShow): number => {
  const tickets = breakeven(show)
  return tickets > show.capacity ? 1 : below(show, tickets)
}

export const selloutProbability = (show: FlatShow): number => 1 - below(show, show.capacity)

export const expectedSold = (show: FlatShow): number => expectedUpTo(show, show.capacity)

export const expectedProfit = (show: FlatShow): number => show.contribution * expectedSold(show) - show.fixed

/** The mean loss of the cases that lose. */
export const expectedLossGivenLoss = (show: FlatShow): number => {
  const tickets = Math.min(breakeven(show), show.capacity)
  const chance = lossProbability(show)
  if (chance <= 0) return 0
  const soldWhenLosing = breakeven(show) > show.capacity ? expectedSold(show) : partialMean(show, tickets)
  return show.fixed - show.contribution * soldWhenLosing / chance
}

/** The loss that is exceeded with chance 1 - level. */
export const valueAtRisk = (show: FlatShow, level: number): number =>
  show.fixed - show.contribution * Math.min(demandQuantile(show, 1 - level), show.capacity)

/** The mean loss of the worst 1 - level of cases. */
export const conditionalValueAtRisk = (show: FlatShow, level: number): number => {
  const tail = 1 - level
  const tickets = demandQuantile(show, tail)
  const sold = tickets <= show.capacity
    ? partialMean(show, tickets) / tail
    : (partialMean(show, show.capacity) + show.capacity * (tail - below(show, show.capacity))) / tail
  return show.fixed - show.contribution * sold
}

export const demandQuantile = (show: FlatShow, level: number): number =>
  Math.exp(show.centre + show.deviation * quantile(level))

/** P(Q < tickets) */
const below = (show: FlatShow, tickets: number): number =>
  tickets <= 0 ? 0 : cumulative((Math.log(tickets) - show.centre) / show.deviation)

/** E[Q; Q < tickets] */
const partialMean = (show: FlatShow, tickets: number): number =>
  tickets <= 0
    ? 0
    : Math.exp(show.centre + show.deviation ** 2 / 2) *
      cumulative((Math.log(tickets) - show.centre) / show.deviation - show.deviation)

/** E[min(Q, tickets)] */
const expectedUpTo = (show: FlatShow, tickets: number): number =>
  partialMean(show, tickets) + tickets * (1 - below(show, tickets))

/** The change of P(loss) per change of ln demand: how hard a factor hits near this breakeven. */
export const lossSlope = (show: FlatShow): number =>
  breakeven(show) > show.capacity
    ? 0
    : -density((Math.log(breakeven(show)) - show.centre) / show.deviation) / show.deviation
