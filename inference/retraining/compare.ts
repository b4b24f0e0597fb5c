import { Effect } from "effect"
import type { Comparison, ModelRejected } from "../../entities/domain/Model.ts"
import * as Demand from "../Demand.ts"
import { settleDays } from "../Features.ts"
import type { ModelBundle } from "../ModelBundle.ts"
import * as OnnxModel from "../OnnxModel.ts"
import { PastShows } from "../PastShows.ts"
import type { Populations } from "../training/Cities.ts"
import { type Banded, coverage, mape, mean } from "../training/Metrics.ts"
import { Random } from "../training/Random.ts"
import type { TrainingShow } from "../training/ShowFile.ts"
import { tableOf } from "../training/Table.ts"

/**
 * Both models on the same shows, each as it would serve: by its graph, from what was known `settleDays` before a show. Which
 * one is ahead by how much is drawn anew a thousand times from the shows themselves.
 */
export const compare = (
  candidate: ModelBundle,
  champion: ModelBundle,
  heldOut: ReadonlyArray<TrainingShow>,
  all: ReadonlyArray<TrainingShow>,
  populations: Populations
): Effect.Effect<Comparison, ModelRejected> =>
  Effect.gen(function*() {
    const history = new PastShows(all.map(({ past }) => past))
    const [own, old] = yield* Effect.all([
      answers(candidate, heldOut, history, populations),
      answers(champion, heldOut, history, populations)
    ])
    const usual = mean(all.filter((show) => !heldOut.includes(show)).map(fillOf))
    const dates = heldOut.map(({ firstNight }) => firstNight).sort()
    return {
      championVersion: champion.manifest.version,
      shows: heldOut.length,
      from: dates[0] ?? "",
      to: dates.at(-1) ?? "",
      candidateMape: mape(own),
      championMape: mape(old),
      naiveMape: mape(own.map(({ actual, capacity }) => ({ actual, predicted: usual * capacity }))),
      candidateCoverage: coverage(own),
      championCoverage: coverage(old),
      sure: surenessOf(own, old)
    }
  })

const answers = (
  bundle: ModelBundle,
  shows: ReadonlyArray<TrainingShow>,
  history: PastShows,
  populations: Populations
): Effect.Effect<ReadonlyArray<Banded>, ModelRejected> =>
  Effect.scoped(Effect.gen(function*() {
    const { manifest } = bundle
    const model = yield* OnnxModel.load(bundle)
    const table = tableOf(shows, history, populations, settleDays, manifest.priors)
    const outputs = yield* model.run(table.values)
    return shows.map((show, row) => {
      const { capacity } = show.past
      const { p10, p50, p90 } = Demand.ofModel(Demand.modelRow(outputs, row), capacity, settleDays, manifest)
      const tickets = (ln: number) => Math.min(capacity, Math.exp(ln))
      return {
        capacity,
        actual: Math.min(capacity, show.past.sold),
        predicted: tickets(p50),
        low: tickets(p10),
        high: tickets(p90)
      }
    })
  }))

const draws = 1_000

/** The share of draws with the candidate ahead. */
const surenessOf = (own: ReadonlyArray<Banded>, old: ReadonlyArray<Banded>): number => {
  const gains = own.flatMap(({ actual, predicted }, i) =>
    actual > 0 ? [(Math.abs((old[i]?.predicted ?? actual) - actual) - Math.abs(predicted - actual)) / actual] : []
  )
  const random = new Random(7)
  let ahead = 0
  for (let draw = 0; draw < draws; draw++) {
    let gain = 0
    for (let i = 0; i < gains.length; i++) gain += gains[random.below(gains.length)] ?? 0
    if (gain > 0) ahead++
  }
  return ahead / draws
}

const fillOf = ({ past }: TrainingShow): number => Math.min(1, past.sold / past.capacity)
