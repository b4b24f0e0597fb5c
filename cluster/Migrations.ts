import { Migrator, SqlClient } from "@effect/sql"
import { Effect, Layer, Option, Schema } from "effect"
import { inOrder } from "./migrations/inOrder.ts"
import { plainly } from "./SqlFault.ts"
import { StartRefused } from "./StartRefused.ts"

/** Changes of the database by number and name: `{ "0001_journal": sql`create table …` }`. */
export type Migrations = Readonly<Record<string, Effect.Effect<void, unknown, SqlClient.SqlClient>>>

/**
 * Brings the database to the newest migration in one transaction: all of them or none. Starts that race wait for each
 * other on an advisory lock, and a database that a newer program has changed is left alone.
 */
export const run = Effect.fnUntraced(
  function*(migrations: Migrations) {
    const sql = yield* SqlClient.SqlClient
    const newest = Math.max(0, ...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))
    yield* sql`set local lock_timeout = '1min'`
    yield* sql`select pg_advisory_xact_lock(hashtext('promoteros'), hashtext('migrations'))`
    yield* sql`create table if not exists ${sql(table)} (
      migration_id integer primary key,
      created_at timestamptz not null default now(),
      name text not null
    )`
    const reached = yield* sql`select coalesce(max(migration_id), 0) as reached from ${sql(table)}`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Tuple(Schema.Struct({ reached: Schema.Number }))))
    )
    if (reached[0].reached > newest) {
      return yield* new StartRefused({
        reason:
          `The database is at version ${reached[0].reached}, this program knows ${newest}: a newer PromoterOS has ` +
          "used it. Start that one, or restore an older backup"
      })
    }
    return yield* migrate({ loader: Migrator.fromRecord({ ...migrations }), table })
  },
  (effect) => Effect.flatMap(SqlClient.SqlClient, (sql) => sql.withTransaction(effect)),
  Effect.catchTags({
    SqlError: (fault) => Effect.fail(new StartRefused({ reason: `Cannot migrate the database: ${plainly(fault)}` })),
    MigrationError: (fault) =>
      Effect.fail(new StartRefused({ reason: `Cannot migrate the database: ${fault.message}` })),
    ParseError: (fault) => Effect.die(fault)
  }),
  Effect.catchSomeDefect((defect) =>
    Option.map(
      Option.liftPredicate(defect, isMigrationError),
      (fault) => Effect.fail(new StartRefused({ reason: `${fault.message}: ${plainly(fault.cause)}` }))
    )
  )
)

export const layer = Layer.effectDiscard(run(inOrder))

const table = "promoteros_migrations"
const migrate = Migrator.make({})

const isMigrationError = (defect: unknown): defect is Migrator.MigrationError =>
  defect instanceof Migrator.MigrationError
