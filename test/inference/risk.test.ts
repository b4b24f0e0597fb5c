import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { cumulative, quantile } from "../../inference/Normal.ts"
import * as Risk from "../../inference/Risk.ts"

const near = (actual: number, expected: number, within: number) =>
  assert.isTrue(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

const show: Risk.FlatShow = {
  centre: Math.log(1_050),
  deviation: 0.35,
  capacity: 1_400,
  contribution: 40.5867,
  fixed: 38_000
}

describe("a flat show's risk", () => {
  it("gives the worked figures of breakeven, loss and sell-out", () => {
    near(Risk.breakeven(show), 936.27, 0.005)
    near(Risk.lossProbability({ ...show, fixed: 937 * show.contribution }), 0.3725, 5e-5)
    near(Risk.selloutProbability(show), 0.2056, 5e-5)
  })

  it("gives the worked expectations", () => {
    near(Risk.expectedSold(show), 1_048.57, 0.005)
    near(Risk.expectedProfit(show), 4_557.95, 0.1)
    near(Risk.expectedLossGivenLoss(show), 7_639, 0.1)
  })

  it("gives the worked tail", () => {
    near(Risk.demandQuantile(show, 0.05), 590.42, 0.01)
    near(Risk.valueAtRisk(show, 0.95), 14_036.89, 0.5)
    near(Risk.conditionalValueAtRisk(show, 0.95), 17_131.72, 0.5)
  })

  it("is certain to lose where the breakeven lies beyond the room", () => {
    const hopeless = { ...show, fixed: 1_500 * show.contribution }
    assert.strictEqual(Risk.lossProbability(hopeless), 1)
    near(Risk.expectedLossGivenLoss(hopeless), -Risk.expectedProfit(hopeless), 1e-6)
  })

  it("agrees with counting over the distribution", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 9, noNaN: true }),
        fc.double({ min: 0.1, max: 0.8, noNaN: true }),
        fc.double({ min: 0.3, max: 0.95, noNaN: true }),
        (centre, deviation, breakevenShare) => {
          const capacity = Math.exp(centre)
          const any = { centre, deviation, capacity, contribution: 40, fixed: 40 * capacity * breakevenShare }
          const cells = 4_000
          let profit = 0
          let losses = 0
          for (let i = 0; i < cells; i++) {
            const sold = Math.min(capacity, Risk.demandQuantile(any, (i + 0.5) / cells))
            profit += 40 * sold - any.fixed
            if (40 * sold < any.fixed) losses++
          }
          near(Risk.lossProbability(any), losses / cells, 2 / cells)
          near(Risk.expectedProfit(any) / (40 * capacity), profit / cells / (40 * capacity), 1e-3)
        }
      ),
      { numRuns: 30 }
    ))
})

describe("the normal distribution", () => {
  it("has its known values", () => {
    near(cumulative(1.96), 0.9750021048517795, 1e-14)
    near(cumulative(-5), 2.866515718791939e-7, 1e-16)
    near(quantile(0.9), 1.2815515655446004, 1e-12)
  })

  it("is undone by its quantile", () =>
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (level) => {
      near(cumulative(quantile(level)), level, 1e-12)
    })))
})
