import { Schema } from "effect"
import { allocate } from "../Money.ts"
import { costAmounts, type CostColumn } from "./Costs.ts"
import { guaranteeOf, type Talent } from "./Deal.ts"
import { soldOut, totalSellable } from "./Scaling.ts"
import type { Show } from "./Show.ts"
import { Takings } from "./Takings.ts"
import { TalentPay, talentPay } from "./TalentPay.ts"
import { type Till, tillOf } from "./Till.ts"

export const CostAmount = Schema.Struct({
  name: Schema.String,
  cents: Schema.Int,
  ownCents: Schema.Int
})
export type CostAmount = typeof CostAmount.Type

export const TalentLine = Schema.Struct({
  ...TalentPay.fields,
  name: Schema.String,
  takings: Takings
})
export type TalentLine = typeof TalentLine.Type

/**
 * From the gross down to what is left for the promoter, each line in whole cents and named, so that a settlement sheet and
 * a chart can be made of it. Every line is rounded half up where it is named; the promoter's result is the rest.
 */
export const Waterfall = Schema.Struct({
  tickets: Schema.Int,
  sellable: Schema.Int,
  /** in the order of the tiers */
  sold: Schema.Array(Schema.Int),
  gross: Schema.Int,
  facilityFees: Schema.Int,
  preSettlementFees: Schema.Int,
  adjustedGross: Schema.Int,
  tax: Schema.Int,
  includedRevenue: Schema.Int,
  netGross: Schema.Int,
  costs: Schema.Array(CostAmount),
  /** the sum of the costs as the deals see them */
  expenses: Schema.Int,
  /** the sum of the costs as the promoter bears them */
  ownExpenses: Schema.Int,
  talents: Schema.Array(TalentLine),
  talentPay: Schema.Int,
  promoterRevenue: Schema.Int,
  promoterResult: Schema.Int,
  /** the co-promoters' shares of it, in their order, then the promoter's own */
  promoterShares: Schema.Array(Schema.Int)
})
export type Waterfall = typeof Waterfall.Type

/** Which figures of the costs the deals are reckoned on, and which ones the promoter really bears. */
export interface CostView {
  readonly deal: CostColumn
  readonly own: CostColumn
}
export const asOffered: CostView = { deal: "budget", own: "budget" }
export const asEstimated: CostView = { deal: "budget", own: "estimated" }
export const asSettled: CostView = { deal: "reported", own: "actual" }

/**
 * The waterfall of a show for any number of sales: what does not depend on them is reckoned once. `moved` is what
 * settlement adjustments add to the expenses of one talent's deal.
 */
export const reckon = (
  show: Show,
  view: CostView = asOffered,
  moved: (talent: string) => number = unmoved
): (sold: ReadonlyArray<number>) => Waterfall => {
  const sums = sumsOf(show, view, moved)
  const sellable = totalSellable(show.scaling)
  const shares = show.coPromoters.map((promoter) => promoter.share)
  return (sold) => {
    const { amounts, expenses, ownAmounts, ownExpenses, promoterResult, talentPay, talents, till } = sums(sold)
    const { parts, rest } = allocate(promoterResult, shares)
    return {
      tickets: till.tickets,
      sellable,
      sold,
      gross: till.gross,
      facilityFees: till.facilityFees,
      preSettlementFees: till.preSettlementFees,
      adjustedGross: till.adjustedGross,
      tax: till.tax,
      includedRevenue: till.includedRevenue,
      netGross: till.netGross,
      costs: show.costs.map((line, index) => ({
        name: line.name,
        cents: amounts[index] ?? 0,
        ownCents: ownAmounts[index] ?? 0
      })),
      expenses,
      ownExpenses,
      talents,
      talentPay,
      promoterRevenue: till.promoterRevenue,
      promoterResult,
      promoterShares: [...parts, rest]
    }
  }
}

/**
 * What the promoter is left with, and nothing else: the last of `promoterShares`, for whoever asks for thousands of sales.
 */
