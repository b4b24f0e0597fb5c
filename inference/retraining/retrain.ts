import { Effect } from "effect"
import { type Comparison, type ModelRejected, RetrainingRefused } from "../../entities/domain/Model.ts"
import type { ModelBundle } from "../ModelBundle.ts"
import type { Populations } from "../training/Cities.ts"
import { laterOf } from "../training/Evaluation.ts"
import type { TrainingShow } from "../training/ShowFile.ts"
import { bundleOf, type Settings, settings, train } from "../training/Training.ts"
import type { OnProgress } from "../training/Workers.ts"
import { compare } from "./compare.ts"

/** What a retraining starts from; plain data, so that it can be sent to a worker. */
export interface Task {
  readonly shows: ReadonlyArray<TrainingShow>
  readonly populations: Populations
  readonly champion: ModelBundle
  readonly trainedAt: string
}

export interface Retrained {
  readonly bundle: ModelBundle
  readonly comparison: Comparison
}

/** Fewer shows teach nothing, and fewer to compare on tell nothing. */
export const leastShows = 200
export const leastHeldOut = 40
const heldOutShare = 0.2
const core = { minCapacity: 1_200, maxCapacity: 3_500 }

/**
 * Trains on the earlier shows and compares with the champion on the later ones, which neither model has seen: the newest
 * fifth, and nothing that the champion may have learned from. What was compared is what may be promoted, not a later copy.
 */
export const retrain = (
  { champion, populations, shows, trainedAt }: Task,
  onProgress: OnProgress = () => {},
  options: Settings = settings
): Effect.Effect<Retrained, ModelRejected | RetrainingRefused> =>
  Effect.gen(function*() {
    const { earlier, heldOut } = yield* split(shows, champion.manifest.training.to)
    const trained = yield* train(earlier, populations, options, onProgress)
    const bundle = bundleOf(trained, trainedAt, laterOf(trained, earlier, heldOut, populations, core), options)
    const inCore = heldOut.filter(({ past }) => past.capacity >= core.minCapacity && past.capacity <= core.maxCapacity)
    const asked = inCore.length >= leastHeldOut ? inCore : heldOut
    return { bundle, comparison: yield* compare(bundle, champion, asked, shows, populations) }
  })

const split = (shows: ReadonlyArray<TrainingShow>, championTo: string) => {
  const sorted = shows.toSorted((a, b) => a.firstNight < b.firstNight ? -1 : a.firstNight > b.firstNight ? 1 : 0)
  const fifth = sorted[Math.floor(sorted.length * (1 - heldOutShare))]?.firstNight ?? ""
  const from = fifth > championTo ? fifth : championTo
  const heldOut = sorted.filter(({ firstNight }) => firstNight >= from && firstNight > championTo)
  const earlier = sorted.filter(({ firstNight }) => firstNight < from)
  const refuse = (reason: string) => Effect.fail(new RetrainingRefused({ reason }))
  return earlier.length < leastShows
    ? refuse(`${earlier.length} shows are known to learn from, ${leastShows} are needed`)
    : heldOut.length < leastHeldOut
    ? refuse(
      `${heldOut.length} shows were played after ${championTo}, up to where the champion has learned; ${leastHeldOut} are ` +
        "needed to compare"
    )
    : Effect.succeed({ earlier, heldOut })
}
