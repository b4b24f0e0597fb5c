import { SqlClient } from "@effect/sql"
import { Duration, Effect, Option, Schema } from "effect"

/** The statements of the lease (migration 0009). Every clock in them is the database's. */
export const make = Effect.map(SqlClient.SqlClient, (sql) => {
  const seconds = (lease: Duration.Duration) => Duration.toSeconds(lease)
  return {
    /** Draws a number for this process; none while another process is alive at the address. */
    join: (address: string, runner: string, lease: Duration.Duration) =>
      sql`select runner_join as incarnation from runner_join(${address}, ${runner}, make_interval(secs => ${
        seconds(lease)
      }))`
        .pipe(Effect.flatMap(decodeJoined), Effect.map((rows) => Option.fromNullable(rows[0]?.incarnation))),
    /** None: the lease is gone for good. Else what an operator wants: that this process stops, or lets go of shards. */
    renew: (incarnation: number, lease: Duration.Duration) =>
      sql`select drain, let_go as "letGo" from runner_renew(${incarnation}, make_interval(secs => ${seconds(lease)}))`
        .pipe(Effect.flatMap(decodeRenewed), Effect.map((rows) => Option.fromNullable(rows[0]))),
    leave: (incarnation: number) => sql`update runners set leaving = true where incarnation = ${incarnation}`,
    remove: (incarnation: number) => sql`select runner_remove(${incarnation})`,
    runners: sql`select runner from runners where not leaving and is_alive(expires_at) order by address`.pipe(
      Effect.flatMap(decodeListed)
    ),
    take: (incarnation: number, shards: ReadonlyArray<string>) =>
      sql.unsafe("select shard, epoch::float8 from lease_take($1, $2)", [incarnation, shards]).pipe(
        Effect.flatMap(decodeTaken)
      ),
    release: (incarnation: number, shards: ReadonlyArray<string>) =>
      sql.unsafe("update shard_leases set released = true where incarnation = $1 and shard = any ($2)", [
        incarnation,
        shards
      ])
  }
})

const decodeJoined = Schema.decodeUnknown(Schema.Array(Schema.Struct({ incarnation: Schema.Int })))
const decodeRenewed = Schema.decodeUnknown(
  Schema.Array(Schema.Struct({ drain: Schema.Boolean, letGo: Schema.Array(Schema.String) }))
)
const decodeListed = Schema.decodeUnknown(Schema.Array(Schema.Struct({ runner: Schema.String })))
const decodeTaken = Schema.decodeUnknown(Schema.Array(Schema.Struct({ shard: Schema.String, epoch: Schema.Number })))