export const reckonResult = (show: Show, view: CostView = asOffered): (sold: ReadonlyArray<number>) => number => {
  const sums = sumsOf(show, view, unmoved)
  const shares = show.coPromoters.map((promoter) => promoter.share)
  return shares.length === 0
    ? (sold) => sums(sold).promoterResult
    : (sold) => allocate(sums(sold).promoterResult, shares).rest
}

/** `sold` is one figure a tier, in their order (see `soldByTier`). */
export const waterfall = (show: Show, sold: ReadonlyArray<number>, view: CostView = asOffered): Waterfall =>
  reckon(show, view)(sold)

/** The show sold out: what an offer calls potential, and in `talents[].pay` the walkout. */
export const potential = (show: Show, view: CostView = asOffered): Waterfall =>
  waterfall(show, soldOut(show.scaling), view)

interface Sums {
  readonly till: Till
  /** as the deals see them, and as the promoter bears them */
  readonly amounts: ReadonlyArray<number>
  readonly ownAmounts: ReadonlyArray<number>
  readonly expenses: number
  readonly ownExpenses: number
  readonly talents: ReadonlyArray<TalentLine>
  readonly talentPay: number
  readonly promoterResult: number
}

const unmoved = () => 0

const sumsOf = (
  show: Show,
  view: CostView,
  moved: (talent: string) => number
): (sold: ReadonlyArray<number>) => Sums => {
  const sellable = totalSellable(show.scaling)
  const take = tillOf(show)
  const unsoldExpenses = sum(costAmounts(show.costs, view.deal, take([])))
  const payTalents = payTalentsOf(show, moved)
  return (sold) => {
    const till = take(sold)
    const amounts = costAmounts(show.costs, view.deal, till)
    const ownAmounts = view.own === view.deal ? amounts : costAmounts(show.costs, view.own, till)
    const expenses = sum(amounts)
    const ownExpenses = ownAmounts === amounts ? expenses : sum(ownAmounts)
    const talents = payTalents({
      tickets: till.tickets,
      sellable,
      gross: till.gross,
      netGross: till.netGross,
      expenses,
      unsoldExpenses
    })
    const talentPay = talents.reduce((total, talent) => total + talent.pay, 0)
    return {
      till,
      amounts,
      ownAmounts,
      expenses,
      ownExpenses,
      talents,
      talentPay,
      promoterResult: till.netGross + till.promoterRevenue - ownExpenses - talentPay
    }
  }
}

/** Full fees that enter other deals are reckoned first, each with those before it; everybody else after them. */
const payTalentsOf = (
  show: Show,
  moved: (talent: string) => number
): (takings: Takings) => ReadonlyArray<TalentLine> => {
  const inFull = show.talents.filter((talent) => talent.inOtherDeals === "fullFee")
  const others = show.talents.filter((talent) => talent.inOtherDeals !== "fullFee")
  const order = [...inFull, ...others].map((talent) => ({ talent, place: show.talents.indexOf(talent) }))
  const guarantees = sum(others.map(countedGuarantee))
  return (takings) => {
    let fees = 0
    const lines: Array<readonly [place: number, line: TalentLine]> = []
    for (const { place, talent } of order) {
      const more = fees + guarantees - countedGuarantee(talent) + moved(talent.name)
      const own: Takings = {
        tickets: takings.tickets,
        sellable: takings.sellable,
        gross: takings.gross,
        netGross: takings.netGross,
        expenses: takings.expenses + more,
        unsoldExpenses: takings.unsoldExpenses + more
      }
      const line = { name: talent.name, takings: own, ...talentPay(talent.deal, own) }
      lines.push([place, line])
      if (talent.inOtherDeals === "fullFee") fees += line.pay
    }
    return lines.sort(([a], [b]) => a - b).map(([, line]) => line)
  }
}

const countedGuarantee = (talent: Talent): number =>
  talent.inOtherDeals === "guarantee" ? guaranteeOf(talent.deal.terms) : 0

const sum = (amounts: ReadonlyArray<number>): number => {
  let total = 0
  for (const amount of amounts) total += amount
  return total
}
