import { NodeStream } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { Effect, Option, Schema, Stream } from "effect"
import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import * as Migrations from "../Migrations.ts"
import { inOrder } from "../migrations/inOrder.ts"
import { StartRefused } from "../StartRefused.ts"
import * as Chains from "./Chains.ts"
import * as Tables from "./Tables.ts"

const rowsAtOnce = 1_000
const decodeHeader = Schema.decodeOption(Tables.Header)

/**
 * Fills an empty database from a backup: the version the backup is of, its rows, then what has changed since. All of it or
 * nothing; the hash chains of all streams are checked before it counts. Gives what is there now.
 */
export const read = Effect.fn("Load.read")(function*(path: string) {
  const sql = yield* SqlClient.SqlClient
  yield* refuseUnlessEmpty
  const state: State = { table: undefined, rows: [], count: 0 }
  yield* sql.withTransaction(Effect.gen(function*() {
    // what the database writes by itself is in the backup already
    yield* sql`select set_config('promoteros.restoring', 'on', true)`
    yield* lines(path).pipe(
      Stream.zipWithIndex,
      Stream.runForEach(([line, index]) => index === 0 ? begin(line) : next(state, line))
    )
    yield* flush(state)
    if (state.table === undefined) return yield* new StartRefused({ reason: `${path} is not a whole backup` })
    yield* sql`select setval('feed_seq', greatest(1, (select coalesce(max(seq), 1) from feed)))`
    yield* Migrations.run(inOrder)
  }))
  const chains = yield* Chains.check
  if (chains.broken.length > 0) {
    return yield* new StartRefused({
      reason: `The backup was restored, but its history is not whole: ${chains.broken.slice(0, 3).join(", ")}`
    })
  }
  return { rows: state.count, ...chains }
})

interface State {
  table: string | undefined
  rows: Array<string>
  count: number
}

/** The first line tells which version of the database follows. */
const begin = (line: string) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const header = yield* Option.match(decodeHeader(line), {
      onNone: () => new StartRefused({ reason: "This file is no backup of PromoterOS" }),
      onSome: Effect.succeed
    })
    const known = Object.entries(inOrder).filter(([name]) => Number.parseInt(name, 10) <= header.version)
    if (!known.some(([name]) => Number.parseInt(name, 10) === header.version)) {
      return yield* new StartRefused({
        reason: `The backup is of version ${header.version}, which this program does not know. Use the newer PromoterOS`
      })
    }
    yield* Migrations.run(Object.fromEntries(known))
    yield* Effect.forEach(header.tables, (table) => sql`delete from ${sql(table)}`, { discard: true })
  })

const next = (state: State, line: string) => {
  if (line.startsWith("#")) {
    return Effect.tap(flush(state), () =>
      Effect.sync(() => {
        state.table = line.slice(1)
      }))
  }
  state.rows.push(line)
  return state.rows.length < rowsAtOnce ? Effect.void : flush(state)
}

const flush = (state: State) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const { rows, table } = state
    if (rows.length === 0 || table === undefined) return
    const json = `[${rows.join(",")}]`
    if (table === "metrics") yield* makeRoom(json)
    yield* sql`insert into ${sql(table)} overriding system value
      select * from json_populate_recordset(null::${sql(table)}, ${json}::json)`
    state.count += rows.length
    state.rows = []
  })

/** Metrics lie in a partition for each month. */
const makeRoom = (json: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql`select ensure_metrics_month(month) from (
      select distinct date_trunc('month', (m ->> 'collected_at')::timestamptz at time zone 'UTC')::date as month
      from json_array_elements(${json}::json) m
    ) months`)

const refuseUnlessEmpty = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql`select 1 from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') limit 1`
  if (tables.length > 0) {
    return yield* new StartRefused({
      reason: "The database is not empty. Restore into a new one: a backup never overwrites what is there"
    })
  }
})

const lines = (path: string) =>
  NodeStream.fromReadable(
    () => {
      const unpacked = createGunzip()
      createReadStream(path).on("error", (fault) => unpacked.destroy(fault)).pipe(unpacked)
      return unpacked
    },
    (cause) =>
      new StartRefused({ reason: `Cannot read the backup ${path}: ${cause instanceof Error ? cause.message : cause}` })
  ).pipe(Stream.decodeText(), Stream.splitLines)
