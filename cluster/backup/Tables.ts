import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"

/** What a cluster knows of its processes: worth nothing on another server. */
const ofTheMoment = ["runners", "shard_leases", "runner_status", "cluster_events", "promoteros_migrations"]

const decode = Schema.decodeUnknown(
  Schema.Array(Schema.Struct({ name: Schema.String, after: Schema.Array(Schema.String) }))
)

/** The tables that a backup has, each after those that its rows refer to. */
export const inOrder = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const found = yield* sql`
    select c.relname as name, coalesce(array_agg(f.relname::text) filter (where f.relname is not null), '{}') as after
    from pg_class c left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      left join pg_class f on f.oid = k.confrelid and f.oid <> c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not c.relname = any (${ofTheMoment}) group by 1 order by 1`.pipe(Effect.flatMap(decode))
  const ordered: Array<string> = []
  const place = (name: string) => {
    if (ordered.includes(name)) return
    for (const earlier of found.find((table) => table.name === name)?.after ?? []) place(earlier)
    ordered.push(name)
  }
  for (const { name } of found) place(name)
  return ordered
})

/** The first line of a backup. */
export const Header = Schema.parseJson(
  Schema.Struct({
    promoteros: Schema.Literal("backup"),
    /** of the database: the newest migration */
    version: Schema.Int,
    at: Schema.String,
    tables: Schema.Array(Schema.String)
  })
)
