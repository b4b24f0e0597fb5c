import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound } from "../../entities/domain/Artist.ts"
import { PredictionResponse } from "../../entities/domain/Forecast.ts"
import { ArtistId, VenueId } from "../../entities/domain/Ids.ts"
import { PriceCents } from "../../entities/domain/Money.ts"
import { ShowDate } from "../../entities/domain/ShowDate.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { VenueNotRegistered } from "../../entities/domain/VenueRefusals.ts"
import { VenueSummary } from "./VenueRpcs.ts"

/** The masterplan's PredictionRequest (4.2); a price may be tried with it. */
export const PredictionRequest = Schema.Struct({
  artistId: ArtistId,
  venueId: VenueId,
  date: ShowDate,
  ticketPriceCents: Schema.optionalWith(PriceCents, { exact: true }),
  features: Schema.optionalWith(
    Schema.Struct({
      useHistorical: Schema.optionalWith(Schema.Boolean, { default: () => true }),
      includeSimilarArtists: Schema.optionalWith(Schema.Boolean, { default: () => true }),
      seasonalAdjustment: Schema.optionalWith(Schema.Boolean, { default: () => true })
    }),
    { exact: true }
  )
})
export type PredictionRequest = typeof PredictionRequest.Type

export class PredictionNotFound extends Schema.TaggedError<PredictionNotFound>()("PredictionNotFound", {
  predictionId: Schema.String
}) {
  override get message() {
    return `There is no prediction ${this.predictionId}`
  }
}

/** The room and date that suit an act best of those that were tried, and how the next ones compare. */
export const Suggestion = Schema.Struct({ venue: VenueSummary, date: ShowDate, prediction: PredictionResponse })
export type Suggestion = typeof Suggestion.Type

const error = Schema.Union(ArtistNotFound, VenueNotRegistered, Unavailable)

export class PredictionRpcs extends RpcGroup.make(
  Rpc.make("Predict", { payload: PredictionRequest, success: PredictionResponse, error }),
  Rpc.make("GetPrediction", {
    payload: { predictionId: Schema.String },
    success: PredictionResponse,
    error: Schema.Union(PredictionNotFound, Unavailable)
  }),
  Rpc.make("SuggestRooms", {
    payload: Schema.Struct({
      artistId: ArtistId,
      limit: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 10)), { default: () => 3 })
    }),
    success: Schema.Array(Suggestion),
    error
  })
) {}
