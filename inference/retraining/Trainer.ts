import { SqlClient } from "@effect/sql"
import { Config, DateTime, Effect, Layer, Option, Schedule } from "effect"
import { type Comparison, isBetter } from "../../entities/domain/Model.ts"
import { InferencePool } from "../InferencePool.ts"
import { ModelRegistry } from "../registry/ModelRegistry.ts"
import { Serving } from "../registry/Serving.ts"
import { retrainInWorker } from "./inWorker.ts"
import { Lessons } from "./Lessons.ts"
import * as Runs from "./Runs.ts"

const longest = "30 minutes"
const actor = "trainer"

/**
 * Takes up trainings that were asked for, one at a time, on a thread of its own. Its outcome is a candidate with its
 * comparison; with `MODEL_AUTO_PROMOTE` a candidate that won becomes the champion at once.
 */
export const layer = Layer.scopedDiscard(Effect.gen(function*() {
  const autoPromote = yield* Config.boolean("MODEL_AUTO_PROMOTE").pipe(Config.withDefault(false))
  const lessons = yield* Lessons
  const pool = yield* InferencePool
  const registry = yield* ModelRegistry
  const serving = yield* Serving

  const train = Effect.fnUntraced(function*(id: string) {
    const { populations, shows } = yield* lessons.read
    const dates = shows.map(({ firstNight }) => firstNight).sort()
    yield* Runs.learnsFrom(id, shows.length, dates.at(-1) ?? "")
    const rounds = { done: 0, all: 0 }
    const champion = yield* pool.champion
    const trainedAt = DateTime.formatIso(yield* DateTime.now)
    const telling = Effect.suspend(() => Runs.progress(id, rounds.done, rounds.all)).pipe(
      Effect.schedule(Schedule.spaced("1 second"))
    )
    const { bundle, comparison } = yield* Effect.raceFirst(
      retrainInWorker({ shows, populations, champion, trainedAt }, (done, all) => Object.assign(rounds, { done, all })),
      Effect.zipRight(telling, Effect.never)
    )
    yield* pool.prove(bundle)
    yield* registry.add(bundle, "retrained", comparison)
    const { version } = bundle.manifest
    const promoted = autoPromote && isBetter(comparison)
    if (promoted) yield* Effect.zipRight(registry.promote(version, actor), serving.sync)
    yield* Runs.succeed(id, version, comparison, outcomeOf(comparison, promoted))
  })

  const takeUp = Effect.gen(function*() {
    const claimed = yield* Runs.claim
    if (Option.isNone(claimed)) return
    const { id } = claimed.value
    yield* train(id).pipe(
      Effect.timeoutFail({ duration: longest, onTimeout: () => ({ message: `not done within ${longest}` }) }),
      Effect.catchAll(({ message }) => Runs.fail(id, message)),
      Effect.onInterrupt(() => Effect.ignore(Runs.release(id))) // its claim runs out otherwise
    )
  })

  yield* takeUp.pipe(
    Effect.catchAllCause((cause) => Effect.logWarning("Trainings cannot be taken up; trying again", cause)),
    Effect.schedule(Schedule.spaced("1 second")),
    Effect.provideService(SqlClient.SqlClient, yield* SqlClient.SqlClient),
    Effect.forkScoped
  )
}))

const outcomeOf = (comparison: Comparison, promoted: boolean): string => {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const said = `errs by ${percent(comparison.candidateMape)} where the champion errs by ${
    percent(comparison.championMape)
  }, on the same ${comparison.shows} shows`
  return promoted
    ? `${said}: promoted`
    : isBetter(comparison)
    ? `${said}: may be promoted`
    : `${said}: stays a candidate`
}
