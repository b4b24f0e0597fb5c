import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Schedule } from "effect"
import * as Retention from "../../cluster/Retention.ts"
import * as Database from "../support/Database.ts"

const ids = (table: "commands" | "predictions", column: "command_id" | "id") =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ id: string }>`select ${sql(column)} as id from ${sql(table)} order by 1`,
      (rows) => rows.map(({ id }) => id)
    ))

const predictions = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into predictions (id, artist_id, venue_id, show_date, model_version, predicted_demand, confidence_score,
      risk_score, price_recommendation_cents, response, features, created_at)
    select id, 'a', 'v', '2027-03-05', 'm', 1, 0.5, 0.5, 1, '{}', '{}', now() - age
    from (values ('booked', interval '200 days'), ('old', interval '91 days'), ('young', interval '89 days')) as p(id, age)`
  yield* sql`insert into bookings (id, artist_id, artist_name, venue_id, venue_name, stage_id, prediction_id, state, status,
      scheduled_date, capacity, owns_date, show, is_public, gross_potential_cents, created_at, updated_at)
    values ('bk', 'a', 'A', 'v', 'V', 'main', 'booked', 'confirmed', 'confirmed', '2027-03-05', 1, true, '{}', true, 1, now(), now())`
})

const commands = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql`insert into commands (stream, command_id, answer, at)
    select 'artist/a', n::text, '{}', now() - interval '31 days' from generate_series(1, 12000) n
    union all values ('artist/a', 'young', '{}', now() - interval '29 days')`)

describe("Retention", () => {
  it.scoped("forgets answers that are older than is kept, all of them, and no younger one", () =>
    Effect.gen(function*() {
      yield* commands
      assert.strictEqual(yield* Retention.removeCommands(Duration.days(30)), 12_000)
      assert.deepStrictEqual(yield* ids("commands", "command_id"), ["young"])
      assert.strictEqual(yield* Retention.removeCommands(Duration.days(30)), 0)
    }).pipe(Effect.provide(Database.layer)))

  it.scoped("removes old predictions, but not the one that a booking was made from", () =>
    Effect.gen(function*() {
      yield* predictions
      assert.strictEqual(yield* Retention.removePredictions(Duration.days(90)), 1)
      assert.deepStrictEqual(yield* ids("predictions", "id"), ["booked", "young"])
    }).pipe(Effect.provide(Database.layer)))

  it.scopedLive("does all of it from the start on, and makes room for the months to come", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* Effect.all([commands, predictions])
      const [partition] = yield* sql<{ name: string }>`
        select 'metrics_' || to_char(now() at time zone 'UTC' + interval '3 months', 'YYYY_MM') as name`
      yield* sql`drop table ${sql(partition?.name ?? "")}`
      yield* Effect.gen(function*() {
        const [found] = yield* sql`select to_regclass(${partition?.name ?? ""}) is not null as there`
        assert.deepStrictEqual(found, { there: true })
        yield* Effect.all([ids("commands", "command_id"), ids("predictions", "id")]).pipe(
          Effect.filterOrFail(([commands, predictions]) => commands.length === 1 && predictions.length === 2),
          Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.upTo("10 seconds")))
        )
      }).pipe(Effect.provide(Retention.layer))
    }).pipe(Effect.provide(Layer.fresh(Database.layer))))
})
