import { ClusterMetrics, EntityId, ShardId, Sharding, ShardingConfig } from "@effect/cluster"
import { SqlClient } from "@effect/sql"
import { Context, DateTime, Effect, Layer, Metric, Option, Schema } from "effect"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { Scraper } from "../entities/Scraper.ts"
import { Forecaster } from "../inference/Forecaster.ts"
import { requireRole } from "./acting.ts"
import { Authenticator } from "./Authenticator.ts"
import { lanes } from "./ClusterDesk.ts"
import { CurrentPrincipal } from "./contract/Access.ts"
import { OperationsRpcs } from "./contract/OperationsRpcs.ts"
import { Health } from "./Health.ts"
import { Keys } from "./Keys.ts"
import { orUnavailable } from "./orUnavailable.ts"
import * as ScrapeFigures from "./ScrapeFigures.ts"
import { version } from "./version.ts"

const group = "default"

const countedRows = 10_000

const TimerRow = Schema.Struct({
  kind: Schema.String,
  waiting: Schema.Int,
  due: Schema.Int,
  oldest: Schema.Number
})

const CountRow = Schema.Struct({
  artists: Schema.Int,
  venues: Schema.Int,
  bookings: Schema.Int,
  events: Schema.Number,
  streams: Schema.Number,
  cursor: Schema.String
})

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const sharding = yield* Sharding.Sharding
  const config = yield* ShardingConfig.ShardingConfig
  const health = yield* Health
  const keys = yield* Keys
  const forecaster = yield* Forecaster
  const scraper = yield* Scraper
  const { localAdministrator } = yield* Authenticator
  const startedAt = DateTime.formatIso(yield* DateTime.now)
  const loopDelay = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const histogram = monitorEventLoopDelay({ resolution: 20 })
      histogram.enable()
      return histogram
    }),
    (histogram) => Effect.sync(() => histogram.disable())
  )
  const runner = Option.match(config.runnerAddress, {
    onNone: () => "none",
    onSome: ({ host, port }) => `${host}:${port}`
  })
  const allShards = Array.from({ length: config.shardsPerGroup }, (_, index) => index + 1)
  const ownShards = Effect.sync(() => allShards.filter((id) => sharding.hasShardId(ShardId.make(group, id))))

  const timers = sql`
    select kind, count(*)::integer as waiting, count(*) filter (where due_at <= now())::integer as due,
      coalesce(extract(epoch from now() - min(due_at) filter (where due_at <= now())) * 1000, 0)::float8 as oldest
    from timers group by kind order by kind`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Array(TimerRow))),
    Effect.map((rows) => rows.map(({ oldest, ...row }) => ({ ...row, oldestLagMillis: Math.round(oldest) })))
  )

  /** Row counts to the row while there are few, then as the planner estimates them: counting would read the whole table. */
  const countOf = (table: "artists" | "venues" | "bookings") =>
    sql`(select case when count(*) < ${countedRows} then count(*) else greatest(count(*), (
      select reltuples from pg_class where oid = ${table}::regclass)::bigint) end
      from (select 1 from ${sql(table)} order by id limit ${countedRows}) counted)::integer`
  const counts = sql`
    select ${countOf("artists")} as artists, ${countOf("venues")} as venues, ${countOf("bookings")} as bookings,
      (select greatest(reltuples, 0) from pg_class where relname = 'journal')::float8 as events,
      (select greatest(reltuples, 0) from pg_class where relname = 'streams')::float8 as streams,
      (select last_value from feed_seq)::text as cursor`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Tuple(CountRow))),
    Effect.map(([totals]) => totals)
  )

  const tables = yield* Effect.cachedWithTTL(Effect.all({ timers, totals: counts }), "2 seconds")

  const activeHere = (type: string) =>
    Effect.map(Metric.value(Metric.tagged(ClusterMetrics.entities, "type", type)), ({ value }) => Number(value))

  /** Of all runners; of this process where it is all there is. */
  const activeAnywhere = sql`
    select e ->> 'type' as type, sum((e ->> 'active')::integer)::integer as active
    from runner_status s join runners r on r.incarnation = s.incarnation, jsonb_array_elements(s.status -> 'entities') e
    group by 1`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Array(Schema.Struct({ type: Schema.String, active: Schema.Int }))))
  )
  const cluster = yield* Effect.cachedWithTTL(
    Effect.provideService(Effect.all({ lanes, active: activeAnywhere }), SqlClient.SqlClient, sql),
    "1 second"
  )

  const operations = Effect.fn("Operator.operations")(function*() {
    yield* requireRole("viewer")
    const [components, { timers, totals }, scrapes, shards, artists, venues, bookings, now] = yield* Effect.all([
      health.components,
      tables,
      ScrapeFigures.read,
      ownShards,
      activeHere("Artist"),
      activeHere("Venue"),
      activeHere("Booking"),
      DateTime.now
    ])
    const { active, lanes } = yield* cluster
    const awake = (type: string, here: number) => active.find((count) => count.type === type)?.active ?? here
    const memory = process.memoryUsage()
    return {
      at: DateTime.formatIso(now),
      components,
      entities: [
        { type: "Artist", active: awake("Artist", artists), registered: totals.artists },
        { type: "Venue", active: awake("Venue", venues), registered: totals.venues },
        { type: "Booking", active: awake("Booking", bookings), registered: totals.bookings }
      ],
      shards: lanes.length > 0
        ? lanes.map((lane) => ({ ...lane, total: allShards.length }))
        : [{ runner, group, shards, total: allShards.length }],
      timers,
      scrapes,
      journal: { events: totals.events, streams: totals.streams, feedCursor: totals.cursor },
      memory: { residentBytes: memory.rss, heapBytes: memory.heapUsed },
      eventLoopDelayMillis: Math.round(loopDelay.percentile(99) / 1e5) / 10
    }
  }, orUnavailable("The operations page"))

  const administering = requireRole("administrator")

  return OperationsRpcs.of({
    GetAbout: () =>
      Effect.gen(function*() {
        return {
          version,
          figuresSource: scraper.source,
          principal: yield* CurrentPrincipal,
          localAdministrator,
          modelVersion: yield* forecaster.modelVersion,
          startedAt
        }
      }),
    GetOperations: operations,
    Locate: Effect.fn("Operator.locate")(function*({ entityId, entityType }) {
      yield* requireRole("viewer")
      const shard = sharding.getShardId(EntityId.make(entityId), group)
      const { lanes } = yield* cluster
      const owner = lanes.find((lane) => lane.group === group && lane.shards.includes(shard.id))?.runner
      return { entityType, entityId, shard: shard.id, runner: owner ?? (sharding.hasShardId(shard) ? runner : null) }
    }, orUnavailable("The list of shards")),
    ListApiKeys: () => Effect.zipRight(administering, keys.listApiKeys),
    CreateApiKey: (wanted) => Effect.zipRight(administering, keys.createApiKey(wanted)),
    RevokeApiKey: ({ id }) => Effect.zipRight(administering, keys.revokeApiKey(id)),
    ListWebhookSources: () => Effect.zipRight(administering, keys.listWebhookSources),
    CreateWebhookSource: (wanted) => Effect.zipRight(administering, keys.createWebhookSource(wanted)),
    RevokeWebhookSource: ({ id }) => Effect.zipRight(administering, keys.revokeWebhookSource(id))
  })
})

/** What an operator can ask and do; the RPC and the REST side answer with it. */
export class Operator extends Context.Tag("promoteros/rpc/Operator")<Operator, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.scoped(Operator, make)
}
