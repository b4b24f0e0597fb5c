import { Schema } from "effect"
import { PredictionId } from "./Ids.ts"
import { Cents } from "./Money.ts"
import { FiguresSource } from "./Platform.ts"
import { CityListeners } from "./Scrape.ts"
import { ShowDate } from "./ShowDate.ts"

const reported = Schema.optionalWith(Schema.Number, { exact: true })

/** What is known of an act when a forecast is asked for; every figure may be missing. */
export const ActFigures = Schema.Struct({
  artistId: Schema.String,
  name: Schema.String,
  genres: Schema.Array(Schema.String),
  latitude: reported,
  longitude: reported,
  tiktokFollowers: reported,
  tiktokLikes: reported,
  instagramFollowers: reported,
  spotifyFollowers: reported,
  spotifyMonthlyListeners: reported,
  spotifyPopularity: reported,
  cityListeners: Schema.Array(CityListeners),
  /** (likes + comments) per view or follower over recent posts, 0-1 */
  engagementRate: reported,
  /** posts per week over the recent ones */
  postsPerWeek: reported,
  /** ln(followers now / followers then), all platforms, 28 and 90 days */
  growth28d: reported,
  growth90d: reported
})
export type ActFigures = typeof ActFigures.Type

/** The room a forecast is for. */
export const RoomFigures = Schema.Struct({
  venueId: Schema.String,
  name: Schema.String,
  city: Schema.String,
  country: Schema.String,
  latitude: reported,
  longitude: reported,
  cityPopulation: reported,
  capacity: Schema.Int
})
export type RoomFigures = typeof RoomFigures.Type

export const ForecastRequest = Schema.Struct({
  act: ActFigures,
  room: RoomFigures,
  date: ShowDate,
  /** the day the question is asked on */
  asOf: ShowDate,
  ticketPriceCents: Schema.optionalWith(Cents, { exact: true }),
  useHistorical: Schema.Boolean,
  includeSimilarArtists: Schema.Boolean,
  seasonalAdjustment: Schema.Boolean
})
export type ForecastRequest = typeof ForecastRequest.Type

const Quantiles = Schema.Struct({ p10: Schema.Number, p50: Schema.Number, p90: Schema.Number })

export const RiskFactor = Schema.Struct({
  factor: Schema.String,
  /** how much of the probability of a loss this factor makes: the probability less the one with the factor set neutral */
  impact: Schema.Number,
  mitigation: Schema.String
})

export const SimilarEvent = Schema.Struct({
  eventId: Schema.String,
  title: Schema.String,
  /** 0-1 */
  similarity: Schema.Number,
  outcome: Schema.String,
  why: Schema.Array(Schema.String)
})

/** The answer: demand is unconstrained (what would sell in a room without walls), attendance is capped by the room. */
export const Forecast = Schema.Struct({
  demand: Schema.Struct({
    ...Quantiles.fields,
    /** deterministic function of interval width, comps and missing inputs, 0-1 */
    confidence: Schema.Number
  }),
  attendance: Quantiles,
  pricing: Schema.Struct({ recommendedCents: Cents, optimalCents: Cents, breakevenCents: Cents }),
  risk: Schema.Struct({
    /** the probability of a loss under a standard flat deal, 0-1 */
    score: Schema.Number,
    factors: Schema.Array(RiskFactor)
  }),
  similarEvents: Schema.Array(SimilarEvent),
  warnings: Schema.Array(Schema.String),
  model: Schema.Struct({ version: Schema.String, trainedAt: Schema.String, features: Schema.Array(Schema.String) })
})
export type Forecast = typeof Forecast.Type

/** The masterplan's PredictionResponse (4.2) with what it left out: quantiles, warnings and where the figures came from. */
export const PredictionResponse = Schema.Struct({
  predictionId: PredictionId,
  artistId: Schema.String,
  venueId: Schema.String,
  date: ShowDate,
  demand: Schema.Struct({
    estimated: Schema.Int,
    confidence: Schema.Number,
    range: Schema.Struct({ min: Schema.Int, max: Schema.Int })
  }),
  attendance: Schema.Struct({ p10: Schema.Int, p50: Schema.Int, p90: Schema.Int }),
  /** currency units, as the masterplan has them */
  pricing: Schema.Struct({ recommended: Schema.Number, optimal: Schema.Number, breakeven: Schema.Number }),
  risk: Schema.Struct({ score: Schema.Number, factors: Schema.Array(RiskFactor) }),
  similarEvents: Schema.Array(SimilarEvent),
  warnings: Schema.Array(Schema.String),
  modelMetadata: Schema.Struct({
    version: Schema.String,
    trainedAt: Schema.String,
    features: Schema.Array(Schema.String)
  }),
  figuresSource: FiguresSource
})
export type PredictionResponse = typeof PredictionResponse.Type
