import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { lossProbability, resultOf } from "../../inference/DealRisk.ts"
import { normalDraws } from "../../inference/Draws.ts"
import { drawnResults, jointDraws } from "../../inference/JointDraws.ts"
import { lossesOf } from "../../inference/Losses.ts"
import { seasonOf, type SeasonShow } from "../../inference/Portfolio.ts"
import { commonShow } from "../entities/domain/deal/shows.ts"

const near = (actual: number | undefined, expected: number, within: number) =>
  assert.isTrue(actual !== undefined && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

const date = ShowDate.make("2031-05-01")
const day = ShowDate.toEpochDay(date)
const show = (id: string, results: Float64Array, more: Partial<SeasonShow> = {}): SeasonShow => ({
  id,
  artist: id,
  artistName: id,
  venueName: "Hall",
  market: "US",
  genre: "rock",
  date,
  plan: { paidBefore: [], settledDay: day + 7 },
  results,
  ...more
})

describe("a season", () => {
  const count = 200_000
  const draw = jointDraws(count, { market: 0.15, genre: 0.3, artist: 0.3 })
  // each of an artist of its own, so that .45 within a genre and .15 across are what they share
  const worked = [
    { id: "a", genre: "rock", mean: 4_000, deviation: 12_000 },
    { id: "b", genre: "rock", mean: 2_500, deviation: 9_000 },
    { id: "c", genre: "jazz", mean: 6_000, deviation: 15_000 }
  ].map(({ deviation, genre, id, mean }) =>
    show(id, draw({ id, genre, market: "US", artist: id }).map((z) => 100 * (mean + deviation * z)), { genre })
  )
  const season = seasonOf(worked, count)

  it("has the worked figures of three correlated shows", () => {
    near(season.result.expected, 1_250_000, 1)
    near(season.deviationCents, 2_533_180, 20_000)
    near(season.valueAtRisk95Cents, 2_916_710, 35_000)
    near(season.conditionalValueAtRisk95Cents, 3_975_223, 45_000)
    near(season.lossProbability, 0.310847, 0.003)
    near(season.diversification, 0.296, 0.005)
    const deviations = new Map(season.components.map(({ deviationCents, id }) => [id, deviationCents]))
    near(deviations.get("a"), 866_890, 12_000)
    near(deviations.get("b"), 591_550, 12_000)
    near(deviations.get("c"), 1_074_740, 12_000)
  })

  it("is the sum of what its shows add to it", () => {
    const sum = (of: (each: typeof season.components[number]) => number) =>
      season.components.reduce((sum, each) => sum + of(each), 0)
    near(sum((each) => each.deviationCents), season.deviationCents, 3)
    near(sum((each) => each.tailLossCents), season.conditionalValueAtRisk95Cents, 3)
    near(sum((each) => each.expectedCents), season.result.expected, 3)
  })

  it("names whoever is more of the tail than was agreed, heaviest first", () => {
    const artists = season.concentration.filter(({ by }) => by === "artist")
    const shares = artists.map(({ share }) => share)
    assert.deepStrictEqual(shares, shares.toSorted((a, b) => b - a))
    near(shares.reduce((sum, share) => sum + share, 0), 1, 1e-3)
    assert.isTrue(artists.every(({ exceeded, limit, share }) => exceeded === share > limit && limit === 0.2))
    const jazz = season.concentration.find(({ by, name }) => by === "genre" && name === "jazz")
    near(
      jazz?.share,
      (season.components.find(({ id }) => id === "c")?.tailLossCents ?? 0) / season.conditionalValueAtRisk95Cents,
      1e-3
    )
  })

  it("never risks more together than its shows do one by one", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50_000, max: 50_000 }), fc.integer({ min: 1, max: 90_000 })), {
          minLength: 1,
          maxLength: 6
        }),
        (shows) => {
          const draw = jointDraws(2_000)
          const all = shows.map(([mean, deviation], i) =>
            show(
              `${i}`,
              draw({ id: `${i}`, genre: i % 2 === 0 ? "rock" : "jazz", market: "US", artist: `${i % 3}` }).map((z) =>
                mean + deviation * z
              )
            )
          )
          const together = seasonOf(all, 2_000)
          const alone = all.reduce(
            (sum, { results }) => sum + lossesOf(results, () => 1 / 2_000).conditionalValueAtRisk95,
            0
          )
          assert.isAtMost(together.conditionalValueAtRisk95Cents, alone + 2)
          assert.isTrue(together.diversification >= -1e-4 && together.diversification <= 1)
          near(together.histogram.reduce((sum, { chance }) => sum + chance, 0), 1, 1e-9)
        }
      ),
      { numRuns: 30 }
    ))

  it("is nothing without a show", () => {
    const empty = seasonOf([], 100)
    assert.strictEqual(empty.result.expected, 0)
    assert.deepStrictEqual(empty.components, [])
    assert.strictEqual(empty.cash.troughP95Cents, -0 + 0)
  })
})

