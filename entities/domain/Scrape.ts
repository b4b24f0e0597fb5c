import { Schema } from "effect"
import { FiguresSource, Platform } from "./Platform.ts"

/** A count that the platform reported. What it did not report is absent, never 0. */
const Count = Schema.NonNegativeInt

export const RecentPost = Schema.Struct({
  id: Schema.String,
  url: Schema.String,
  type: Schema.String,
  metrics: Schema.Struct({
    views: Schema.optionalWith(Count, { exact: true }),
    likes: Schema.optionalWith(Count, { exact: true }),
    comments: Schema.optionalWith(Count, { exact: true })
  }),
  /** ISO 8601, UTC */
  postedAt: Schema.optionalWith(Schema.String, { exact: true })
})
export type RecentPost = typeof RecentPost.Type

/** Listeners of one city over the last 28 days, from a Spotify artist page. */
export const CityListeners = Schema.Struct({
  city: Schema.String,
  country: Schema.optionalWith(Schema.String, { exact: true }),
  listeners: Count
})
export type CityListeners = typeof CityListeners.Type

/** What one look at one platform found: the masterplan's ScraperResponse (4.2), absent fields being unreported ones. */
export const ScraperResponse = Schema.Struct({
  platform: Platform,
  artist: Schema.Struct({
    id: Schema.String,
    username: Schema.String,
    displayName: Schema.String,
    verified: Schema.optionalWith(Schema.Boolean, { exact: true }),
    profileUrl: Schema.String
  }),
  metrics: Schema.Struct({
    followers: Schema.optionalWith(Count, { exact: true }),
    following: Schema.optionalWith(Count, { exact: true }),
    /** Spotify only: unique listeners over 28 days. */
    monthlyListeners: Schema.optionalWith(Count, { exact: true }),
    /** Spotify only: 0-100. */
    popularity: Schema.optionalWith(Count, { exact: true }),
    /** Spotify only, largest first. */
    topCities: Schema.optionalWith(Schema.Array(CityListeners), { exact: true }),
    engagement: Schema.Struct({
      likes: Schema.optionalWith(Count, { exact: true }),
      comments: Schema.optionalWith(Count, { exact: true }),
      shares: Schema.optionalWith(Count, { exact: true }),
      views: Schema.optionalWith(Count, { exact: true })
    }),
    content: Schema.Struct({
      total: Schema.optionalWith(Count, { exact: true }),
      recent: Schema.Array(RecentPost)
    }),
    /** Followers gained per span in this artist's own stored history; absent while the history is shorter. */
    growth: Schema.Struct({
      daily: Schema.optionalWith(Schema.Number, { exact: true }),
      weekly: Schema.optionalWith(Schema.Number, { exact: true }),
      monthly: Schema.optionalWith(Schema.Number, { exact: true })
    })
  }),
  genres: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  metadata: Schema.Struct({
    /** ISO 8601, UTC */
    scrapedAt: Schema.String,
    /** milliseconds */
    scrapeTime: Schema.Number,
    /** proxy label, "direct" without one */
    proxyUsed: Schema.String,
    retryCount: Schema.NonNegativeInt,
    source: FiguresSource,
    /** which page or API layout the parser read, e.g. "tiktok/rehydration" */
    layout: Schema.String
  })
})
export type ScraperResponse = typeof ScraperResponse.Type

/** Why a look at a platform brought no figures. Each changes no figure. */
export const ScrapeFailureReason = Schema.Literal(
  "RateLimited",
  "LoginWall",
  "Challenge",
  "Consent",
  "Blocked",
  "EmptyShell",
  "NotFound",
  "Private",
  "Truncated",
  "LayoutChanged",
  "Unauthorized",
  "Timeout",
  "Unreachable",
  "CircuitOpen"
)
export type ScrapeFailureReason = typeof ScrapeFailureReason.Type

export class ScrapeFailed extends Schema.TaggedError<ScrapeFailed>()("ScrapeFailed", {
  platform: Platform,
  handle: Schema.String,
  reason: ScrapeFailureReason,
  detail: Schema.String,
  retryAfterMillis: Schema.optionalWith(Schema.Number, { exact: true })
}) {
  override get message() {
    return `${this.platform} @${this.handle}: ${this.reason}: ${this.detail}`
  }
}
