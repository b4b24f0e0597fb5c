import { Struct } from "effect"
import type { PriceAdvice, PriceCase } from "../entities/domain/Assessment.ts"
import { totalSellable } from "../entities/domain/deal/Scaling.ts"
import type { Show } from "../entities/domain/deal/Show.ts"
import { fillTiers } from "../entities/domain/deal/TierFill.ts"
import { outcomes, type Venture } from "./DealRisk.ts"
import { atPriceLevel, averagePrice, type PriceBounds } from "./DealVariants.ts"
import { type DemandBelief, moved } from "./DemandBelief.ts"
import { expected } from "./Outcomes.ts"
import { through } from "./Pricing.ts"
import { tiersFor, usualShapes } from "./Tiering.ts"

export interface PriceQuestion {
  /** of demand, at the prices as they are */
  readonly elasticity: number
  /** what is agreed with the artist's side */
  readonly bounds?: PriceBounds
}

/** Guarded moves: forecasts are made at the asked prices and say little of others far away. */
const leastLevel = 0.6
const mostLevel = 1.6
const levels = 40
const steps = 96

/**
 * The price levels at which the gross and the promoter's result are expected to be highest. Demand follows an exponential
 * curve through the forecast, the room ends it, and every case goes through the whole deal: a percentage of the artist's
 * lowers what a higher price is worth to the promoter, and what guests spend inside makes a full room worth more.
 */
export const priceAdvice = (venture: Venture, belief: DemandBelief, question: PriceQuestion): PriceAdvice => {
  const average = averagePrice(venture.show)
  const at = (level: number) =>
    caseAt(venture, belief, atPriceLevel(venture.show, level, question.bounds), level, question)
  const curve = average === 0 ? [] : Array.from(
    { length: levels + 1 },
    (_, step) => at(Math.round((leastLevel + step * (mostLevel - leastLevel) / levels) * 1e4) / 1e4)
  )
  const asked = caseAt(venture, belief, venture.show, 1, question)
  const agreed = question.bounds === undefined ? asked : at(1)
  const promoterOptimal = best(agreed, curve, (each) => each.expectedResultCents)
  return {
    elasticity: question.elasticity,
    asked,
    revenueOptimal: best(agreed, curve, (each) => each.expectedGrossCents),
    promoterOptimal,
    curve: curve.map(Struct.omit("tiers")),
    tiers: average === 0 ? null : severalPrices(venture, belief, question, promoterOptimal)
  }
}

const caseAt = (
  { order, show }: Venture,
  belief: DemandBelief,
  priced: Show,
  level: number,
  { elasticity }: PriceQuestion
): PriceCase => {
  const { tiers } = priced.scaling
  const average = averagePrice(show)
  const shift = average === 0 ? 0 : -elasticity * (averagePrice(priced) / average - 1)
  const { chances, results, tickets } = outcomes({ show: priced, order }, moved(belief, shift), steps)
  const gross = Float64Array.from(
    tickets,
    (sold) =>
      fillTiers(priced.scaling, sold, order).reduce(
        (sum, count, index) => sum + count * (tiers[index]?.priceCents ?? 0),
        0
      )
  )
  return {
    level,
    averageCents: Math.round(averagePrice(priced)),
    tiers: tiers.map(({ name, priceCents }) => ({ name, priceCents })),
    expectedSold: Math.round(expected(chances, tickets)),
    expectedGrossCents: Math.round(expected(chances, gross)),
    expectedResultCents: Math.round(expected(chances, results)),
    lossProbability: Math.round(expected(chances, results.map((result) => result < 0 ? 1 : 0)) * 1e4) / 1e4
  }
}

/** Nearest to the asked prices where others do as well. */
const best = (agreed: PriceCase, curve: ReadonlyArray<PriceCase>, value: (each: PriceCase) => number): PriceCase =>
  curve.reduce(
    (best, each) =>
      value(each) > value(best) || (value(each) === value(best) && Math.abs(each.level - 1) < Math.abs(best.level - 1))
        ? each
        : best,
    agreed
  )

const severalPrices = (
  { show }: Venture,
  belief: DemandBelief,
  { bounds, elasticity }: PriceQuestion,
  { averageCents }: PriceCase
): PriceAdvice["tiers"] => {
  const sellable = totalSellable(show.scaling)
  if (show.scaling.tiers.length !== 1 || sellable < usualShapes.length * 10) return null
  const { gain, tiers } = tiersFor(through(Math.exp(belief.centre), averagePrice(show), elasticity), sellable)
  const average = tiers.reduce((sum, tier) => sum + tier.price * tier.share, 0)
  const { leastCents, mostCents } = bounds ?? { leastCents: 0, mostCents: Infinity }
  return {
    tiers: tiers.map(({ name, places, price }) => ({
      name,
      priceCents: Math.max(leastCents, Math.min(mostCents, Math.round(price / average * averageCents / 50) * 50)),
      allotment: places
    })),
    gain: Math.round(gain * 1e4) / 1e4
  }
}
