import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound, ArtistProfile, ArtistView } from "../domain/Artist.ts"
import { RoomFigures } from "../domain/Forecast.ts"
import { ArtistId, BookingId, RequestId } from "../domain/Ids.ts"
import { PriceCents } from "../domain/Money.ts"
import { Platform } from "../domain/Platform.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { Unavailable } from "../domain/Unavailable.ts"

/** Who sends a command, and the key under which its answer is kept. */
export const CommandFields = { requestId: RequestId, actor: Schema.String } as const

export const WatchAnswer = Schema.Struct({ artistId: ArtistId, watched: Schema.Boolean })

export const PredictPayload = Schema.Struct({
  room: RoomFigures,
  date: ShowDate,
  asOf: ShowDate,
  ticketPriceCents: Schema.optionalWith(PriceCents, { exact: true }),
  useHistorical: Schema.Boolean,
  includeSimilarArtists: Schema.Boolean,
  seasonalAdjustment: Schema.Boolean
})
export type PredictPayload = typeof PredictPayload.Type

const Refusal = Schema.Union(ArtistNotFound, Unavailable)

export const ArtistEntity = Entity.make("Artist", [
  Rpc.make("Register", {
    payload: { ...CommandFields, profile: ArtistProfile },
    success: ArtistView,
    error: Unavailable
  }),
  Rpc.make("SetWatched", {
    payload: { ...CommandFields, watched: Schema.Boolean },
    success: WatchAnswer,
    error: Refusal
  }),
  /** A booking in play makes its artist looked at more often. */
  Rpc.make("SetBookingLive", {
    payload: { ...CommandFields, bookingId: BookingId, live: Schema.Boolean },
    success: Schema.Void,
    error: Refusal
  }),
  Rpc.make("Get", { success: ArtistView, error: Refusal }),
  /** The answer is a PredictionResponse as JSON: it is encoded once, when it is made. */
  Rpc.make("Predict", { payload: PredictPayload, success: Schema.String, error: Refusal }),
  /** Looks at one platform now, or at every platform that is due. */
  Rpc.make("Scrape", {
    payload: { ...CommandFields, platforms: Schema.Array(Platform) },
    success: ArtistView,
    error: Refusal
  }),
  Rpc.make("Wake", {})
]).annotate(ClusterSchema.ShardGroup, () => "default")
