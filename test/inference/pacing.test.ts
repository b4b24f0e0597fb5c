import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Pacing from "../../inference/Pacing.ts"

const near = (actual: number, expected: number, within: number) =>
  assert.isTrue(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

const usual = Pacing.cohortCurve(2_000)
const capacity = fc.integer({ min: 50, max: 20_000 })
const days = fc.integer({ min: 1, max: 400 })
const prior = fc.record({
  centre: fc.double({ min: 3, max: 10, noNaN: true }),
  deviation: fc.double({ min: 0.05, max: 1, noNaN: true })
})

describe("the share sold", () => {
  it("is what the trade publishes for rooms of 1,200 to 3,500", () => {
    const at = (daysToShow: number) => Pacing.shareSold(usual, daysToShow, 120)
    near(at(113), 0.28, 1e-12)
    near(at(60), 0.4, 1e-12)
    near(at(30), 0.52, 1e-12)
    near(at(14), 0.66, 1e-12)
    near(at(7), 0.78, 1e-12)
    near(at(1), 0.95, 1e-12)
  })

  it("leaves 57 % for the last week of small rooms and sells early for big names", () => {
    near(Pacing.shareSold(Pacing.cohortCurve(400), 7, 120), 0.43, 1e-12)
    assert.isAbove(Pacing.shareSold(Pacing.cohortCurve(12_000), 60, 120), Pacing.shareSold(usual, 60, 120))
  })

  it("begins at nothing on the first day, ends at all on the day, and never falls in between", () =>
    fc.assert(fc.property(capacity, days, (capacity, daysOnSale) => {
      const curve = Pacing.cohortCurve(capacity)
      let before = 0
      for (let left = daysOnSale; left >= 0; left -= 0.5) {
        const share = Pacing.shareSold(curve, left, daysOnSale)
        assert.isTrue(share >= before && share <= 1, `${share} after ${before} with ${left} of ${daysOnSale} days left`)
        before = share
      }
      assert.strictEqual(Pacing.shareSold(curve, daysOnSale, daysOnSale), 0)
      assert.strictEqual(before, 1)
    })))

  it("hardly moves after the first week when the sale is a day longer", () =>
    fc.assert(fc.property(capacity, fc.integer({ min: 20, max: 300 }), fc.nat(291), (capacity, daysOnSale, at) => {
      const curve = Pacing.cohortCurve(capacity)
      const daysToShow = at % (daysOnSale - 8)
      const shorter = Pacing.shareSold(curve, daysToShow, daysOnSale)
      assert.isBelow(Math.abs(shorter - Pacing.shareSold(curve, daysToShow, daysOnSale + 1)), 0.03)
    })))
})

describe("the final count", () => {
  it("blends forecast and count as the worked example does", () => {
    const { centre, deviation } = Pacing.blendCount({ centre: Math.log(1_200), deviation: 0.35 }, 430, 0.45, 0.2)
    near(Math.exp(centre), 1_010.66, 0.005)
    near(deviation, 0.173649, 5e-7)
    near(Math.exp(centre - 1.2815515655 * deviation), 809.01, 0.02)
    near(Math.exp(centre + 1.2815515655 * deviation), 1_262.58, 0.02)
  })

  it("lies between what is sold and what the room takes, its quantiles in order", () =>
    fc.assert(fc.property(prior, capacity, fc.double({ min: 0, max: 1, noNaN: true }), days, days, (
      prior,
      capacity,
      part,
      daysToShow,
      daysOnSale
    ) => {
      const sold = Math.floor(capacity * part)
      const { final } = Pacing.pace(Pacing.cohortCurve(capacity), { prior, capacity, sold, daysToShow, daysOnSale })
      const inOrder = [sold, final.p10, final.p50, final.p80, final.p90, capacity]
      assert.deepStrictEqual(inOrder, inOrder.toSorted((a, b) => a - b))
    })))

  it("never falls because one more ticket is sold", () =>
    fc.assert(fc.property(prior, capacity, days, days, fc.nat(1_000_000), (prior, capacity, left, more, at) => {
      const curve = Pacing.cohortCurve(capacity)
      const question = { prior, capacity, daysToShow: left, daysOnSale: left + more }
      const sold = at % capacity
      const [less, then] = [sold, sold + 1].map((sold) => Pacing.pace(curve, { ...question, sold }).final.p50)
      assert.isTrue((then ?? 0) >= (less ?? 0) - 1e-9, `${then} after ${less}`)
    })))

  it("is the forecast before the sale begins and the count once the show is played", () => {
    const question = { prior: { centre: Math.log(1_200), deviation: 0.35 }, capacity: 2_000, daysOnSale: 100 }
    near(Pacing.pace(usual, { ...question, sold: 0, daysToShow: 150 }).final.p50, 1_200, 1e-9)
    assert.deepStrictEqual(Pacing.pace(usual, { ...question, sold: 777, daysToShow: 0 }).final, {
      p10: 777,
      p50: 777,
      p80: 777,
      p90: 777
    })
  })

  it("is surer the nearer the show", () =>
    fc.assert(fc.property(prior, fc.integer({ min: 1, max: 99 }), (prior, daysToShow) => {
      const at = (daysToShow: number) => {
        const sold = Math.round(Math.exp(prior.centre) * Pacing.shareSold(usual, daysToShow, 100))
        return Pacing.pace(usual, { prior, capacity: 100_000, sold, daysToShow, daysOnSale: 100 }).demand.deviation
      }
      assert.isAtMost(at(daysToShow), at(daysToShow + 1) + 1e-12)
    })))
})

describe("the pace", () => {
  const standing = (sold: number) =>
    Pacing.pace(usual, {
      prior: { centre: Math.log(1_200), deviation: 0.25 },
      capacity: 2_000,
      sold,
      daysToShow: 30,
      daysOnSale: 100
    }).standing

  it("is behind or ahead where the count leaves the 80 % band", () => {
    assert.deepStrictEqual([200, 624, 1_300].map(standing), ["behind", "onPace", "ahead"])
  })

  it("is off after two counts running on the same side", () => {
    assert.strictEqual(Pacing.offPace(["onPace", "behind", "behind"]), "behind")
    assert.isUndefined(Pacing.offPace(["behind", "ahead"]))
    assert.isUndefined(Pacing.offPace(["behind", "behind", "onPace"]))
    assert.isUndefined(Pacing.offPace(["ahead"]))
  })
})
