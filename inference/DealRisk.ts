import type { DealRisk } from "../entities/domain/Assessment.ts"
import { realBreakeven } from "../entities/domain/deal/Breakeven.ts"
import { totalSellable } from "../entities/domain/deal/Scaling.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import { type FillOrder, fillTiers } from "../entities/domain/deal/TierFill.ts"
import { asEstimated, potential, reckonResult } from "../entities/domain/deal/Waterfall.ts"
import { chanceBelow, type DemandBelief, demandQuantile } from "./DemandBelief.ts"
import { lossesOf } from "./Losses.ts"
import { expected, type Outcomes, outcomesOf } from "./Outcomes.ts"

/** A deal, and how a crowd is thought to fill its tiers. */
export interface Venture {
  readonly show: Show
  readonly order: FillOrder
}

/** The promoter's own result of so many tickets, through the whole deal. Costs are what the promoter expects to pay. */
export const resultOf = ({ order, show }: Venture): (tickets: number) => number => {
  const result = reckonResult(show, asEstimated)
  return (tickets) => result(fillTiers(show.scaling, tickets, order))
}

/** `steps` bounds how many sales are put through the deal. */
export const outcomes = (venture: Venture, belief: DemandBelief, steps?: number): Outcomes =>
  outcomesOf(belief, totalSellable(venture.show.scaling), resultOf(venture), steps)

export const lossProbability = (venture: Venture, belief: DemandBelief, steps?: number): number => {
  const { chances, results } = outcomes(venture, belief, steps)
  return expected(chances, results.map((result) => result < 0 ? 1 : 0))
}

export const riskOf = (venture: Venture, belief: DemandBelief): DealRisk => {
  const { order, show } = venture
  const sellable = totalSellable(show.scaling)
  const all = outcomes(venture, belief)
  const losses = lossesOf(all.results, (index) => all.chances[index] ?? 0)
  const sold = (level: number) => Math.min(sellable, Math.floor(demandQuantile(belief, level)))
  const breakeven = realBreakeven(show, order, asEstimated) ?? null
  return {
    sellable,
    sold: { p10: sold(0.1), p50: sold(0.5), p90: sold(0.9), expected: Math.round(expected(all.chances, all.tickets)) },
    result: { p10: losses.p10, p50: losses.p50, p90: losses.p90, expected: Math.round(losses.expected) },
    lossProbability: rounded(losses.lossProbability),
    selloutProbability: rounded(1 - chanceBelow(belief, sellable)),
    expectedLossCents: Math.round(losses.expectedLoss),
    valueAtRisk95Cents: Math.round(losses.valueAtRisk95),
    conditionalValueAtRisk95Cents: Math.round(losses.conditionalValueAtRisk95),
    breakevenTickets: breakeven,
    breakevenShare: breakeven === null || sellable === 0 ? null : rounded(breakeven / sellable),
    walkoutCents: potential(show, asEstimated).talentPay,
    curve: curveOf(venture, belief, sellable)
  }
}

const curvePoints = 40

const curveOf = (venture: Venture, belief: DemandBelief, sellable: number): DealRisk["curve"] => {
  const result = resultOf(venture)
  const points = Math.min(curvePoints, sellable)
  return Array.from({ length: points + 1 }, (_, point) => {
    const tickets = points === 0 ? 0 : Math.floor(point * sellable / points)
    return { tickets, chance: rounded(1 - chanceBelow(belief, tickets)), resultCents: result(tickets) }
  })
}

const rounded = (share: number): number => Math.round(share * 1e4) / 1e4
