import { SqlClient } from "@effect/sql"
import { Effect, Option, Schema } from "effect"
import { randomUUID } from "node:crypto"
import { Comparison, RetrainingRefused, TrainingReason } from "../../entities/domain/Model.ts"

/** A training as operators see it. Dates are instants in ISO form. */
export const Run = Schema.Struct({
  id: Schema.String,
  reason: TrainingReason,
  actor: Schema.String,
  state: Schema.Literal("queued", "running", "succeeded", "failed"),
  roundsDone: Schema.Int,
  roundsAll: Schema.Int,
  shows: Schema.NullOr(Schema.Int),
  newestShow: Schema.NullOr(Schema.String),
  version: Schema.NullOr(Schema.String),
  comparison: Schema.NullOr(Schema.parseJson(Comparison)),
  outcome: Schema.NullOr(Schema.String),
  requestedAt: Schema.DateFromSelf,
  finishedAt: Schema.NullOr(Schema.DateFromSelf)
})
export type Run = typeof Run.Type

const decodeRuns = Schema.decodeUnknown(Schema.Array(Run))
const decodeClaimed = Schema.decodeUnknown(
  Schema.Array(Schema.Struct({ id: Schema.String, reason: TrainingReason, attempts: Schema.Int }))
)
const encodeComparison = Schema.encodeSync(Schema.parseJson(Comparison))

/** A claim that is not renewed for so long was left behind by a process that has ended. */
const claimSeconds = 60
const mostAttempts = 2

/** The newest trainings, the one that is under way first. */
export const newest = Effect.fn("Runs.newest")(function*(limit: number) {
  const sql = yield* SqlClient.SqlClient
  return yield* sql`
    select id, reason, actor, state, rounds_done as "roundsDone", rounds_all as "roundsAll", shows,
      to_char(newest_show, 'YYYY-MM-DD') as "newestShow", version, comparison, outcome, requested_at as "requestedAt",
      finished_at as "finishedAt"
    from training_runs order by requested_at desc limit ${limit}`.pipe(Effect.flatMap(decodeRuns))
})

/** Asks for a training; a process that forecasts will take it up. One at a time. */
export const request = Effect.fn("Runs.request")(function*(reason: TrainingReason, actor: string) {
  const sql = yield* SqlClient.SqlClient
  const id = randomUUID()
  const rows = yield* sql`insert into training_runs ${sql.insert({ id, reason, actor, state: "queued" })}
    on conflict do nothing returning id`
  if (rows.length === 0) return yield* new RetrainingRefused({ reason: "one is under way" })
  return id
})

/** Takes up what waits, or what another process has left behind; what was left behind twice is given up. */
export const claim = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.zipRight(
    sql`update training_runs set state = 'failed', finished_at = now(),
        outcome = 'the process that trained has ended, twice'
      where state = 'running' and claimed_until < now() and attempts >= ${mostAttempts}`,
    sql`
      update training_runs set state = 'running', attempts = attempts + 1,
        claimed_until = now() + make_interval(secs => ${claimSeconds})
      where id = (
        select id from training_runs where state = 'queued' or (state = 'running' and claimed_until < now())
        for update skip locked limit 1
      ) returning id, reason, attempts`.pipe(
      Effect.flatMap(decodeClaimed),
      Effect.map(([found]) => Option.fromNullable(found))
    )
  ))

/** Says how far it is, which renews the claim. */
export const progress = Effect.fn("Runs.progress")(function*(id: string, done: number, all: number) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update training_runs set rounds_done = ${done}, rounds_all = ${all},
    claimed_until = now() + make_interval(secs => ${claimSeconds}) where id = ${id} and state = 'running'`
})

export const learnsFrom = Effect.fn("Runs.learnsFrom")(function*(id: string, shows: number, newestShow: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update training_runs set shows = ${shows}, newest_show = nullif(${newestShow}, '')::date where id = ${id}`
})

/** Gives an unfinished training back: the next process takes it up at once. */
export const release = Effect.fn("Runs.release")(function*(id: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update training_runs set state = 'queued', attempts = attempts - 1, rounds_done = 0
    where id = ${id} and state = 'running'`
})

export const succeed = Effect.fn("Runs.succeed")(
  function*(id: string, version: string, comparison: Comparison, outcome: string) {
    const sql = yield* SqlClient.SqlClient
    yield* sql`update training_runs set state = 'succeeded', finished_at = now(), version = ${version},
      comparison = ${encodeComparison(comparison)}, outcome = ${outcome} where id = ${id}`
  }
)

export const fail = Effect.fn("Runs.fail")(function*(id: string, outcome: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update training_runs set state = 'failed', finished_at = now(), outcome = ${outcome} where id = ${id}`
})