describe("joint draws", () => {
  it("are the same whenever they are drawn, whatever else is in the season", () => {
    const one = { id: "x", genre: "rock", market: "US", artist: "x" }
    const alone = jointDraws(500)(one)
    const season = jointDraws(500)
    season({ id: "y", genre: "jazz", market: "US", artist: "y" })
    assert.deepStrictEqual(season(one), alone)
  })

  it("are standard normal, their mean exactly nothing", () => {
    const draws = normalDraws("any", 20_000)
    near(draws.reduce((sum, z) => sum + z, 0), 0, 1e-9)
    near(draws.reduce((sum, z) => sum + z * z, 0) / 20_000, 1, 0.03)
  })

  it("go through the deal engine, ticket by ticket", () => {
    const venture = {
      show: commonShow({ terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }),
      order: "proportional"
    } as const
    const belief = { centre: Math.log(1_050), below: 0.35, above: 0.35 }
    const results = drawnResults(venture, belief, normalDraws("any", 10_000))
    const at = resultOf(venture)
    assert.deepStrictEqual([...drawnResults(venture, belief, new Float64Array([0, -9, 9]))], [
      at(1_050),
      at(Math.floor(1_050 * Math.exp(-3.15))),
      at(1_400)
    ])
    near(lossesOf(results, () => 1e-4).lossProbability, lossProbability(venture, belief), 0.01)
  })
})

describe("a season's cash", () => {
  const certain = (cents: number) => new Float64Array(4).fill(cents)

  it("falls by what is paid before and comes back when shows are settled", () => {
    const { cash } = seasonOf([
      show("a", certain(10_000), { plan: { paidBefore: [{ day: day - 30, cents: 40_000 }], settledDay: day + 7 } }),
      show("b", certain(-5_000), { plan: { paidBefore: [{ day: day - 10, cents: 20_000 }], settledDay: day + 9 } })
    ], 4)
    assert.strictEqual(cash.troughP50Cents, 60_000)
    assert.deepStrictEqual(cash.path, [
      { date: ShowDate.fromEpochDay(day - 30), expectedCents: -40_000, p5Cents: -40_000 },
      { date: ShowDate.fromEpochDay(day - 10), expectedCents: -60_000, p5Cents: -60_000 },
      { date: ShowDate.fromEpochDay(day + 7), expectedCents: -10_000, p5Cents: -10_000 },
      { date: ShowDate.fromEpochDay(day + 9), expectedCents: 5_000, p5Cents: 5_000 }
    ])
  })

  it("takes what is paid and settled on one day as one", () => {
    const { cash } = seasonOf([
      show("a", certain(10_000), { plan: { paidBefore: [{ day: day - 30, cents: 40_000 }], settledDay: day } }),
      show("b", certain(0), { plan: { paidBefore: [{ day, cents: 20_000 }], settledDay: day + 9 } })
    ], 4)
    assert.strictEqual(cash.troughP95Cents, 40_000)
  })
})
