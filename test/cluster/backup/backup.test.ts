import { NodeContext } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, type Redacted } from "effect"
import { createHash } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import * as Dump from "../../../cluster/backup/Dump.ts"
import * as Load from "../../../cluster/backup/Load.ts"
import * as Tables from "../../../cluster/backup/Tables.ts"
import { confirm, opened, registerVenue } from "../../entities/booking/show.ts"
import * as Cluster from "../../support/Cluster.ts"
import * as Database from "../../support/Database.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "promoteros-backup-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const at = (url: Redacted.Redacted) => Effect.provide(Layer.merge(Cluster.layerSql(url), NodeContext.layer))

/** Two shows, of which one is confirmed, and a figure of a month long ago. */
const filled = Effect.gen(function*() {
  const url = yield* Database.fresh
  yield* Effect.gen(function*() {
    yield* registerVenue
    yield* opened("b1")
    yield* opened("b2", "2027-03-06")
    yield* confirm("b1")
  }).pipe(Effect.provide(Cluster.layer(url)))
  yield* Effect.gen(function*() {
    const sql = yield* PgClient.PgClient
    yield* sql`select ensure_metrics_month('2024-02-01')`
    yield* sql`insert into metrics values ('a1', 'spotify', 'followers', 1234.5, 'sandbox', '2024-02-29T23:59:59.999Z')`
  }).pipe(at(url))
  return url
})

const contents = Effect.gen(function*() {
  const sql = yield* PgClient.PgClient
  const tables = yield* Tables.inOrder
  return yield* Effect.forEach(tables, (table) =>
    Effect.map(
      sql<{ readonly row: string }>`select to_jsonb(t)::text as row from ${sql(table)} t order by 1`,
      (rows) =>
        [table, rows.length, createHash("sha256").update(rows.map(({ row }) => row).join("\n")).digest("hex")] as const
    ))
})

describe("a backup", () => {
  it.scopedLive("brings everything back into an empty database: every row, every chain", () =>
    Effect.gen(function*() {
      const url = yield* filled
      const file = join(yield* folder, "all.gz")
      const rows = yield* Dump.write(file).pipe(at(url))
      const empty = yield* Database.empty
      const restored = yield* Load.read(file).pipe(at(empty))
      assert.strictEqual(restored.rows, rows)
      assert.strictEqual(restored.streams, 3)
      assert.isAbove(restored.events, 5)
      assert.deepStrictEqual(yield* at(empty)(contents), yield* at(url)(contents))
      const { status } = yield* Effect.provide(confirm("b1"), Cluster.layer(empty))
      assert.strictEqual(status, "confirmed")
    }), 60_000)

  it.scopedLive(
    "is refused when its history was changed, where something is already, and when it is none",
    () =>
      Effect.gen(function*() {
        const url = yield* filled
        const where = yield* folder
        const file = join(where, "all.gz")
        yield* Dump.write(file).pipe(at(url))
        const edited = gunzipSync(readFileSync(file)).toString().replace(
          "\"actor\": \"tester\"",
          "\"actor\": \"nobody\""
        )
        writeFileSync(join(where, "edited.gz"), gzipSync(edited))
        const empty = yield* Database.empty
        const changed = yield* Effect.flip(at(empty)(Load.read(join(where, "edited.gz"))))
        assert.match(changed.message, /its history is not whole: (venue|booking)\//)
        assert.match((yield* Effect.flip(at(url)(Load.read(file)))).message, /^The database is not empty/)
        writeFileSync(join(where, "other.gz"), gzipSync("{}\n"))
        const other = yield* Effect.flip(at(yield* Database.empty)(Load.read(join(where, "other.gz"))))
        assert.strictEqual(other.message, "This file is no backup of PromoterOS")
        writeFileSync(join(where, "torn.gz"), readFileSync(file).subarray(0, 2_000))
        const torn = yield* Effect.flip(at(yield* Database.empty)(Load.read(join(where, "torn.gz"))))
        assert.match(torn.message, /^Cannot read the backup/)
      }),
    60_000
  )
})
