import { SqlClient } from "@effect/sql"
import { Effect, Layer, Schema } from "effect"
import { inOrder } from "./migrations/inOrder.ts"
import { StartRefused } from "./StartRefused.ts"

const needed = Math.max(...Object.keys(inOrder).map((name) => Number.parseInt(name, 10)))

/** Processes that own no entities change no database: they start on one that a runner of this version has migrated. */
export const layer = Layer.effectDiscard(Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [{ reached }] = yield* sql`select coalesce(max(migration_id), 0) as reached from promoteros_migrations`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Tuple(Schema.Struct({ reached: Schema.Number })))),
    Effect.orElseSucceed(() => [{ reached: 0 }] as const)
  )
  if (reached !== needed) {
    return yield* new StartRefused({
      reason: reached < needed
        ? `The database is at version ${reached}, this program needs ${needed}. Start a runner of this version first`
        : `The database is at version ${reached}, this program knows ${needed}. Start the newer PromoterOS`
    })
  }
}))
