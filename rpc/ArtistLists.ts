import { SqlClient } from "@effect/sql"
import { Array, Effect, Schema } from "effect"
import { ArtistId } from "../entities/domain/Ids.ts"
import { FiguresSource, Platform } from "../entities/domain/Platform.ts"
import type { ArtistPage, ArtistSearch, ArtistSummary, MetricSeries, PastShow } from "./contract/ArtistRpcs.ts"
import * as Cursor from "./Cursor.ts"
import { literally } from "./literally.ts"
import { orUnavailable } from "./orUnavailable.ts"

const count = Schema.NullOr(Schema.NumberFromString)

const Row = Schema.Struct({
  id: ArtistId,
  name: Schema.String,
  genres: Schema.Array(Schema.String),
  home_city: Schema.NullOr(Schema.String),
  watched: Schema.Boolean,
  source: FiguresSource,
  reach: Schema.NumberFromString,
  tiktok_followers: count,
  instagram_followers: count,
  spotify_followers: count,
  spotify_monthly_listeners: count,
  growth_28d: Schema.NullOr(Schema.Number),
  scraped_at: Schema.NullOr(Schema.DateFromSelf),
  /** as the database sorts it, whose idea of lower case need not be JavaScript's */
  sort_name: Schema.String
})

const summary = (row: typeof Row.Type): ArtistSummary => ({
  id: row.id,
  name: row.name,
  genres: row.genres,
  homeCity: row.home_city,
  watched: row.watched,
  source: row.source,
  reach: row.reach,
  tiktokFollowers: row.tiktok_followers,
  instagramFollowers: row.instagram_followers,
  spotifyFollowers: row.spotify_followers,
  spotifyMonthlyListeners: row.spotify_monthly_listeners,
  growth28d: row.growth_28d,
  scrapedAt: row.scraped_at?.toISOString() ?? null
})

const columns = `id, name, genres, home_city, watched, source, reach, tiktok_followers, instagram_followers,
  spotify_followers, spotify_monthly_listeners, growth_28d, scraped_at,
  lower(name) as sort_name`

/** A trigram index knows nothing of shorter text: that is looked up as the beginning of a name. */
const shortestInside = 3

/** How deep the best matches can be paged through: they are found and sorted anew for every page. */
const deepestMatch = 2_000

/**
 * Names by trigram, best match first; everybody by reach, growth or name, page after page. Every order has its index:
 * `test/rpc/ArtistLists.test.ts` asks EXPLAIN.
 */
export const search = Effect.fn("ArtistLists.search")(function*(wanted: typeof ArtistSearch.Type) {
  const sql = yield* SqlClient.SqlClient
  const query = wanted.query.trim().toLowerCase()
  const place = Cursor.decode(wanted.cursor)
  const byRelevance = wanted.order === "relevance" && query !== ""
  const filters = [
    ...(query === "" ? [] : [
      [...query].length < shortestInside
        ? sql`lower(name) like ${`${literally(query)}%`}`
        : sql.or([sql`lower(name) like ${`%${literally(query)}%`}`, sql`lower(name) % ${query}`])
    ]),
    ...(wanted.genre === undefined ? [] : [sql`genres @> ${[wanted.genre]}`]),
    ...(wanted.watchedOnly ? [sql`watched`] : []),
    ...(wanted.minReach === undefined ? [] : [sql`reach >= ${wanted.minReach}`]),
    ...(wanted.maxReach === undefined ? [] : [sql`reach <= ${wanted.maxReach}`])
  ]
  const [after, order] = byRelevance
    ? [[], sql`similarity(lower(name), ${query}) desc, reach desc, id`]
    : wanted.order === "name"
    ? [
      typeof place?.[0] === "string" ? [sql`(lower(name), id) > (${place[0]}, ${place[1]})`] : [],
      sql`lower(name), id`
    ]
    : wanted.order === "growth"
    ? [
      [
        sql`growth_28d is not null`,
        ...(typeof place?.[0] === "number"
          ? [sql`growth_28d <= ${place[0]} and (growth_28d < ${place[0]} or id > ${place[1]})`]
          : [])
      ],
      sql`growth_28d desc, id`
    ]
    : [
      typeof place?.[0] === "number" ? [sql`reach <= ${place[0]} and (reach < ${place[0]} or id > ${place[1]})`] : [],
      sql`reach desc, id`
    ]
  const offset = byRelevance && typeof place?.[0] === "number"
    ? Math.min(Math.max(0, Math.trunc(place[0])), deepestMatch)
    : 0
  const conditions = [...filters, ...after]
  const rows = yield* sql`select ${sql.literal(columns)} from artists
    ${conditions.length > 0 ? sql`where ${sql.and(conditions)}` : sql``}
    order by ${order} limit ${wanted.limit + 1} offset ${offset}`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Array(Row)))
  )
  const page = rows.slice(0, wanted.limit)
  const last = page.at(-1)
  const key = (row: typeof Row.Type): string | number =>
    byRelevance
      ? offset + page.length
      : wanted.order === "name"
      ? row.sort_name
      : wanted.order === "growth"
      ? row.growth_28d ?? 0
      : row.reach
  const goesOn = rows.length > page.length && !(byRelevance && offset + page.length >= deepestMatch)
  const answer: typeof ArtistPage.Type = {
    artists: page.map(summary),
    nextCursor: goesOn && last ? Cursor.encode(key(last), last.id) : null
  }
  return answer
}, orUnavailable("The artist list"))

const Point = Schema.Struct({
  platform: Platform,
  metric_type: Schema.String,
  at: Schema.Number,
  value: Schema.Number
})

/** Most points that one series shows: the newest value of each of as many equal spans. */
const pointsShown = 240

export const series = Effect.fn("ArtistLists.series")(function*(artistId: ArtistId, days: number) {
  const sql = yield* SqlClient.SqlClient
  const spanSeconds = Math.max(1, Math.ceil((days * 86_400) / pointsShown))
  const points = yield* sql`
    select distinct on (platform, metric_type, span)
      platform, metric_type, (extract(epoch from collected_at) * 1000)::float8 as at, value
    from (
      select *, floor(extract(epoch from collected_at) / ${spanSeconds}::float8) as span
      from metrics
      where artist_id = ${artistId} and collected_at between now() - make_interval(days => ${days}) and now()
    ) spanned
    order by platform, metric_type, span, collected_at desc`
    .pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(Point))))
  const bySeries = Array.groupBy(points, ({ metric_type, platform }) => `${platform} ${metric_type}`)
  return Object.values(bySeries).map((group): MetricSeries => ({
    platform: group[0].platform,
    metric: group[0].metric_type,
    points: group.map(({ at, value }) => [at, value] as const)
  }))
}, orUnavailable("The metric history"))

const ShowRow = Schema.Struct({
  id: Schema.String,
  date: Schema.String,
  venue: Schema.String,
  city: Schema.String,
  capacity: Schema.Int,
  sold: Schema.Int,
  gross_cents: count,
  source: Schema.String
})

export const pastShows = Effect.fn("ArtistLists.pastShows")(function*(artistId: ArtistId) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql`
    select id, to_char(date, 'YYYY-MM-DD') as date, venue, city, capacity, sold, gross_cents, source
    from shows where artist_id = ${artistId} order by date desc limit 50`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Array(ShowRow)))
  )
  return rows.map(({ gross_cents, ...show }): PastShow => ({ ...show, grossCents: gross_cents }))
}, orUnavailable("The box-office history"))
