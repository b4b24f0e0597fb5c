import { FileSystem } from "@effect/platform"
import { SqlClient } from "@effect/sql"
import { DateTime, Effect, Schema, type Scope } from "effect"
import { createWriteStream } from "node:fs"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { StartRefused } from "../StartRefused.ts"
import * as Tables from "./Tables.ts"

const decodeVersion = Schema.decodeUnknown(Schema.Tuple(Schema.Struct({ version: Schema.Int })))
const decodeRows = Schema.decodeUnknown(Schema.Array(Schema.Struct({ row: Schema.String })))

const rowsAtOnce = 2_000

/**
 * Writes all that the database keeps to a gzip file: a header, then for each table a line with its name and its rows, one
 * JSON object a line. All of it is of one moment, whatever is committed meanwhile, and the file appears whole or not at all.
 * Gives the number of rows.
 */
export const write = Effect.fn("Dump.write")(
  function*(path: string) {
    const sql = yield* SqlClient.SqlClient
    const fs = yield* FileSystem.FileSystem
    const unfinished = `${path}.unfinished`
    yield* Effect.addFinalizer(() => Effect.ignore(fs.remove(unfinished, { force: true }))) // renamed by then
    const file = yield* open(unfinished)
    const rows = yield* sql.withTransaction(Effect.gen(function*() {
      yield* sql`set transaction isolation level repeatable read, read only`
      const [{ version }] = yield* sql`select max(migration_id) as version from promoteros_migrations`.pipe(
        Effect.flatMap(decodeVersion)
      )
      const tables = yield* Tables.inOrder
      const at = DateTime.formatIso(yield* DateTime.now)
      yield* file.line(yield* Schema.encode(Tables.Header)({ promoteros: "backup", version, at, tables }))
      let count = 0
      for (const table of tables) {
        yield* file.line(`#${table}`)
        yield* sql`declare dump no scroll cursor for select to_jsonb(t)::text as row from ${sql(table)} t`
        for (;;) {
          const batch = yield* Effect.flatMap(sql.unsafe(`fetch ${rowsAtOnce} from dump`), decodeRows)
          if (batch.length === 0) break
          yield* file.line(batch.map(({ row }) => row).join("\n"))
          count += batch.length
        }
        yield* sql`close dump`
      }
      return count
    }))
    yield* file.end
    yield* fs.rename(unfinished, path)
    return rows
  },
  Effect.scoped,
  Effect.catchTag("SystemError", (fault) => new StartRefused({ reason: `Cannot write the backup: ${fault.message}` }))
)

interface OpenFile {
  readonly line: (text: string) => Effect.Effect<void, StartRefused>
  readonly end: Effect.Effect<void, StartRefused>
}

const open = (path: string): Effect.Effect<OpenFile, never, Scope.Scope> =>
  Effect.gen(function*() {
    const gzip = createGzip({ level: 6 })
    const failed = (cause: unknown) =>
      new StartRefused({
        reason: `Cannot write the backup to ${path}: ${cause instanceof Error ? cause.message : cause}`
      })
    const written = yield* Effect.forkScoped(
      Effect.tryPromise({ try: () => pipeline(gzip, createWriteStream(path, { mode: 0o600 })), catch: failed })
    )
    return {
      line: (text) =>
        Effect.async((resume) => {
          gzip.write(`${text}\n`, (fault) => resume(fault ? Effect.fail(failed(fault)) : Effect.void))
        }),
      end: Effect.zipRight(Effect.sync(() => gzip.end()), written)
    }
  })
