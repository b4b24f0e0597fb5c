import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Trend from "../../../entities/artist/Trend.ts"

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 0, 5)

/** The trend of looks at these hours after the start. */
const looks = (points: ReadonlyArray<readonly [hours: number, reach: number]>): Trend.Trend =>
  points.reduce<Trend.Trend>((trend, [hours, reach]) => Trend.add(trend, start + hours * hour, reach), [])

const every = (hours: number, days: number, reachAt: (day: number) => number) =>
  looks(Array.from({ length: Math.floor((days * 24) / hours) + 1 }, (_, n) => [n * hours, reachAt((n * hours) / 24)]))

describe("Trend", () => {
  it("keeps one point a day for a week and one a week before that, the newest last", () => {
    const trend = every(1, 60, (days) => 1_000 + days)
    const ages = trend.map(({ atMillis }) => (start + 60 * day - atMillis) / day)
    assert.strictEqual(ages.at(-1), 0)
    assert.isAtMost(ages.filter((age) => age <= 7).length, 9)
    assert.isAtLeast(ages.filter((age) => age <= 7).length, 7)
    assert.isAtMost(ages.filter((age) => age > 7).length, 9)
    assert.isAtLeast(ages.filter((age) => age > 7).length, 6)
  })

  it("stays small, in order and within fourteen weeks however often an act is looked at", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 * day }), fc.nat({ max: 1e9 })), { maxLength: 120 }),
        (steps) => {
          let at = start
          let trend: Trend.Trend = []
          for (const [step, reach] of steps) {
            at += step
            trend = Trend.add(trend, at, reach)
            assert.deepStrictEqual(trend.at(-1), { atMillis: at, reach })
          }
          assert.isAtMost(trend.length, 24)
          assert.deepStrictEqual(
            trend.map(({ atMillis }) => atMillis),
            trend.map(({ atMillis }) => atMillis).toSorted((a, b) => a - b)
          )
          assert.isTrue(trend.every(({ atMillis }) => at - atMillis <= 98 * day))
        }
      )
    ))

  it("notes one point for looks of the same instant: the last", () => {
    assert.deepStrictEqual(Trend.add(Trend.add([], start, 10), start, 30), [{ atMillis: start, reach: 30 }])
  })

  const growths: ReadonlyArray<readonly [string, Trend.Trend, number, number | undefined]> = [
    ["nothing of an act never looked at", [], 28, undefined],
    ["nothing of a single look", looks([[0, 100]]), 28, undefined],
    ["nothing of a history under half the span", every(24, 13, () => 100), 28, undefined],
    ["no growth of an even act", every(12, 40, () => 100), 28, 0],
    ["1 % a day over 28 days", every(24, 40, (days) => 100 * 1.01 ** days), 28, 28 * Math.log(1.01)],
    [
      "1 % a day over 90 days from a history of 60",
      every(24, 60, (days) => 100 * 1.01 ** days),
      90,
      90 * Math.log(1.01)
    ],
    ["a loss", every(24, 40, (days) => 100 * 0.99 ** days), 28, 28 * Math.log(0.99)],
    ["nothing of an act that nobody follows", every(24, 40, () => 0), 28, undefined]
  ]
  it.each(growths)("tells %s", (_, trend, days, expected) => {
    const found = Trend.logGrowth(trend, days)
    if (expected === undefined || found === undefined) return assert.strictEqual(found, expected)
    assert.closeTo(found, expected, 1e-9)
  })

  it("tells the growth of a day from the newest span of an hour or more", () => {
    assert.isUndefined(Trend.dailyGrowth([]))
    assert.isUndefined(Trend.dailyGrowth(looks([[0, 100], [0.5, 110]])))
    assert.closeTo(Trend.dailyGrowth(looks([[0, 100], [24, 101]])) ?? 0, 0.01, 1e-12)
    assert.closeTo(Trend.dailyGrowth(looks([[20, 100], [32, 101]])) ?? 0, 0.02, 1e-12)
    assert.isUndefined(Trend.dailyGrowth(looks([[0, 0], [48, 100]])))
  })
})
