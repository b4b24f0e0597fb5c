import { SqlClient } from "@effect/sql"
import { Config, Context, Duration, Effect, Layer, Schedule, Schema } from "effect"
import { FeedChannel, type FeedItem } from "../entities/Bus.ts"
import { Unavailable } from "../entities/domain/Unavailable.ts"
import type { Position } from "./Position.ts"

export interface FeedEvent extends FeedItem {
  readonly position: Position
}

export interface Page {
  readonly events: ReadonlyArray<FeedEvent>
  /** something is committed that cannot be shown yet, because a transaction before it is still open */
  readonly pending: boolean
}

/** The outgoing stream as the database keeps it, in the one order in which nothing can be missed. */
export class Feed extends Context.Tag("promoteros/realtime/Feed")<Feed, {
  /** The newest place that is settled, and the oldest from which nothing is missing. */
  readonly bounds: Effect.Effect<{ readonly head: Position; readonly horizon: Position }, Unavailable>
  readonly after: (position: Position, limit: number) => Effect.Effect<Page, Unavailable>
  /** Removes what is older than the retention; gives the number of rows removed. */
  readonly prune: Effect.Effect<number, Unavailable>
}>() {
  static readonly layer = Layer.scoped(
    Feed,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const retention = yield* Config.duration("REALTIME_FEED_RETENTION").pipe(
        Config.withDefault(Duration.hours(48))
      )

      const readable = <A, E>(read: Effect.Effect<A, E>) =>
        Effect.catchAll(read, (cause) =>
          Effect.zipRight(
            Effect.logError("The feed cannot be read", cause),
            Effect.fail(new Unavailable({ what: "The live feed", retryAfterMillis: 1000 }))
          ))

      const prune = sql.unsafe(pruneSql, [Duration.toSeconds(retention)]).pipe(
        Effect.flatMap(decodePruned),
        Effect.map(([{ removed }]) => removed),
        readable
      )
      yield* Effect.orDie(sql.unsafe(foreignSql))
      yield* prune.pipe(
        Effect.repeat({ while: (removed) => removed >= pruneBatch }),
        Effect.ignoreLogged,
        Effect.schedule(Schedule.spaced("10 minutes").pipe(Schedule.jittered)),
        Effect.forkScoped
      )

      return Feed.of({
        bounds: sql.unsafe(boundsSql).pipe(
          Effect.flatMap(decodeBounds),
          Effect.map(([row]) => ({
            head: { tx: row.head_tx, seq: row.head_seq },
            horizon: { tx: row.tx, seq: row.seq }
          })),
          readable
        ),
        after: (position, limit) =>
          sql.unsafe(pageSql, [String(position.tx), String(position.seq), limit]).pipe(
            Effect.flatMap(decodePage),
            Effect.map(([first, ...rest]) => ({
              events: [first, ...rest].flatMap(event),
              pending: first.pending
            })),
            readable
          ),
        prune
      })
    })
  )
}

/** Rows of transactions that ended before every one that is still open: none can come to stand in front of them. */
const settled = "tx < pg_snapshot_xmin(pg_current_snapshot())"

const pageSql = `
  select p.pending, f.* from (
    select exists (select 1 from feed where not (${settled})) as pending
  ) p left join lateral (
    select tx::text, seq::text, channel, artist_id, venue_id, platform, body from feed
    where (tx, seq) > ($1::xid8, $2::bigint) and ${settled}
    order by feed.tx, feed.seq limit $3
  ) f on true`

const boundsSql = `
  select h.tx::text, h.seq::text, coalesce(f.tx, h.tx)::text as head_tx, coalesce(f.seq, h.seq)::text as head_seq
  from feed_horizon h left join lateral (
    select tx, seq from feed where ${settled} order by tx desc, seq desc limit 1
  ) f on true`

/** Rows of a database that was restored into another server: their transactions have not happened here. */
const foreignSql = `
  with removed as (delete from feed where tx >= pg_snapshot_xmax(pg_current_snapshot()))
  update feed_horizon set tx = '0', seq = 0 where tx >= pg_snapshot_xmax(pg_current_snapshot())`

const pruneBatch = 20_000

/** One batch a transaction, so that nothing is locked for long. */
const pruneSql = `
  with newest as (
    select tx, seq from (
      select tx, seq, at from feed where ${settled} order by tx, seq limit ${pruneBatch}
    ) oldest where at < now() - make_interval(secs => $1::float8) order by tx desc, seq desc limit 1
  ), removed as (
    delete from feed using newest where (feed.tx, feed.seq) <= (newest.tx, newest.seq) returning 1
  ), moved as (
    update feed_horizon set tx = newest.tx, seq = newest.seq from newest
  )
  select count(*)::int as removed from removed`

const Count = Schema.NumberFromString
const decodePruned = Schema.decodeUnknown(Schema.Tuple(Schema.Struct({ removed: Schema.Int })))
const decodeBounds = Schema.decodeUnknown(
  Schema.Tuple(Schema.Struct({ tx: Count, seq: Count, head_tx: Count, head_seq: Count }))
)

const absent = Schema.NullOr(Schema.String)
const Row = Schema.Struct({
  pending: Schema.Boolean,
  tx: Schema.NullOr(Count),
  seq: Schema.NullOr(Count),
  channel: Schema.NullOr(FeedChannel),
  artist_id: absent,
  venue_id: absent,
  platform: absent,
  body: absent
})
const decodePage = Schema.decodeUnknown(Schema.NonEmptyArray(Row))

const event = (row: typeof Row.Type): ReadonlyArray<FeedEvent> =>
  row.tx === null || row.seq === null || row.channel === null || row.body === null ? [] : [{
    position: { tx: row.tx, seq: row.seq },
    channel: row.channel,
    ...(row.artist_id === null ? {} : { artistId: row.artist_id }),
    ...(row.venue_id === null ? {} : { venueId: row.venue_id }),
    ...(row.platform === null ? {} : { platform: row.platform }),
    body: row.body
  }]
