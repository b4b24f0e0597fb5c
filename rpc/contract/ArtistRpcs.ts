import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound, ArtistProfile, ArtistView } from "../../entities/domain/Artist.ts"
import { ArtistId, RequestId } from "../../entities/domain/Ids.ts"
import { FiguresSource, Platform } from "../../entities/domain/Platform.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

const figure = Schema.NullOr(Schema.Number)

/** One row of a search or a list. Figures that no platform reported are null. */
export const ArtistSummary = Schema.Struct({
  id: ArtistId,
  name: Schema.String,
  genres: Schema.Array(Schema.String),
  homeCity: Schema.NullOr(Schema.String),
  watched: Schema.Boolean,
  source: FiguresSource,
  reach: Schema.Number,
  tiktokFollowers: figure,
  instagramFollowers: figure,
  spotifyFollowers: figure,
  spotifyMonthlyListeners: figure,
  /** ln(reach now / reach 28 days ago) */
  growth28d: figure,
  scrapedAt: Schema.NullOr(Schema.String)
})
export type ArtistSummary = typeof ArtistSummary.Type

export const ArtistOrder = Schema.Literal("relevance", "reach", "growth", "name")

/** An empty `query` lists everybody. `cursor` is the `nextCursor` of the page before. */
export const ArtistSearch = Schema.Struct({
  query: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(200)), { default: () => "" }),
  genre: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(60)), { exact: true }),
  watchedOnly: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  minReach: Schema.optionalWith(Schema.NonNegativeInt, { exact: true }),
  maxReach: Schema.optionalWith(Schema.NonNegativeInt, { exact: true }),
  order: Schema.optionalWith(ArtistOrder, { default: () => "relevance" as const }),
  limit: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 100)), { default: () => 24 }),
  cursor: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(300)), { exact: true })
})

export const ArtistPage = Schema.Struct({
  artists: Schema.Array(ArtistSummary),
  nextCursor: Schema.NullOr(Schema.String)
})

/** One stored figure: [epoch millis, value], oldest first. */
export const MetricSeries = Schema.Struct({
  platform: Platform,
  metric: Schema.String,
  points: Schema.Array(Schema.Tuple(Schema.Number, Schema.Number))
})
export type MetricSeries = typeof MetricSeries.Type

export const PastShow = Schema.Struct({
  id: Schema.String,
  date: Schema.String,
  venue: Schema.String,
  city: Schema.String,
  capacity: Schema.Int,
  sold: Schema.Int,
  grossCents: Schema.NullOr(Schema.Number),
  source: Schema.String
})
export type PastShow = typeof PastShow.Type

export const ArtistHistory = Schema.Struct({ series: Schema.Array(MetricSeries), shows: Schema.Array(PastShow) })

const command = { requestId: RequestId } as const
const refusal = Schema.Union(ArtistNotFound, Unavailable, Forbidden)

export class ArtistRpcs extends RpcGroup.make(
  Rpc.make("SearchArtists", { payload: ArtistSearch, success: ArtistPage, error: Unavailable }),
  Rpc.make("GetArtist", { payload: { artistId: ArtistId }, success: ArtistView, error: refusal }),
  Rpc.make("GetArtistHistory", {
    payload: { artistId: ArtistId, days: Schema.Int.pipe(Schema.between(1, 400)) },
    success: ArtistHistory,
    error: refusal
  }),
  Rpc.make("RegisterArtist", {
    payload: { ...command, artistId: ArtistId, profile: ArtistProfile },
    success: ArtistView,
    error: refusal
  }),
  Rpc.make("WatchArtist", {
    payload: { ...command, artistId: ArtistId, watched: Schema.Boolean },
    success: Schema.Struct({ artistId: ArtistId, watched: Schema.Boolean }),
    error: refusal
  }),
  /** Looks at the artist's platforms now instead of when it is due. */
  Rpc.make("ScrapeArtist", { payload: { ...command, artistId: ArtistId }, success: ArtistView, error: refusal })
) {}
