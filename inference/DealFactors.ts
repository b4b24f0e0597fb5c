import type { DealFactor, PriceCase } from "../entities/domain/Assessment.ts"
import { grossPotential, totalSellable } from "../entities/domain/deal/Scaling.ts"
import { lossProbability, type Venture } from "./DealRisk.ts"
import * as Variants from "./DealVariants.ts"
import { type DemandBelief, moved } from "./DemandBelief.ts"
import * as Standard from "./StandardShow.ts"

const usualDeviation = 0.2
const leastImpact = 0.01
/** Impacts are told in hundredths: so many sales are enough. */
const steps = 256

/**
 * What makes P(loss) of a deal what it is, heaviest first: each factor is set neutral alone, and its impact is how much
 * P(loss) falls by that. Neutral is what the trade calls usual: a guarantee of 31 % of the gross potential, the fixed
 * costs of such a room, a room of the size of the demand, the promoter's best price, a forecast within a fifth either way.
 */
export const dealFactors = (
  { order, show }: Venture,
  belief: DemandBelief,
  { best, elasticity }: { readonly best: PriceCase; readonly elasticity: number }
): ReadonlyArray<DealFactor> => {
  const sellable = totalSellable(show.scaling)
  const loss = lossProbability({ show, order }, belief, steps)
  const middle = Math.exp(belief.centre)
  const guarantees = Variants.guarantees(show)
  const usualGuarantees = Math.round(Standard.guaranteeShare * grossPotential(show.scaling))
  const fixed = Variants.fixedCosts(show)
  const usualFixed = Math.round(100 * Standard.fixedCosts(sellable))
  const fits = Math.max(1, Math.round(middle))
  const cases: ReadonlyArray<Case> = [
    {
      factor: "guarantee",
      applies: guarantees > usualGuarantees,
      show: Variants.withGuarantees(show, usualGuarantees / Math.max(1, guarantees)),
      mitigation:
        `Lower the guarantee towards ${money(usualGuarantees)} against a higher percentage, agree a cancel-by ` +
        "date, or pool it with other dates of the tour"
    },
    {
      factor: "fixed costs",
      applies: fixed > usualFixed,
      show: Variants.withFixedCosts(show, usualFixed / Math.max(1, fixed)),
      mitigation:
        `Rooms of this size usually cost ${money(usualFixed)} before the artist: cut production or marketing, or ` +
        "take a co-promoter"
    },
    {
      factor: "room size",
      applies: middle < 0.95 * sellable,
      show: Variants.withSellable(show, fits, (fits / Math.max(1, sellable)) ** Standard.fixedExponent),
      mitigation: `Open a configuration of about ${fits} places, or a smaller room`
    },
    {
      factor: "ticket price",
      applies: best.level !== 1,
      show: Variants.atPriceLevel(show, best.level),
      belief: moved(belief, -elasticity * (best.level - 1)),
      mitigation: `Move the average price towards ${money(best.averageCents)}, by opening a new tier rather than ` +
        "changing a sold one"
    },
    {
      factor: "share from the first ticket",
      applies: Variants.sharesFromTheFirstTicket(show),
      show: Variants.sharingTheNet(show),
      mitigation: "Agree the percentage of the net instead: of the gross, the artist earns while the show loses"
    },
    {
      factor: "bonuses",
      applies: show.talents.some(({ deal }) => deal.bonuses.length > 0),
      show: Variants.withoutBonuses(show),
      mitigation: "Raise the thresholds of the bonuses beyond the breakeven"
    },
    {
      factor: "uncertain demand",
      applies: belief.below > usualDeviation,
      belief: {
        ...belief,
        below: Math.min(belief.below, usualDeviation),
        above: Math.min(belief.above, usualDeviation)
      },
      mitigation: "Shift the deal from guarantee to percentage, gather past counts of this act, or insure the date"
    }
  ]
  return cases
    .filter(({ applies }) => applies)
    .map((each): DealFactor => ({
      factor: each.factor,
      impact: rounded(loss - lossProbability({ show: each.show ?? show, order }, each.belief ?? belief, steps)),
      mitigation: each.mitigation
    }))
    .filter(({ impact }) => impact >= leastImpact)
    .toSorted((a, b) => b.impact - a.impact)
}

interface Case {
  readonly factor: string
  /** it is worse than usual */
  readonly applies: boolean
  /** with the factor set neutral */
  readonly show?: Venture["show"]
  readonly belief?: DemandBelief
  readonly mitigation: string
}

const money = (cents: number): string => Math.round(cents / 100).toLocaleString("en")

const rounded = (share: number): number => Math.round(share * 1e4) / 1e4
