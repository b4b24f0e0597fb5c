import type { SqlError } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, Redacted } from "effect"
import { randomBytes } from "node:crypto"
import { inject } from "vitest"
import { template } from "./template.ts"

/** Connection string of a fresh, migrated database, dropped with the scope. For tests that start processes. */
export const fresh = Effect.suspend(() => copyOf(template))

/** A fresh, migrated database for the tests that share this layer. */
export const layer = Layer.unwrapScoped(Effect.map(fresh, (url) => PgClient.layer({ url, maxConnections: 8 })))

/** Connection string of a database without a single table. */
export const empty = Effect.suspend(() => copyOf("template0"))

export const layerEmpty = Layer.unwrapScoped(
  Effect.map(empty, (url) => PgClient.layer({ url, maxConnections: 8 }))
)

const copyOf = Effect.fnUntraced(function*(source: string) {
  const server = inject("databaseUrl")
  const name = yield* Effect.sync(() => `test_${randomBytes(6).toString("hex")}`)
  const admin = PgClient.layer({ url: Redacted.make(server), maxConnections: 1 })
  const run = (statement: (sql: PgClient.PgClient) => Effect.Effect<unknown, SqlError.SqlError>) =>
    Effect.orDie(Effect.provide(Effect.flatMap(PgClient.PgClient, statement), admin))
  yield* Effect.acquireRelease(
    run((sql) => sql`create database ${sql(name)} template ${sql(source)}`),
    () => run((sql) => sql`drop database if exists ${sql(name)} with (force)`)
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  return Redacted.make(url.toString())
})
