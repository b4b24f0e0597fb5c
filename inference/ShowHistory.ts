import { Config, Context, Effect, Layer, Ref } from "effect"
import { type PastShow, PastShows } from "./PastShows.ts"

/**
 * The past shows that forecasts may look at, indexed in memory: at most `MODEL_HISTORY_SHOWS` of them, the newest.
 * `cluster` fills it and fills it anew when shows are settled or imported.
 */
export class ShowHistory extends Context.Tag("promoteros/inference/ShowHistory")<ShowHistory, {
  readonly shows: Effect.Effect<PastShows>
  readonly replace: (shows: ReadonlyArray<PastShow>) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.effect(
    ShowHistory,
    Effect.gen(function*() {
      const most = yield* Config.integer("MODEL_HISTORY_SHOWS").pipe(Config.withDefault(100_000))
      const current = yield* Ref.make(new PastShows([]))
      return ShowHistory.of({
        shows: Ref.get(current),
        replace: (shows) => Ref.set(current, new PastShows(newest(shows, most)))
      })
    })
  )
}

const newest = (shows: ReadonlyArray<PastShow>, most: number): ReadonlyArray<PastShow> =>
  shows.length <= most ? shows : [...shows].sort((a, b) => a.date < b.date ? 1 : -1).slice(0, most)
