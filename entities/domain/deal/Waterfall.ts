import { Schema } from "effect"
import { allocate } from "../Money.ts"
import { taxOf } from "../Tax.ts"
import { costAmounts, type CostBasis, type CostColumn } from "./Costs.ts"
import { guaranteeOf, type Talent } from "./Deal.ts"
import { revenueAmount } from "./Revenue.ts"
import { type Fee, soldOut, totalSellable } from "./Scaling.ts"
import type { Show } from "./Show.ts"
import { Takings } from "./Takings.ts"
import { TalentPay, talentPay } from "./TalentPay.ts"

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
  moved: (talent: string) => number = () => 0
): (sold: ReadonlyArray<number>) => Waterfall => {
  const sellable = totalSellable(show.scaling)
  const unsoldExpenses = sum(costAmounts(show.costs, view.deal, tillOf(show, [])))
  const shares = show.coPromoters.map((promoter) => promoter.share)
  return (sold) => {
    const till = tillOf(show, sold)
    const amounts = costAmounts(show.costs, view.deal, till)
    const ownAmounts = view.own === view.deal ? amounts : costAmounts(show.costs, view.own, till)
    const expenses = sum(amounts)
    const ownExpenses = sum(ownAmounts)
    const talents = payTalents(show, {
      tickets: till.tickets,
      sellable,
      gross: till.gross,
      netGross: till.netGross,
      expenses,
      unsoldExpenses
    }, moved)
    const paid = talents.reduce((total, talent) => total + talent.pay, 0)
    const promoterResult = till.netGross + till.promoterRevenue - ownExpenses - paid
    const { parts, rest } = allocate(promoterResult, shares)
    return {
      ...till,
      sellable,
      sold,
      costs: show.costs.map((line, index) => ({
        name: line.name,
        cents: amounts[index] ?? 0,
        ownCents: ownAmounts[index] ?? 0
      })),
      expenses,
      ownExpenses,
      talents,
      talentPay: paid,
      promoterResult,
      promoterShares: [...parts, rest]
    }
  }
}

/** `sold` is one figure a tier, in their order (see `soldByTier`). */
export const waterfall = (show: Show, sold: ReadonlyArray<number>, view: CostView = asOffered): Waterfall =>
  reckon(show, view)(sold)

/** The show sold out: what an offer calls potential, and in `talents[].pay` the walkout. */
export const potential = (show: Show, view: CostView = asOffered): Waterfall =>
  waterfall(show, soldOut(show.scaling), view)

interface Till extends CostBasis {
  readonly facilityFees: number
  readonly preSettlementFees: number
  readonly adjustedGross: number
  readonly tax: number
  readonly includedRevenue: number
  readonly promoterRevenue: number
}

const tillOf = (show: Show, sold: ReadonlyArray<number>): Till => {
  const { fees, tiers } = show.scaling
  let tickets = 0
  let gross = 0
  let facilityFees = 0
  let preSettlementFees = 0
  tiers.forEach((tier, index) => {
    const count = sold[index] ?? 0
    tickets += count
    gross += count * tier.priceCents
    facilityFees += count * perTicket(tier.fees, "facility")
    preSettlementFees += count * perTicket(tier.fees, "preSettlement")
  })
  facilityFees += tickets * perTicket(fees, "facility")
  preSettlementFees += tickets * perTicket(fees, "preSettlement")
  const adjustedGross = gross - facilityFees - preSettlementFees
  const tax = taxOf(show.tax, adjustedGross)
  let includedRevenue = 0
  let promoterRevenue = 0
  for (const line of show.revenue) {
    const amount = revenueAmount(line, tickets, facilityFees)
    if (line.goesTo === "netGross") includedRevenue += amount
    else promoterRevenue += amount
  }
  return {
    tickets,
    gross,
    facilityFees,
    preSettlementFees,
    adjustedGross,
    tax,
    includedRevenue,
    netGross: adjustedGross - tax + includedRevenue,
    promoterRevenue
  }
}

const perTicket = (fees: ReadonlyArray<Fee>, kind: Fee["kind"]): number => {
  let cents = 0
  for (const fee of fees) if (fee.kind === kind) cents += fee.centsPerTicket
  return cents
}

/** Full fees that enter other deals are reckoned first, each with those before it; everybody else after them. */
const payTalents = (
  show: Show,
  takings: Takings,
  moved: (talent: string) => number
): ReadonlyArray<TalentLine> => {
  const fees = new Map<Talent, number>()
  const lines = new Map<Talent, TalentLine>()
  const [first, then] = [
    show.talents.filter((talent) => talent.inOtherDeals === "fullFee"),
    show.talents.filter((talent) => talent.inOtherDeals !== "fullFee")
  ]
  const guarantees = then.reduce((total, talent) => total + countedGuarantee(talent), 0)
  for (const talent of [...first, ...then]) {
    const others = sum([...fees.values()]) + guarantees - countedGuarantee(talent) + moved(talent.name)
    const own: Takings = {
      ...takings,
      expenses: takings.expenses + others,
      unsoldExpenses: takings.unsoldExpenses + others
    }
    const line = { name: talent.name, takings: own, ...talentPay(talent.deal, own) }
    lines.set(talent, line)
    if (talent.inOtherDeals === "fullFee") fees.set(talent, line.pay)
  }
  return show.talents.flatMap((talent) => lines.get(talent) ?? [])
}

const countedGuarantee = (talent: Talent): number =>
  talent.inOtherDeals === "guarantee" ? guaranteeOf(talent.deal.terms) : 0

const sum = (amounts: ReadonlyArray<number>): number => amounts.reduce((total, amount) => total + amount, 0)
