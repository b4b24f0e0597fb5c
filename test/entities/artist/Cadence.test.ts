import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Cadence from "../../../entities/artist/Cadence.ts"

const minute = 60_000
const hour = 60 * minute

const nobody: Cadence.Interest = {
  watched: false,
  hasLiveBooking: false,
  dailyGrowth: undefined,
  consecutiveFailures: 0
}

const interest = fc.record({
  watched: fc.boolean(),
  hasLiveBooking: fc.boolean(),
  dailyGrowth: fc.option(fc.double({ min: -1, max: 1e6, noNaN: true }), { nil: undefined }),
  consecutiveFailures: fc.nat({ max: 5_000 })
})
const spread = fc.double({ min: 0, max: 1, noNaN: true })

const holds = <Ts>(arbitrary: fc.Arbitrary<Ts>, property: (value: Ts) => void) =>
  fc.assert(fc.property(arbitrary, property))

describe("Cadence", () => {
  const waits: ReadonlyArray<readonly [string, Partial<Cadence.Interest>, number]> = [
    ["half a day for an act that nobody asked about", {}, 12 * hour],
    ["an hour for a watched act", { watched: true }, hour],
    ["a quarter of an hour for one with a booking in play", { hasLiveBooking: true }, 15 * minute],
    ["no longer for one that is watched as well", { hasLiveBooking: true, watched: true }, 15 * minute],
    ["half of it at 1 % growth a day", { watched: true, dailyGrowth: 0.01 }, 30 * minute],
    ["a third of it at 2 %", { dailyGrowth: 0.02 }, 4 * hour],
    ["no longer for an act that shrinks", { watched: true, dailyGrowth: -0.5 }, hour],
    ["the floor for one that doubles in a day", { watched: true, dailyGrowth: 1 }, 5 * minute],
    ["twice as long after a failure", { watched: true, consecutiveFailures: 1 }, 2 * hour],
    ["eight times as long after three", { hasLiveBooking: true, consecutiveFailures: 3 }, 2 * hour],
    ["the ceiling after many", { hasLiveBooking: true, consecutiveFailures: 40 }, 12 * hour]
  ]
  it.each(waits)("waits %s", (_, change, expected) => {
    assert.strictEqual(Cadence.intervalMillis({ ...nobody, ...change }), expected)
  })

  it("keeps every look within the floor and the ceiling, after failures and whatever time a platform names", () =>
    holds(fc.tuple(interest, spread, fc.nat({ max: 1e12 })), ([about, spread, retryAfter]) => {
      const waits = [Cadence.intervalMillis(about), Cadence.nextDueMillis(0, about, spread, retryAfter)]
      for (const wait of waits) {
        assert.isAtLeast(wait, Cadence.floorMillis)
        assert.isAtMost(wait, Cadence.ceilingMillis)
      }
    }))

  it("never comes before a time that a platform named, up to the ceiling", () =>
    holds(fc.tuple(interest, spread, fc.nat({ max: Cadence.ceilingMillis })), ([about, spread, retryAfter]) => {
      assert.isAtLeast(Cadence.nextDueMillis(1_000, about, spread, retryAfter), 1_000 + retryAfter)
    }))

  it("never waits longer for an act that grows faster", () =>
    holds(fc.tuple(interest, fc.double({ min: 0, max: 10, noNaN: true })), ([about, more]) => {
      const faster = { ...about, dailyGrowth: (about.dailyGrowth ?? 0) + more }
      assert.isAtMost(Cadence.intervalMillis(faster), Cadence.intervalMillis(about))
    }))

  it("never waits longer for an act that is watched or has a booking in play, nor less after a failure", () =>
    holds(interest, (about) => {
      const wait = Cadence.intervalMillis(about)
      assert.isAtMost(Cadence.intervalMillis({ ...about, watched: true }), wait)
      assert.isAtMost(Cadence.intervalMillis({ ...about, hasLiveBooking: true }), wait)
      assert.isAtLeast(Cadence.intervalMillis({ ...about, consecutiveFailures: about.consecutiveFailures + 1 }), wait)
    }))

  it("parts artists that were looked at together by up to a tenth of their wait", () => {
    assert.strictEqual(Cadence.nextDueMillis(0, nobody, 0), 12 * hour)
    assert.strictEqual(Cadence.nextDueMillis(0, nobody, 0.5), 11.4 * hour)
    assert.strictEqual(Cadence.nextDueMillis(0, nobody, 1), 10.8 * hour)
  })
})
