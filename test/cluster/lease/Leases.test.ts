import type { SqlError } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Exit, Layer, Option, Redacted } from "effect"
import * as Context from "effect/Context"
import { Leases } from "../../../cluster/lease/Leases.ts"
import * as Database from "../../support/Database.ts"

/** A process of a cluster, as far as the database sees one; it lives as long as the scope. */
const process = (url: Redacted.Redacted, lease = "400 millis") =>
  Layer.build(
    Leases.layer.pipe(
      Layer.provide(PgClient.layer({ url, maxConnections: 2 })),
      Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["CLUSTER_LEASE", lease]]))))
    )
  ).pipe(Effect.map(Context.get(Leases)))

const sql = <A>(url: Redacted.Redacted, run: (sql: PgClient.PgClient) => Effect.Effect<A, SqlError.SqlError>) =>
  Effect.orDie(Effect.provide(Effect.flatMap(PgClient.PgClient, run), PgClient.layer({ url, maxConnections: 1 })))

/** A process that joined, took a shard and was stopped: it never renews. Gives its number and the epoch of the shard. */
const stopped = (url: Redacted.Redacted, shard: string, lease: string) =>
  sql(url, (sql) =>
    Effect.gen(function*() {
      const [joined] = yield* sql<{ readonly incarnation: number }>`
        select runner_join as incarnation from runner_join('stopped:1', '{}', ${lease}::interval)`
      const incarnation = joined?.incarnation ?? 0
      yield* sql`update runners set backend = pg_backend_pid() where incarnation = ${incarnation}`
      const [taken] = yield* sql<{ readonly epoch: number }>`
        select epoch::float8 from lease_take(${incarnation}, array[${shard}])`
      return { incarnation, epoch: taken?.epoch ?? 0 }
    }))

const eventually = <A, E>(look: Effect.Effect<A, E>, is: (found: A) => boolean) =>
  Effect.repeat(Effect.delay(look, "20 millis"), { until: is })

describe("the leases of shards", () => {
  it.scopedLive("belong to one process at a time, and pass on when they are released", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const [one, other] = yield* Effect.all([process(url), process(url)])
      yield* one.join("a:1", "{}")
      yield* other.join("b:1", "{}")
      yield* one.want(["default:1", "default:2"])
      const first = Option.getOrThrow(yield* one.fence("default:1"))
      assert.isTrue(first.holds())
      yield* other.want(["default:1"])
      yield* Effect.sleep("200 millis")
      assert.isTrue(first.holds(), "wanting is not taking")
      yield* one.release(["default:1"])
      const second = Option.getOrThrow(yield* other.fence("default:1"))
      assert.isFalse(first.holds())
      assert.isAbove(second.epoch, first.epoch)
      assert.isTrue(Option.getOrThrow(yield* one.fence("default:2")).holds())
    }))

  it.scopedLive("pass on when their process stops renewing, and it cannot come back under the old number", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const other = yield* process(url)
      yield* other.join("b:1", "{}")
      const { epoch, incarnation } = yield* stopped(url, "default:1", "300 milliseconds")
      yield* other.want(["default:1"])
      const taken = Option.getOrThrow(yield* other.fence("default:1"))
      assert.strictEqual(taken.epoch, epoch + 1)
      assert.deepStrictEqual(yield* other.runners, ["{}"])
      const renewed = yield* sql(url, (sql) => sql`select runner_renew(${incarnation}, interval '1 second')`)
      assert.lengthOf(renewed, 0)
    }))

  it.scopedLive("pass on before the lease runs out when the session of their process ended", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const other = yield* process(url)
      yield* other.join("b:1", "{}")
      yield* stopped(url, "default:1", "1 hour")
      yield* other.want(["default:1"])
      assert.isTrue(Option.isSome(yield* other.fence("default:1")))
    }))

  it.scopedLive("are lost as a whole by a process that was stopped for too long; it joins again and takes what is free", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const [one, other] = yield* Effect.all([process(url), process(url)])
      yield* one.join("a:1", "{}")
      yield* other.join("b:1", "{}")
      yield* one.want(["default:1"])
      const first = Option.getOrThrow(yield* one.fence("default:1"))
      yield* sql(url, (sql) => sql`delete from runners where address = 'a:1'`)
      yield* eventually(Effect.sync(() => one.kept(["default:1"])), (kept) => kept.length === 0)
      assert.isFalse(first.holds())
      yield* one.release(["default:1"])
      yield* one.want(["default:1"])
      const again = Option.getOrThrow(yield* one.fence("default:1"))
      assert.isAbove(again.incarnation, first.incarnation)
      assert.isAbove(again.epoch, first.epoch)
    }))

  it.scopedLive("wait for a commit that the former owner has under way, and end one that was stopped in the middle", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const other = yield* process(url)
      yield* other.join("b:1", "{}")
      const { epoch, incarnation } = yield* stopped(url, "default:1", "1 second")
      const hanging = yield* sql(url, (sql) =>
        sql.withTransaction(
          Effect.zipRight(
            sql`select commit_fence('{}', array[${incarnation}::integer], array['default:1'], array[${epoch}::bigint])`,
            sql`select pg_sleep(60)`
          )
        )).pipe(Effect.exit, Effect.fork)
      yield* Effect.sleep("100 millis")
      yield* other.want(["default:1"])
      assert.isTrue(Option.isSome(yield* other.fence("default:1")))
      assert.isTrue(Exit.isFailure(yield* hanging))
    }))

  it.scopedLive("refuse a commit under an older epoch, and let one under the newest pass", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const one = yield* process(url)
      const incarnation = yield* one.join("a:1", "{}")
      yield* one.want(["default:1"])
      const { epoch } = Option.getOrThrow(yield* one.fence("default:1"))
      const commit = (epoch: number) =>
        sql(url, (sql) =>
          Effect.exit(
            sql`select commit_fence('{}', array[${incarnation}::integer], array['default:1'], array[${epoch}::bigint])`
          ))
      assert.isTrue(Exit.isSuccess(yield* commit(epoch)))
      assert.isTrue(Exit.isFailure(yield* commit(epoch - 1)))
    }))

  it.scopedLive("are given to one process only at an address", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const [one, other] = yield* Effect.all([process(url), process(url)])
      yield* one.join("a:1", "{}")
      const refused = yield* Effect.flip(other.join("a:1", "{}"))
      assert.strictEqual(
        refused.message,
        "Another runner is alive at a:1. Give each its own CLUSTER_HOST and CLUSTER_PORT"
      )
    }), 20_000)
})
