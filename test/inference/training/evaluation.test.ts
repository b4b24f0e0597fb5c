import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"
import { sign, verify } from "../../../inference/ModelBundle.ts"
import { calibrate, conformalQuantile } from "../../../inference/training/Calibration.ts"
import { examine, reportOf, textOf } from "../../../inference/training/Evaluation.ts"
import { bootstrap, coverage, mape, mean, median, shareWithin, wape } from "../../../inference/training/Metrics.ts"
import { Random } from "../../../inference/training/Random.ts"
import type { TrainingShow } from "../../../inference/training/ShowFile.ts"
import { bundleOf, type Settings, settings, train } from "../../../inference/training/Training.ts"
import { past } from "../fixtures.ts"

/** Acts whose draw hardly changes: what an act sold last is what it sells next. */
const invented = (count: number, seed: number): ReadonlyArray<TrainingShow> => {
  const random = new Random(seed)
  const draws = Array.from({ length: 40 }, () => 800 + 2_400 * random.next())
  return Array.from({ length: count }, (_, i) => {
    const act = random.below(draws.length)
    const capacity = 1_300 + random.below(2_000)
    const demand = (draws[act] ?? 0) * Math.exp(0.1 * (random.next() - 0.5))
    const date = ShowDate.fromEpochDay(18_000 + Math.floor(i * 1_500 / count))
    return {
      line: i + 2,
      firstNight: date,
      nights: 1,
      file: "invented",
      past: past({
        id: `show-${i}`,
        act: `Act ${act}`,
        capacity,
        sold: Math.min(capacity, Math.round(demand)),
        date,
        venue: `Room ${random.below(30)}`
      })
    }
  })
}

const quick: Settings = { ...settings, seeds: 1, folds: 2, boosting: { ...settings.boosting, rounds: 60 } }
const range = { lagDays: 90, minCapacity: 1_200, maxCapacity: 3_500 }

describe("an examination", () => {
  it.effect("beats capacity times the mean where acts repeat themselves, and says so in figures", () =>
    Effect.gen(function*() {
      const shows = invented(900, 1)
      const rows = yield* examine(shows.slice(0, 700), shows.slice(700), new Map(), range, quick)
      const report = reportOf(rows)
      assert.strictEqual(report.model.rows, 200)
      assert.isBelow(report.model.mape, 0.6 * report.naive.mape)
      assert.isTrue(report.coverage > 0.68 && report.coverage < 0.95, `${report.coverage}`)
      assert.include(textOf(report), "MAPE")
    }))

  it.effect("gives no show an answer that depends on what came later", () =>
    Effect.gen(function*() {
      const shows = invented(500, 2)
      const later = shows.slice(400)
      const lastDay = later.at(-1)?.firstNight ?? ShowDate.make("2030-01-01")
      const early = later.filter(({ firstNight }) => ShowDate.daysBetween(firstNight, lastDay) > 60)
      const flopped = later.map((show) => early.includes(show) ? show : { ...show, past: { ...show.past, sold: 1 } })
      const answers = (rows: ReadonlyArray<TrainingShow>) =>
        Effect.map(
          examine(shows.slice(0, 400), rows, new Map(), range, quick),
          (answered) => answered.slice(0, early.length).map(({ high, low, predicted }) => [low, predicted, high])
        )
      assert.deepStrictEqual(yield* answers(flopped), yield* answers(later))
    }))
})

describe("a training", () => {
  it.effect("gives the same model twice, as a bundle that verifies", () =>
    Effect.gen(function*() {
      const shows = invented(300, 3)
      const bundle = Effect.map(train(shows, new Map(), quick), (trained) =>
        bundleOf(trained, "2025-01-01T00:00:00.000Z", { figures: {}, horizons: [], reliability: [] }, quick))
      const first = yield* bundle
      const second = yield* bundle
      assert.strictEqual(first.manifest.version, second.manifest.version)
      const { version: _, ...unsigned } = first.manifest
      assert.strictEqual(sign(unsigned).version, first.manifest.version)
      assert.isTrue(Either.isRight(verify(JSON.stringify(first.manifest), first.graph, first.card)))
    }))
})

describe("calibration", () => {
  it("takes the 32nd smallest of 39 scores for 80 %", () => {
    assert.strictEqual(conformalQuantile(Array.from({ length: 39 }, (_, i) => 39 - i), 0.8), 32)
  })

  it("brings a band that is too wide or too narrow to four fifths, on rows it has not seen", () => {
    const random = new Random(4)
    const rows = (count: number, half: number) =>
      Array.from({ length: count }, () => {
        const middle = 0.3 + 0.3 * random.next()
        return {
          capacity: 2_000,
          fill: middle + 0.4 * (random.next() - 0.5),
          low: middle - half,
          middle,
          high: middle + half
        }
      })
    for (const half of [0.02, 0.1, 0.3]) {
      const corrections = calibrate(rows(400, half), 0)
      const { high, low } = corrections[1] ?? { high: 0, low: 0 }
      const inside = rows(2_000, half).filter((row) => row.fill >= row.low + low && row.fill <= row.high + high)
      assert.isTrue(Math.abs(inside.length / 2_000 - 0.8) < 0.06, `${half}: ${inside.length / 2_000}`)
    }
  })
})

describe("metrics", () => {
  const rows = [{ actual: 100, predicted: 110 }, { actual: 200, predicted: 100 }, { actual: 400, predicted: 400 }]

  it("are what their names say", () => {
    assert.closeTo(mape(rows), 0.2, 1e-12)
    assert.closeTo(wape(rows), 110 / 700, 1e-12)
    assert.closeTo(shareWithin(rows, 0.15), 2 / 3, 1e-12)
    assert.strictEqual(median([3, 1, 2]), 2)
    assert.strictEqual(coverage(rows.map((row) => ({ ...row, low: 90, high: 210, capacity: 500 }))), 2 / 3)
  })

  it("come with an interval that holds the statistic", () => {
    const values = Array.from({ length: 100 }, (_, i) => i)
    const [low, high] = bootstrap(values, mean)
    assert.isTrue(low < 49.5 && high > 49.5 && high - low < 15)
  })
})
