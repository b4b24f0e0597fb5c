import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"

/** How far forecasts of shows that have been played were off, beside capacity x mean share. */
export const ErrorLine = Schema.Struct({
  shows: Schema.Int,
  mape: Schema.Number,
  naiveMape: Schema.Number,
  coverage: Schema.Number
})
export type ErrorLine = typeof ErrorLine.Type

const HorizonLine = Schema.Struct({ ...ErrorLine.fields, fromDays: Schema.Int })
const ArmLine = Schema.Struct({ ...ErrorLine.fields, version: Schema.String, served: Schema.Int })

/** Days before the show at which a group of horizons begins. */
const horizons = [0, 8, 31, 91, 181]

/**
 * Of the forecasts that were given out, by how long before the show: the last one of a show in each group of horizons.
 * `overallFill` is the mean share sold in training.
 */
export const byHorizon = Effect.fn("Outcomes.byHorizon")(function*(overallFill: number) {
  const sql = yield* SqlClient.SqlClient
  return yield* sql`
    with asked as (
      select distinct on (s.id, h.days) h.days, s.sold, s.capacity, p.response::json -> 'attendance' as band
      from predictions p
      join shows s on s.artist_id = p.artist_id and s.venue_id = p.venue_id and s.date = p.show_date and s.sold > 0
      cross join lateral (
        select max(days) as days from unnest(${horizons}::integer[]) days
        where days <= p.show_date - (p.created_at at time zone 'UTC')::date) h
      where h.days is not null
      order by s.id, h.days, p.created_at desc
    )
    select days as "fromDays", ${figures(sql, overallFill)} from (
      select days, sold, capacity, (band ->> 'p10')::float8 p10, (band ->> 'p50')::float8 p50, (band ->> 'p90')::float8 p90
      from asked) answered
    group by days order by days`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(HorizonLine))))
})

/** Of both models of an experiment, on the same shows: the last answer before each show. */
export const byArm = Effect.fn("Outcomes.byArm")(function*(versions: ReadonlyArray<string>, overallFill: number) {
  const sql = yield* SqlClient.SqlClient
  if (versions.length === 0) return []
  return yield* sql`
    with answered as (
      select distinct on (s.id, a.version) a.version, a.served, s.id, s.sold, s.capacity, a.p10, a.p50, a.p90
      from shadow_answers a
      join shows s on s.artist_id = a.artist_id and s.venue_id = a.venue_id and s.date = a.show_date and s.sold > 0
      where ${sql.in("a.version", versions)} and a.asked_on <= a.show_date
      order by s.id, a.version, a.asked_on desc
    )
    select version, count(*) filter (where served)::integer as served, ${figures(sql, overallFill)}
    from answered group by version`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(ArmLine))))
})

/** Error of the newest shows as they were last forecast: what drift by error looks at. */
export const recent = Effect.fn("Outcomes.recent")(function*(days: number, overallFill: number) {
  const sql = yield* SqlClient.SqlClient
  const [line] = yield* sql`
    with asked as (
      select distinct on (s.id) s.sold, s.capacity, p.response::json -> 'attendance' as band
      from predictions p
      join shows s on s.artist_id = p.artist_id and s.venue_id = p.venue_id and s.date = p.show_date and s.sold > 0
      where s.date > (now() at time zone 'UTC')::date - ${days}::integer
        and p.show_date >= (p.created_at at time zone 'UTC')::date
      order by s.id, p.created_at desc
    )
    select ${figures(sql, overallFill)} from (
      select sold, capacity, (band ->> 'p10')::float8 p10, (band ->> 'p50')::float8 p50, (band ->> 'p90')::float8 p90
      from asked) answered`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(ErrorLine))))
  return line ?? nothing
})

const nothing: ErrorLine = { shows: 0, mape: 0, naiveMape: 0, coverage: 0 }

/** The figures of rows with `sold`, `capacity`, `p10`, `p50` and `p90`; zeros where there is no row. */
const figures = (sql: SqlClient.SqlClient, overallFill: number) =>
  sql`count(*)::integer as shows,
    coalesce(avg(abs(p50 - sold) / sold), 0)::float8 as mape,
    coalesce(avg(abs(${overallFill}::float8 * capacity - sold) / sold), 0)::float8 as "naiveMape",
    coalesce(avg((sold >= p10 - 1 and least(sold, capacity) <= p90 + 1)::integer), 0)::float8 as coverage`
