import type { Forecast } from "../entities/domain/Forecast.ts"
import { exponentialDemandAt, through } from "./Pricing.ts"
import { lossProbability } from "./Risk.ts"
import { elasticity, flatShow, guarantee } from "./StandardShow.ts"

/** The show as forecast, and what each factor would have to be to say nothing. */
export interface Situation {
  /** ln of the median demand at `price`, and its deviation below */
  readonly centre: number
  readonly deviation: number
  readonly capacity: number
  readonly price: number
  readonly recommendedPrice: number
  /** what weekday, season and holidays contribute to ln demand */
  readonly calendar: number
  /** and the act's recent growth */
  readonly momentum: number
}

type Factor = Forecast["risk"]["factors"][number]

const usualDeviation = 0.2
const leastImpact = 0.01
const mostFactors = 5

/** The probability that the standard flat show loses money. */
export const lossOf = (situation: Situation): number =>
  lossProbability(
    flatShow(situation, situation.capacity, situation.price, guarantee(situation.capacity, situation.price))
  )

/**
 * What makes P(loss) what it is, heaviest first: each factor is set neutral alone, and its impact is how much P(loss) is
 * higher with it than without.
 */
export const factorsOf = (situation: Situation): ReadonlyArray<Factor> => {
  const loss = lossOf(situation)
  const { calendar, capacity, centre, momentum, price, recommendedPrice } = situation
  const filled = Math.exp(centre)
  const repriced = Math.log(exponentialDemandAt(through(filled, price, elasticity), recommendedPrice))
  const without: ReadonlyArray<readonly [factor: string, neutral: number, worse: string, better: string]> = [
    [
      "room size",
      filled < capacity ? lossOf({ ...situation, capacity: Math.max(1, Math.round(filled)) }) : loss,
      "Take a smaller room or open a smaller configuration, or lower the guarantee against a share of the net",
      ""
    ],
    [
      "ticket price",
      lossProbability(flatShow(
        { centre: repriced, deviation: situation.deviation },
        capacity,
        recommendedPrice,
        guarantee(capacity, price)
      )),
      "Move towards the recommended price, by opening a new tier rather than changing a sold one",
      "Keep the price"
    ],
    [
      "date",
      lossOf({ ...situation, centre: centre - calendar }),
      "Ask for a hold on a stronger weekday or away from the holiday",
      "Hold the date early: it helps"
    ],
    [
      "momentum",
      lossOf({ ...situation, centre: centre - momentum }),
      "Wait for the next release or tie the guarantee to ticket thresholds",
      "Announce while the growth lasts"
    ],
    [
      "uncertain demand",
      situation.deviation > usualDeviation ? lossOf({ ...situation, deviation: usualDeviation }) : loss,
      "Shift the deal from guarantee to percentage, agree a cancel-by date, or gather past counts of this act",
      "The upside carries this deal: keep the guarantee flat"
    ]
  ]
  return without
    .map(([factor, neutral, worse, better]): Factor => {
      const impact = loss - neutral
      return { factor, impact: Math.round(impact * 1e4) / 1e4, mitigation: impact > 0 ? worse : better }
    })
    .filter(({ impact }) => Math.abs(impact) >= leastImpact)
    .sort((a, b) => Math.abs(b.impact) - Math.abs(a.impact))
    .slice(0, mostFactors)
}
