import { SqlClient } from "@effect/sql"
import { Clock, Effect, Layer, Queue, Schedule } from "effect"
import type { Forecast, ForecastRequest } from "../../entities/domain/Forecast.ts"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { answerBy } from "../answerBy.ts"
import { type Arm, InferencePool } from "../InferencePool.ts"
import { ModelWatch } from "../ModelWatch.ts"
import { ShowHistory } from "../ShowHistory.ts"
import * as FeatureCounts from "./FeatureCounts.ts"

interface Told {
  readonly request: ForecastRequest
  readonly arm: Arm
  readonly forecast: Forecast
}

/** Of questions that the shadow has yet to answer so many are remembered, the newest. */
const remembered = 512
const together = 64

/**
 * Keeps in Postgres which features questions had and, while a shadow is tried, what both models said of the same question.
 * Every answer is served before it is noted here.
 */
export const layer = Layer.scoped(
  ModelWatch,
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const pool = yield* InferencePool
    const history = yield* ShowHistory
    const counts = FeatureCounts.make()
    const told = yield* Effect.acquireRelease(Queue.sliding<Told>(remembered), Queue.shutdown)

    const flush = Effect.suspend(() => FeatureCounts.save(counts.take())).pipe(
      Effect.provideService(SqlClient.SqlClient, sql),
      Effect.catchAll((fault) => Effect.logWarning("Features of a minute are not counted", fault))
    )
    yield* Effect.addFinalizer(() => flush)
    yield* flush.pipe(Effect.schedule(Schedule.spaced("1 minute")), Effect.forkScoped)

    const rowsOf = Effect.fnUntraced(function*({ arm, forecast, request }: Told) {
      const other = yield* answerBy(pool, history, arm === "champion" ? "shadow" : "champion", request)
      const askedOn = ShowDate.ofInstantUtc(yield* Clock.currentTimeMillis)
      return [[forecast, true] as const, [other.forecast, false] as const].map(([{ attendance, model }, served]) => ({
        version: model.version,
        artist_id: request.act.artistId,
        venue_id: request.room.venueId,
        show_date: request.date,
        asked_on: askedOn,
        served,
        capacity: request.room.capacity,
        p10: attendance.p10,
        p50: attendance.p50,
        p90: attendance.p90
      }))
    })
    const note = Effect.fnUntraced(function*(batch: Iterable<Told>) {
      const rows = (yield* Effect.forEach(batch, rowsOf, { concurrency: 8 })).flat()
      yield* sql`insert into shadow_answers ${sql.insert(rows)}
        on conflict (artist_id, venue_id, show_date, version, asked_on) do update
        set served = excluded.served, capacity = excluded.capacity, p10 = excluded.p10, p50 = excluded.p50,
          p90 = excluded.p90`
    })
    yield* Queue.takeBetween(told, 1, together).pipe(
      Effect.flatMap((batch) => note(newestOf(batch))),
      Effect.catchAll((fault) => Effect.logWarning("Answers of the shadow are not noted", fault)),
      Effect.forever,
      Effect.forkScoped
    )

    return ModelWatch.of({
      asked: counts.add,
      answered: (request, arm, forecast) => {
        told.unsafeOffer({ request, arm, forecast })
      }
    })
  })
)

/** One statement cannot write a row twice. */
const newestOf = (batch: Iterable<Told>): ReadonlyArray<Told> =>
  Array.from(
    new Map(Array.from(batch, (each) => {
      const { act, date, room } = each.request
      return [`${act.artistId} ${room.venueId} ${date}`, each] as const
    })).values()
  )
