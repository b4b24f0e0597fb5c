import { NodeContext } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Schedule } from "effect"
import * as Fs from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DataFolder } from "../../../cluster/DataFolder.ts"
import { Postgres } from "../../../cluster/postgres/Postgres.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => Fs.mkdtempSync(join(tmpdir(), "promoteros-postgres-"))),
  (path) => Effect.sync(() => Fs.rmSync(path, { recursive: true, force: true }))
)

const server = (path: string) =>
  Postgres.layer.pipe(Layer.provide(DataFolder.layerAt(path)), Layer.provide(NodeContext.layer))

const client = Layer.unwrapEffect(Effect.map(Postgres, ({ url }) => PgClient.layer({ url, maxConnections: 1 })))

const within = <A, E>(path: string, use: Effect.Effect<A, E, SqlClient.SqlClient>) =>
  Effect.scoped(Effect.provide(use, client.pipe(Layer.provide(server(path)))))

const write = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`create table kept (n int)`.pipe(Effect.zipRight(sql`insert into kept values (7)`))
)
const read = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`select n from kept`)

const pid = (path: string) =>
  Number(Fs.readFileSync(join(path, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0])

const alive = (pid: number) => Effect.exit(Effect.try(() => process.kill(pid, 0))).pipe(Effect.map(Exit.isSuccess))

/** Milliseconds: each test makes a database of its own, on a machine that has other things to do. */
const patience = 120_000

describe("Postgres", () => {
  it.scopedLive("keeps its data between starts, in a folder closed to everybody else", () =>
    Effect.gen(function*() {
      const path = yield* folder // made with 0700, by root when the tests run as root
      yield* within(path, write)
      assert.isFalse(Fs.existsSync(join(path, "postgres/cluster/postmaster.pid")), "it has stopped")
      assert.deepStrictEqual(yield* within(path, read), [{ n: 7 }])
      assert.strictEqual(Fs.statSync(path).mode & 0o777, 0o700, "the folder's own mode is left alone")
      assert.strictEqual(Fs.statSync(join(path, "postgres/password")).mode & 0o777, 0o600)
    }), patience)

  it.scopedLive("starts again, on the same address, when the server is killed", () =>
    Effect.gen(function*() {
      const path = yield* folder
      const found = yield* Effect.gen(function*() {
        yield* write
        yield* Effect.sync(() => process.kill(pid(path), "SIGKILL"))
        return yield* read.pipe(Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("20 seconds"))))
      }).pipe((use) => within(path, use))
      assert.deepStrictEqual(found, [{ n: 7 }])
    }), patience)

  it.scopedLive("refuses a second start on the same data folder and names the first", () =>
    Effect.gen(function*() {
      const path = yield* folder
      yield* within(
        path,
        Effect.gen(function*() {
          const refused = yield* Effect.flip(Effect.scoped(Layer.build(server(path))))
          assert.strictEqual(
            refused.message,
            `PromoterOS is already running on the data folder ${path} (pid ${process.pid})`
          )
        })
      )
    }), patience)

  it.scopedLive("makes the database anew when the first start was cut off half-way", () =>
    Effect.gen(function*() {
      const path = yield* folder
      Fs.mkdirSync(join(path, "postgres/unfinished-0badcafe/base"), { recursive: true })
      Fs.writeFileSync(join(path, "postgres/unfinished-0badcafe/PG_VERSION"), "1")
      yield* within(path, write)
      assert.deepStrictEqual(Fs.readdirSync(join(path, "postgres")).sort(), ["cluster", "log", "password"])
    }), patience)

  it.scopedLive(
    "starts beside a pid file whose number belongs to another process by now",
    () =>
      Effect.gen(function*() {
        const path = yield* folder
        yield* within(path, write)
        Fs.writeFileSync(
          join(path, "postgres/cluster/postmaster.pid"),
          `${process.ppid}\n${join(path, "postgres/cluster")}\n1\n5432\n\n127.0.0.1\n\nready\n`
        )
        assert.deepStrictEqual(yield* within(path, read), [{ n: 7 }])
        assert.isTrue(yield* alive(process.ppid), "the other process is not ours to stop")
      }),
    patience
  )

  it.scopedLive("leaves data of another major version alone and says so", () =>
    Effect.gen(function*() {
      const path = yield* folder
      yield* within(path, write)
      Fs.writeFileSync(join(path, "postgres/cluster/PG_VERSION"), "16\n")
      const refused = yield* Effect.flip(within(path, read))
      assert.include(refused.message, "was made by Postgres 16, this program brings Postgres 17")
    }), patience)
})
