import { Schema } from "effect"
import { lossFields, Range } from "./Assessment.ts"
import { ShowDate } from "./ShowDate.ts"

/** By what a season may lean too much on one side. */
export const Concern = Schema.Literal("artist", "genre", "venue", "market", "month")
export type Concern = typeof Concern.Type

/** One show of a season, and what it adds to the season's risk. Amounts in cents, the promoter's own share. */
export const SeasonComponent = Schema.Struct({
  id: Schema.String,
  artistName: Schema.String,
  venueName: Schema.String,
  genre: Schema.String,
  market: Schema.String,
  date: ShowDate,
  expectedCents: Schema.Int,
  p10Cents: Schema.Int,
  p90Cents: Schema.Int,
  /** 0-1 */
  lossProbability: Schema.Number,
  /** of the season's standard deviation; all of them add up to it, and one that offsets others is below zero */
  deviationCents: Schema.Int,
  /** mean loss in the season's worst twentieth; all of them add up to its conditional value at risk */
  tailLossCents: Schema.Int
})
export type SeasonComponent = typeof SeasonComponent.Type

export const Concentration = Schema.Struct({
  by: Concern,
  name: Schema.String,
  /** of the season's conditional value at risk */
  share: Schema.Number,
  limit: Schema.Number,
  exceeded: Schema.Boolean
})
export type Concentration = typeof Concentration.Type

/** What a season of shows may bring, all of them drawn together. Amounts in cents; losses are positive. */
export const Season = Schema.Struct({
  shows: Schema.Int,
  draws: Schema.Int,
  result: Range,
  lossProbability: Schema.Number,
  ...lossFields,
  deviationCents: Schema.Int,
  /** how much smaller the season's standard deviation is than the sum of its shows', 0-1 */
  diversification: Schema.Number,
  histogram: Schema.Array(Schema.Struct({ fromCents: Schema.Int, toCents: Schema.Int, chance: Schema.Number })),
  cash: Schema.Struct({
    /** how deep the account goes below where it begins: in half of the cases, and in one of twenty */
    troughP50Cents: Schema.Int,
    troughP95Cents: Schema.Int,
    path: Schema.Array(Schema.Struct({ date: ShowDate, expectedCents: Schema.Int, p5Cents: Schema.Int }))
  }),
  /** the heaviest in the tail first */
  components: Schema.Array(SeasonComponent),
  /** the largest share of each kind first; empty of a season that earns even in its worst twentieth */
  concentration: Schema.Array(Concentration)
})
export type Season = typeof Season.Type
