import type { Terms } from "../entities/domain/deal/Deal.ts"
import { sellable, totalSellable } from "../entities/domain/deal/Scaling.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import { fillTiers } from "../entities/domain/deal/TierFill.ts"
import { PriceCents } from "../entities/domain/Money.ts"

/** The same show with one thing about it changed: what a question of "what if" asks of the deal engine. */

const dearest = 100_000_000
const step = 50

export interface PriceBounds {
  readonly leastCents: number
  readonly mostCents: number
}

/** Every price at this level of what it is, in steps of half a unit, inside what was agreed. */
export const atPriceLevel = (show: Show, level: number, bounds?: PriceBounds): Show => ({
  ...show,
  scaling: {
    ...show.scaling,
    tiers: show.scaling.tiers.map((tier) => ({ ...tier, priceCents: leveled(tier.priceCents, level, bounds) }))
  }
})

const leveled = (price: number, level: number, bounds?: PriceBounds) => {
  const wanted = level === 1 ? price : Math.round(price * level / step) * step
  const { leastCents, mostCents } = bounds ?? { leastCents: 0, mostCents: dearest }
  return PriceCents.make(Math.max(leastCents, Math.min(mostCents, dearest, wanted)))
}

/** A smaller configuration of the same room: fewer places in every tier, and the fixed costs of such a one. */
export const withSellable = (show: Show, places: number, fixedCosts: number): Show => {
  const fill = fillTiers(show.scaling, places, "proportional")
  return withFixedCosts({
    ...show,
    scaling: {
      ...show.scaling,
      tiers: show.scaling.tiers.map((tier, index) => ({
        ...tier,
        allotment: tier.allotment - sellable(tier) + (fill[index] ?? 0)
      }))
    }
  }, fixedCosts)
}

/** Fixed costs at this share of what they are. */
export const withFixedCosts = (show: Show, share: number): Show => ({
  ...show,
  costs: show.costs.map((line) => {
    if (line.basis !== "fixed") return line
    const { budget, estimated } = line.cents
    return {
      ...line,
      cents: {
        budget: Math.round(budget * share),
        ...(estimated === undefined ? {} : { estimated: Math.round(estimated * share) })
      }
    }
  })
})

export const fixedCosts = (show: Show): number =>
  show.costs.reduce(
    (sum, line) => line.basis === "fixed" ? sum + (line.cents.estimated ?? line.cents.budget) : sum,
    0
  )

/** All guarantees at this share of what they are. */
export const withGuarantees = (show: Show, share: number): Show =>
  withTerms(
    show,
    (terms) =>
      "guaranteeCents" in terms ? { ...terms, guaranteeCents: Math.round(terms.guaranteeCents * share) } : terms
  )

export const guarantees = (show: Show): number =>
  show.talents.reduce((sum, { deal: { terms } }) => "guaranteeCents" in terms ? sum + terms.guaranteeCents : sum, 0)

/** Percentages of gross or net gross as percentages of the net. */
export const sharingTheNet = (show: Show): Show =>
  withTerms(show, (terms) => {
    switch (terms._tag) {
      case "Versus":
      case "Door":
        return { ...terms, of: "net" }
      case "Plus":
        return { ...terms, of: "afterSplit" }
      default:
        return terms
    }
  })

export const sharesFromTheFirstTicket = (show: Show): boolean =>
  show.talents.some(({ deal: { terms } }) => "of" in terms && (terms.of === "gross" || terms.of === "netGross"))

export const withoutBonuses = (show: Show): Show => ({
  ...show,
  talents: show.talents.map((talent) => ({ ...talent, deal: { ...talent.deal, bonuses: [] } }))
})

const withTerms = (show: Show, change: (terms: Terms) => Terms): Show => ({
  ...show,
  talents: show.talents.map((talent) => ({ ...talent, deal: { ...talent.deal, terms: change(talent.deal.terms) } }))
})

export const averagePrice = ({ scaling }: Show): number => {
  const places = totalSellable(scaling)
  return places === 0
    ? 0
    : scaling.tiers.reduce((sum, tier) => sum + tier.priceCents * sellable(tier), 0) / places
}
