import { SqlClient } from "@effect/sql"
import { Clock, Config, Cron, DateTime, Duration, Effect, Layer, ParseResult, Schedule, Schema } from "effect"
import { InferencePool } from "../InferencePool.ts"
import * as Drift from "../monitoring/Drift.ts"
import * as Outcomes from "../monitoring/Outcomes.ts"
import { dueReason, type Facts } from "./due.ts"
import { Lessons } from "./Lessons.ts"
import * as Runs from "./Runs.ts"

/** Days whose played shows tell of the champion's error. */
const recentDays = 180
const actor = "trigger"

const Last = Schema.Struct({ askedAt: Schema.Number, newestShow: Schema.NullOr(Schema.String) })

/**
 * Asks for a training when drift, error, enough new outcomes or the schedule say so. Any number of processes may look: one
 * training is under way at a time, and each one begins the pause. Nothing is learned from invented shows unless
 * `MODEL_RETRAIN=automatic` says so.
 */
export const layer = Layer.scopedDiscard(Effect.gen(function*() {
  const lessons = yield* Lessons
  const pool = yield* InferencePool
  const sql = yield* SqlClient.SqlClient
  const mode = yield* Config.literal("automatic", "hand")("MODEL_RETRAIN").pipe(
    Config.withDefault(lessons.invented ? "hand" : "automatic")
  )
  const cron = yield* Schema.Config("MODEL_RETRAIN_CRON", CronText).pipe(
    Config.withDefault(Cron.unsafeParse("0 3 * * 1"))
  )
  const outcomes = yield* Config.integer("MODEL_RETRAIN_OUTCOMES").pipe(Config.withDefault(200))
  const pause = yield* Config.duration("MODEL_RETRAIN_PAUSE").pipe(Config.withDefault(Duration.hours(12)))
  const questions = yield* Config.integer("MODEL_DRIFT_QUESTIONS").pipe(Config.withDefault(2_000))
  if (mode === "hand") return

  const facts = Effect.gen(function*() {
    const { manifest } = yield* pool.champion
    const [last] = yield* sql`
      select (extract(epoch from greatest(
          (select max(requested_at) from training_runs), (select max(role_since) from models where role = 'champion')
        )) * 1000)::float8 as "askedAt",
        (select to_char(newest_show, 'YYYY-MM-DD') from training_runs where newest_show is not null
          order by requested_at desc limit 1) as "newestShow"`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Tuple(Last)))
    )
    const { shows } = yield* lessons.read
    const seen = last.newestShow ?? manifest.training.to
    const drift = yield* Drift.of(manifest)
    const recent = yield* Outcomes.recent(recentDays, manifest.priors.overall.fill)
    const now = yield* Clock.currentTimeMillis
    const found: Facts = {
      now,
      lastAsked: last.askedAt,
      scheduledAt: Cron.next(cron, DateTime.unsafeMake(last.askedAt)).getTime(),
      newOutcomes: shows.filter(({ firstNight }) => firstNight > seen).length,
      questions: drift.questions,
      mostPsi: drift.features[0]?.psi ?? 0,
      judged: recent.shows,
      recentMape: recent.mape,
      promisedMape: manifest.training.metrics["later.mape"] ?? Infinity
    }
    return found
  })

  const look = Effect.gen(function*() {
    const reason = dueReason(yield* facts, {
      pauseMillis: Duration.toMillis(pause),
      outcomes,
      questions,
      psi: Drift.threshold
    })
    if (reason === undefined) return
    yield* Runs.request(reason, actor)
    yield* Effect.logInfo(`A training was asked for: ${reason}`)
  })

  yield* look.pipe(
    Effect.catchTag("RetrainingRefused", () => Effect.void),
    Effect.catchAllCause((cause) => Effect.logWarning("Whether a training is due cannot be said; trying again", cause)),
    Effect.schedule(Schedule.spaced("5 minutes").pipe(Schedule.jittered)),
    Effect.provideService(SqlClient.SqlClient, sql),
    Effect.forkScoped
  )
}))

const CronText = Schema.transformOrFail(Schema.String, Schema.declare(Cron.isCron), {
  strict: true,
  decode: (text, _, ast) =>
    Effect.mapError(Cron.parse(text), ({ message }) => new ParseResult.Type(ast, text, message)),
  encode: (cron, _, ast) => ParseResult.fail(new ParseResult.Forbidden(ast, cron, "a schedule is only read"))
})
