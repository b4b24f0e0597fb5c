import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import * as Migrations from "../../cluster/Migrations.ts"
import { inOrder } from "../../cluster/migrations/inOrder.ts"
import * as Database from "../support/Database.ts"

const rooms = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table rooms (name text primary key)`)
const acts = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table acts (name text primary key)`)
const broken = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table acts (name no_such_type)`)

const tables = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`
  return rows.map((row) => row.name)
})

describe("Migrations", () => {
  it.scoped("applies each migration once, in order", () =>
    Effect.gen(function*() {
      const before = yield* Migrations.run({ "0001_rooms": rooms })
      const after = yield* Migrations.run({ "0001_rooms": rooms, "0002_acts": acts })
      const again = yield* Migrations.run({ "0001_rooms": rooms, "0002_acts": acts })
      assert.deepStrictEqual([before, after, again], [[[1, "rooms"]], [[2, "acts"]], []])
      assert.deepStrictEqual(yield* tables, ["acts", "promoteros_migrations", "rooms"])
    }).pipe(Effect.provide(Database.layerEmpty)))

  it.scoped("lets two starts at once migrate a fresh database once", () =>
    Effect.gen(function*() {
      const done = yield* Effect.replicateEffect(Migrations.run({ "0001_rooms": rooms }), 4, { concurrency: 4 })
      assert.strictEqual(done.flat().length, 1)
    }).pipe(Effect.provide(Database.layerEmpty)))

  it.scoped("leaves a database as it was when a migration fails, and says which", () =>
    Effect.gen(function*() {
      const refused = yield* Effect.flip(Migrations.run({ "0001_rooms": rooms, "0002_acts": broken }))
      assert.strictEqual(refused.message, "Migration \"2_acts\" failed: type \"no_such_type\" does not exist")
      assert.deepStrictEqual(yield* tables, [])
    }).pipe(Effect.provide(Database.layerEmpty)))

  it.scoped("refuses a database that a newer program has changed", () =>
    Effect.gen(function*() {
      yield* Migrations.run({ "0001_rooms": rooms, "0002_acts": acts })
      const refused = yield* Effect.flip(Migrations.run({ "0001_rooms": rooms }))
      assert.include(refused.message, "The database is at version 2, this program knows 1")
    }).pipe(Effect.provide(Database.layerEmpty)))

  it.scoped("gives each test a migrated database of its own", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const applied = yield* sql`select name from promoteros_migrations`
      assert.strictEqual(applied.length, Object.keys(inOrder).length)
      assert.isTrue(Exit.isSuccess(yield* Effect.exit(sql`create table only_here (id int)`)))
    }).pipe(Effect.provide(Database.layer)))
})
