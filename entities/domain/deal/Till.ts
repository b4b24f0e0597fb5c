import { taxOf } from "../Tax.ts"
import type { CostBasis } from "./Costs.ts"
import { revenueAmount } from "./Revenue.ts"
import type { Fee } from "./Scaling.ts"
import type { Show } from "./Show.ts"

/** From the gross to the net gross, and what comes in beside it. */
export interface Till extends CostBasis {
  readonly facilityFees: number
  readonly preSettlementFees: number
  readonly adjustedGross: number
  readonly tax: number
  readonly includedRevenue: number
  readonly promoterRevenue: number
}

/** The till of a show for any number of sales, one figure a tier. */
export const tillOf = ({ revenue, scaling, tax: rule }: Show): (sold: ReadonlyArray<number>) => Till => {
  const tiers = scaling.tiers.map((tier) => ({
    price: tier.priceCents,
    facility: perTicket(scaling.fees, "facility") + perTicket(tier.fees, "facility"),
    preSettlement: perTicket(scaling.fees, "preSettlement") + perTicket(tier.fees, "preSettlement")
  }))
  return (sold) => {
    let tickets = 0
    let gross = 0
    let facilityFees = 0
    let preSettlementFees = 0
    for (let index = 0; index < tiers.length; index++) {
      const tier = tiers[index]
      const count = sold[index] ?? 0
      if (tier === undefined || count === 0) continue
      tickets += count
      gross += count * tier.price
      facilityFees += count * tier.facility
      preSettlementFees += count * tier.preSettlement
    }
    const adjustedGross = gross - facilityFees - preSettlementFees
    const tax = taxOf(rule, adjustedGross)
    let includedRevenue = 0
    let promoterRevenue = 0
    for (const line of revenue) {
      const amount = revenueAmount(line, tickets, facilityFees)
      if (line.goesTo === "netGross") includedRevenue += amount
      else promoterRevenue += amount
    }
    const netGross = adjustedGross - tax + includedRevenue
    return {
      tickets,
      gross,
      facilityFees,
      preSettlementFees,
      adjustedGross,
      tax,
      includedRevenue,
      netGross,
      promoterRevenue
    }
  }
}

const perTicket = (fees: ReadonlyArray<Fee>, kind: Fee["kind"]): number =>
  fees.reduce((cents, fee) => fee.kind === kind ? cents + fee.centsPerTicket : cents, 0)
