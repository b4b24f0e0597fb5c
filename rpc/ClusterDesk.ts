import { EntityId, Sharding } from "@effect/cluster"
import { SqlClient } from "@effect/sql"
import { Context, DateTime, Effect, Layer, Schema } from "effect"
import { requireRole } from "./acting.ts"
import {
  ClusterEvent,
  ClusterRpcs,
  DeadLetter,
  DeadLetterNotFound,
  RunnerNotFound,
  RunnerView
} from "./contract/ClusterRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"

const group = "default"
const listed = 100
const eventsListed = 50

const decodeRunners = Schema.decodeUnknown(Schema.Array(RunnerView))
const decodeEvents = Schema.decodeUnknown(Schema.Array(ClusterEvent))
const decodeLetters = Schema.decodeUnknown(Schema.Array(DeadLetter))
const decodeTouched = Schema.decodeUnknown(Schema.Array(Schema.Struct({ touched: Schema.String })))

/** Shards of a group by the runner that holds them, of all runners that are alive; empty where one process is everything. */
export const lanes = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql`
    select r.address as runner, split_part(l.shard, ':', 1) as "group",
      array_agg(split_part(l.shard, ':', 2)::integer order by split_part(l.shard, ':', 2)::integer) as shards
    from runners r join shard_leases l on l.incarnation = r.incarnation and not l.released
    group by 1, 2 order by 2, 1`.pipe(
    Effect.flatMap(
      Schema.decodeUnknown(
        Schema.Array(
          Schema.Struct({ runner: Schema.String, group: Schema.String, shards: Schema.Array(Schema.Int) })
        )
      )
    )
  ))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const sharding = yield* Sharding.Sharding

  const runners = sql`
    select r.address as runner, r.runner::jsonb -> 'groups' as groups,
      to_char(r.joined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "joinedAt", r.leaving,
      (select count(*)::integer from shard_leases l where l.incarnation = r.incarnation and not l.released) as shards,
      (select s.status from runner_status s where s.incarnation = r.incarnation) as status
    from runners r where is_alive(r.expires_at) order by r.runner::jsonb ->> 'groups', r.address`.pipe(
    Effect.flatMap(decodeRunners)
  )
  const events = sql`
    select id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, kind, runner, shards
    from cluster_events order by cluster_events.id desc limit ${eventsListed}`.pipe(Effect.flatMap(decodeEvents))
  const deadLetters = sql`
    select kind, id, attempts, to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since, detail from (
      select 'timer' as kind, stream as id, attempts, due_at as since, 'it did not wake up' as detail
      from timers where claimed_until = 'infinity'
      union all
      select 'command', id, attempts, accepted_at, type || ' from ' || source_id
      from webhook_commands where status = 'failed'
    ) letters order by letters.since limit ${listed}`.pipe(Effect.flatMap(decodeLetters))

  const touching = <E>(statement: Effect.Effect<unknown, E>) => Effect.flatMap(statement, decodeTouched)

  return ClusterRpcs.of({
    GetCluster: Effect.fn("ClusterDesk.view")(function*() {
      yield* requireRole("viewer")
      const [found, happened, letters, now] = yield* Effect.all([runners, events, deadLetters, DateTime.now])
      return { at: DateTime.formatIso(now), runners: found, events: happened, deadLetters: letters }
    }, orUnavailable("The state of the cluster")),
    DrainRunner: Effect.fn("ClusterDesk.drain")(function*({ runner }) {
      yield* requireRole("administrator")
      const touched = yield* touching(sql`update runners set drain_requested = true where address = ${runner}
        returning address as touched`)
      if (touched.length === 0) return yield* new RunnerNotFound({ runner })
      yield* Effect.logWarning("A runner is drained").pipe(Effect.annotateLogs({ runner }))
    }, orUnavailable("The cluster")),
    RestartEntity: Effect.fn("ClusterDesk.restart")(function*({ entityId, entityType }) {
      yield* requireRole("administrator")
      const shard = sharding.getShardId(EntityId.make(entityId), group)
      const [touched] = yield* touching(sql`update runners r set let_go = array_append(let_go, l.shard)
        from shard_leases l where l.shard = ${String(shard)} and l.incarnation = r.incarnation and not l.released
        returning r.address as touched`)
      if (touched === undefined) return yield* new RunnerNotFound({ runner: `with ${entityType} ${entityId}` })
      return { shard: shard.id, runner: touched.touched }
    }, orUnavailable("The cluster")),
    ReplayDeadLetter: Effect.fn("ClusterDesk.replay")(function*({ id, kind }) {
      yield* requireRole("administrator")
      const touched = yield* touching(
        kind === "timer"
          ? sql`update timers set claimed_until = '-infinity', claimed_by = null, attempts = 0
              where stream = ${id} and claimed_until = 'infinity' returning stream as touched`
          : sql`update webhook_commands set status = 'accepted', attempts = 0, run_at = now(), finished_at = null,
              result = null where id = ${id} and status = 'failed' returning id as touched`
      )
      if (touched.length === 0) return yield* new DeadLetterNotFound({ id })
    }, orUnavailable("What was put aside"))
  })
})

/** What an operator sees of a cluster and does about it; with one process there are no runners to see. */
export class ClusterDesk
  extends Context.Tag("promoteros/rpc/ClusterDesk")<ClusterDesk, Effect.Effect.Success<typeof make>>()
{
  static readonly layer = Layer.effect(ClusterDesk, make)
}
