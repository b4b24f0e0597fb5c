import { Schema } from "effect"

/** Tickets or cents at the tenth, fiftieth and ninetieth percentile, and on average. */
export const Range = Schema.Struct({ p10: Schema.Int, p50: Schema.Int, p90: Schema.Int, expected: Schema.Int })

/** In cents, as losses: below zero they still earn. */
export const lossFields = {
  /** the mean loss of the cases that lose */
  expectedLossCents: Schema.Int,
  /** the loss that is exceeded in one case of twenty, and the mean of those cases */
  valueAtRisk95Cents: Schema.Int,
  conditionalValueAtRisk95Cents: Schema.Int
} as const

/** What a deal means for the promoter under a forecast: every amount in cents, of the promoter's own share of the result. */
export const DealRisk = Schema.Struct({
  sellable: Schema.Int,
  sold: Range,
  result: Range,
  /** 0-1 */
  lossProbability: Schema.Number,
  selloutProbability: Schema.Number,
  ...lossFields,
  /** null where even a sold-out room loses */
  breakevenTickets: Schema.NullOr(Schema.Int),
  /** of the sellable, 0-1 */
  breakevenShare: Schema.NullOr(Schema.Number),
  /** what all artists together get of a sold-out room */
  walkoutCents: Schema.Int,
  /** from an empty room to a full one */
  curve: Schema.Array(
    Schema.Struct({
      tickets: Schema.Int,
      /** that this many or more are sold */
      chance: Schema.Number,
      resultCents: Schema.Int
    })
  )
})
export type DealRisk = typeof DealRisk.Type

export const DealFactor = Schema.Struct({
  factor: Schema.String,
  /** how much higher P(loss) is with it than with the factor set neutral alone */
  impact: Schema.Number,
  mitigation: Schema.String
})
export type DealFactor = typeof DealFactor.Type

/** The whole scaling at one price level. */
export const PriceCase = Schema.Struct({
  /** of the prices as they are */
  level: Schema.Number,
  averageCents: Schema.Int,
  tiers: Schema.Array(Schema.Struct({ name: Schema.String, priceCents: Schema.Int })),
  expectedSold: Schema.Int,
  expectedGrossCents: Schema.Int,
  expectedResultCents: Schema.Int,
  lossProbability: Schema.Number
})
export type PriceCase = typeof PriceCase.Type

export const PriceAdvice = Schema.Struct({
  /** how many percent demand falls when the price rises by one, at the prices as they are */
  elasticity: Schema.Number,
  asked: PriceCase,
  /** the highest expected gross */
  revenueOptimal: PriceCase,
  /** the highest expected result of the promoter, through the deal */
  promoterOptimal: PriceCase,
  /** the levels between: for a chart */
  curve: Schema.Array(PriceCase.pipe(Schema.omit("tiers"))),
  /** where the whole room has one price: tiers that would bring more, at the promoter's optimum on average */
  tiers: Schema.NullOr(Schema.Struct({
    tiers: Schema.Array(
      Schema.Struct({ name: Schema.String, priceCents: Schema.Int, allotment: Schema.Int })
    ),
    /** of the gross, over one price */
    gain: Schema.Number
  }))
})
export type PriceAdvice = typeof PriceAdvice.Type

/** Price and risk of one deal. */
export const DealAssessment = Schema.Struct({
  risk: DealRisk,
  factors: Schema.Array(DealFactor),
  pricing: PriceAdvice
})
export type DealAssessment = typeof DealAssessment.Type
