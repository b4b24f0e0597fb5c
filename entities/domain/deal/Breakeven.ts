import { Schema } from "effect"
import { million, millionths } from "../Money.ts"
import { guaranteeOf } from "./Deal.ts"
import { sellable, totalSellable } from "./Scaling.ts"
import type { Show } from "./Show.ts"
import { reachedAt } from "./Takings.ts"
import { type FillOrder, fillTiers } from "./TierFill.ts"
import { asOffered, type CostView, potential, reckon, type Waterfall, waterfall } from "./Waterfall.ts"

/** Tickets at an average price; `tickets` is the first whole number that covers all. */
export const Breakeven = Schema.Struct({ exact: Schema.Number, tickets: Schema.Int })
export type Breakeven = typeof Breakeven.Type

/**
 * What the artist's side is shown, by the trade's formula: [(fixed + G)(1 + q)] / [net price - var (1 + q)], prices and
 * variable costs averaged over the sold-out scaling. Nothing when no number of tickets would do.
 */
export const externalBreakeven = (
  show: Show,
  talentName: string,
  view: CostView = asOffered
): Breakeven | undefined => {
  const full = potential(show, view)
  const talent = full.talents.find((each) => each.name === talentName)
  const terms = show.talents.find((each) => each.name === talentName)?.deal.terms
  if (!talent || !terms) return undefined
  const empty = unsold(show, view)
  const { expenses, unsoldExpenses } = talent.takings
  const withProfit = BigInt(million + millionths(terms.promoterProfit))
  return solve(
    full.tickets,
    BigInt(unsoldExpenses + talent.guarantee) * withProfit - BigInt(empty.netGross) * one,
    BigInt(full.netGross - empty.netGross) * one - BigInt(expenses - unsoldExpenses) * withProfit
  )
}

/**
 * What the promoter needs: [fixed + guarantees - fixed other revenue] / [net price + other revenue a ticket - var]. It
 * leaves the artists' percentages out; `realBreakeven` does not.
 */
export const internalBreakeven = (show: Show, view: CostView = asOffered): Breakeven | undefined => {
  const full = potential(show, view)
  const empty = unsold(show, view)
  const guarantees = show.talents.reduce((sum, talent) => sum + guaranteeOf(talent.deal.terms), 0)
  const kept = (lines: typeof full) => lines.netGross + lines.promoterRevenue - lines.ownExpenses
  return solve(
    full.tickets,
    BigInt(guarantees - kept(empty)) * one,
    BigInt(kept(full) - kept(empty)) * one
  )
}

/**
 * The fewest tickets that leave the promoter without a loss when the tiers fill in this order, through the whole deal:
 * percentages, bonuses and all. Nothing when even a sold-out room loses. More tickets than that may lose again where a
 * bonus falls due.
 */
export const realBreakeven = (show: Show, order: FillOrder, view: CostView = asOffered): number | undefined => {
  const lines = reckon(show, view)
  const at = (tickets: number) => lines(fillTiers(show.scaling, tickets, order))
  const result = (tickets: number) => at(tickets).promoterResult
  let loses = -1
  for (const tickets of turningPoints(show, order, at)) {
    if (result(tickets) >= 0) return first(loses, tickets, (tickets) => result(tickets) >= 0)
    loses = tickets
  }
  return undefined
}

const one = BigInt(million)
const unsold = (show: Show, view: CostView) => waterfall(show, [], view)

/** `missing` is to be earned by so much for all `tickets` together. */
const solve = (tickets: number, missing: bigint, earned: bigint): Breakeven | undefined => {
  if (missing <= 0n) return { exact: 0, tickets: 0 }
  if (earned <= 0n) return undefined
  const needed = missing * BigInt(tickets)
  return { exact: Number(needed) / Number(earned), tickets: Number((needed + earned - 1n) / earned) }
}

/** Between two of these the result goes one way: where a tier ends, around each threshold, and a grid for the rest. */
const turningPoints = (
  show: Show,
  order: FillOrder,
  lines: (tickets: number) => Waterfall
): ReadonlyArray<number> => {
  const total = totalSellable(show.scaling)
  const points = new Set([0, total])
  for (let step = 1; step < 64; step++) points.add(Math.floor((total * step) / 64))
  for (const tickets of tierEnds(show, order)) points.add(tickets)
  show.talents.forEach((talent, index) => {
    for (const bonus of talent.deal.bonuses) {
      const thresholds = bonus._tag === "ThresholdFee" ? bonus.steps.map((step) => step.at) : [bonus.at]
      for (const at of thresholds) {
        const reached = first(-1, total, (tickets) => {
          const takings = lines(tickets).talents[index]?.takings
          return takings !== undefined && reachedAt(bonus.trigger, at, takings) !== undefined
        })
        points.add(Math.max(0, reached - 1))
        points.add(reached)
      }
    }
  })
  return [...points].sort((a, b) => a - b)
}

const tierEnds = (show: Show, order: FillOrder): ReadonlyArray<number> => {
  const total = totalSellable(show.scaling)
  const full = show.scaling.tiers.map(sellable)
  return show.scaling.tiers.map((_, index) =>
    first(-1, total, (tickets) => fillTiers(show.scaling, tickets, order)[index] === full[index])
  )
}

/** The smallest whole number over `below`, at most `holds`, that passes, given that `holds` does and the tests are in order. */
const first = (below: number, holds: number, passes: (tickets: number) => boolean): number => {
  let low = below
  let high = holds
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (passes(middle)) high = middle
    else low = middle
  }
  return high
}
