import { SqlClient, type SqlError } from "@effect/sql"
import { Config, Duration, Effect, Layer, Schedule, Schema } from "effect"

/** Months for which metrics have a place before they come. */
const monthsAhead = 3

/** Rows that one transaction removes, and transactions of one run: the rest waits for the next hour. */
const batch = 5_000
const batchesPerRun = 200

export const ensurePartitions = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`select ensure_metrics_partitions(${monthsAhead})`
)

/** Answers of commands: a request id that is older may be used again. Gives the number of rows removed. */
export const removeCommands = (kept: Duration.Duration) =>
  inBatches((sql) =>
    sql`delete from commands where ctid in (
      select ctid from commands where at < now() - make_interval(secs => ${Duration.toSeconds(kept)}) limit ${batch})`
  )

/** Predictions that no booking was made from. Gives the number of rows removed. */
export const removePredictions = (kept: Duration.Duration) =>
  inBatches((sql) =>
    sql`delete from predictions where ctid in (
      select p.ctid from predictions p where p.created_at < now() - make_interval(secs => ${Duration.toSeconds(kept)})
        and not exists (select 1 from bookings b where b.prediction_id = p.id) limit ${batch})`
  )

/** What moved between runners more than a week ago. Gives the number of rows removed. */
export const removeEvents = Effect.suspend(() =>
  inBatches((sql) =>
    sql`delete from cluster_events where id in (
      select id from cluster_events where at < now() - interval '7 days' limit ${batch})`
  )
)

/** Every hour: makes room for the metrics of the months to come, and lets go what nobody needs any more. */
export const layer = Layer.scopedDiscard(
  Effect.gen(function*() {
    const commandsKept = yield* Config.duration("COMMANDS_KEPT").pipe(Config.withDefault(Duration.days(30)))
    const predictionsKept = yield* Config.duration("PREDICTIONS_KEPT").pipe(Config.withDefault(Duration.days(90)))
    yield* ensurePartitions.pipe(Effect.retry(Schedule.recurs(3)), Effect.orDie)
    yield* supervised(ensurePartitions).pipe(
      Effect.zipRight(supervised(removeCommands(commandsKept))),
      Effect.zipRight(supervised(removePredictions(predictionsKept))),
      Effect.zipRight(supervised(removeEvents)),
      Effect.repeat(Schedule.spaced("1 hour").pipe(Schedule.jittered)),
      Effect.forkScoped
    )
  })
)

const supervised = <A, E, R>(job: Effect.Effect<A, E, R>) =>
  Effect.catchAllCause(
    job,
    (cause) => Effect.logWarning("Old rows could not be removed; trying again in an hour", cause)
  )

const decodeRemoved = Schema.decodeUnknown(Schema.Struct({ rowCount: Schema.Int }))

const inBatches = (
  remove: (sql: SqlClient.SqlClient) => { readonly raw: Effect.Effect<unknown, SqlError.SqlError> }
) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    let total = 0
    for (let run = 0; run < batchesPerRun; run++) {
      const { rowCount } = yield* Effect.flatMap(remove(sql).raw, decodeRemoved)
      total += rowCount
      if (rowCount < batch) break
    }
    return total
  })
