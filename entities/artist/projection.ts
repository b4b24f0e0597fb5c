import type { FeedItem } from "../Bus.ts"
import type { Change } from "../Definition.ts"
import type { PlatformState } from "../domain/Artist.ts"
import { type Platform, platforms as allPlatforms } from "../domain/Platform.ts"
import type { MetricRow, ReadModelRows } from "../ReadModel.ts"
import { due } from "./behavior.ts"
import { type ArtistEvent, type ArtistState, reach } from "./state.ts"
import * as Trend from "./Trend.ts"

type ArtistChange = Change<ArtistState, ArtistEvent>

/** The figures that are kept as series, by the name they have in the metrics table. */
const series = [
  "followers",
  "likes",
  "monthlyListeners",
  "popularity",
  "engagementRate"
] as const satisfies ReadonlyArray<
  keyof PlatformState
>

const iso = (millis: number | null | undefined): string | null =>
  millis === null || millis === undefined ? null : new Date(millis).toISOString()

const lookedAt = (
  { events }: ArtistChange
): ReadonlyArray<{ readonly platform: Platform; readonly atMillis: number }> =>
  events.flatMap((event) =>
    event._tag === "ArtistFiguresObserved" ? [{ platform: event.response.platform, atMillis: event.atMillis }] : []
  )

const rows = (change: ArtistChange): ReadModelRows => {
  const { after, entityId } = change
  const { platforms, profile, trend, watched } = after
  if (profile === null) return {}
  const seen = allPlatforms.flatMap((platform) => platforms[platform]?.scrapedAtMillis ?? [])
  return {
    artists: [{
      id: entityId,
      name: profile.name,
      platform_ids: profile.handles,
      genres: profile.genres,
      home_city: profile.home?.city ?? null,
      latitude: profile.home?.latitude ?? null,
      longitude: profile.home?.longitude ?? null,
      watched,
      source: profile.source,
      tiktok_followers: platforms["tiktok"]?.followers ?? null,
      instagram_followers: platforms["instagram"]?.followers ?? null,
      spotify_followers: platforms["spotify"]?.followers ?? null,
      spotify_monthly_listeners: platforms["spotify"]?.monthlyListeners ?? null,
      reach: reach(platforms),
      growth_28d: Trend.logGrowth(trend, 28) ?? null,
      scraped_at: iso(seen.length > 0 ? Math.max(...seen) : null),
      next_due_at: iso(due(after))
    }],
    metrics: lookedAt(change).flatMap(({ atMillis, platform }) =>
      series.flatMap((metric): ReadonlyArray<MetricRow> => {
        const value = platforms[platform]?.[metric]
        return value === undefined ? [] : [{
          artist_id: entityId,
          platform,
          metric_type: metric,
          value,
          source: profile.source,
          collected_at: new Date(atMillis).toISOString()
        }]
      })
    )
  }
}

/** The masterplan's metric_update (4.2), one for each figure that moved. */
const feed = (change: ArtistChange): ReadonlyArray<FeedItem> =>
  lookedAt(change).flatMap(({ atMillis, platform }) =>
    series.flatMap((metric): ReadonlyArray<FeedItem> => {
      const [was, is] = [change.before.platforms[platform]?.[metric], change.after.platforms[platform]?.[metric]]
      return is === undefined || is === was ? [] : [{
        channel: "metrics",
        artistId: change.entityId,
        platform,
        body: JSON.stringify({
          type: "metric_update",
          data: {
            artistId: change.entityId,
            artistName: change.after.profile?.name,
            platform,
            metric,
            value: is,
            change: is - (was ?? is),
            timestamp: iso(atMillis)
          }
        })
      }]
    })
  )

export const changes = { rows, feed }
