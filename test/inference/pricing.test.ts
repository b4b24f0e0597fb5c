import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Pricing from "../../inference/Pricing.ts"

const near = (actual: number | undefined, expected: number, within: number) =>
  assert.isTrue(actual !== undefined && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

describe("logit demand", () => {
  const curve = { market: 4_000, intercept: 1.8, slope: 0.045 }

  it("finds the optimum by Lambert's W", () => {
    near(Pricing.lambertW(Math.exp(curve.intercept - 1)), 0.902541, 5e-7)
    near(Pricing.logitOptimum(curve, 0), 42.2787, 5e-5)
    near(Pricing.logitDemandAt(curve, Pricing.logitOptimum(curve, 0)), 1_897.5, 0.05)
  })

  it("sells the room out at the runout price, which then earns more than the optimum", () => {
    near(Pricing.logitRunout(curve, 1_400), 53.7564, 5e-5)
    const price = Pricing.logitPrice(curve, 0, 1_400, { least: 0, most: 1_000 })
    near(price * Math.min(1_400, Pricing.logitDemandAt(curve, price)), 75_259, 0.05)
  })

  it("stays within the bounds agreed with the artist", () => {
    assert.strictEqual(Pricing.logitPrice(curve, 0, 1_400, { least: 20, most: 50 }), 50)
    assert.strictEqual(Pricing.logitPrice(curve, 0, 1_400, { least: 60, most: 70 }), 60)
  })

  it("knows its elasticity", () => near(Pricing.logitElasticity(curve, 45), -1.125928, 5e-7))
})

describe("exponential demand", () => {
  const curve = { market: 3_200, scale: 38 }
  const ticket = { facilityFee: 2.5, variableCost: 1.25, ancillary: 6, taxRate: 0.05 }

  it("has its highest gross at the scale", () => {
    assert.strictEqual(Pricing.grossOptimum(curve), 38)
    near(Pricing.exponentialDemandAt(curve, 38), 1_177.21, 0.005)
  })

  it("has its highest contribution below, as guests spend inside", () => {
    near(Pricing.contributionOptimum(curve, ticket), 35.5125, 5e-5)
    near(Pricing.exponentialDemandAt(curve, 35.5125), 1_256.85, 0.005)
  })

  it("fills the room at the runout price", () => near(Pricing.exponentialRunout(curve, 1_400), 31.4138, 5e-5))

  it("has its optima where no other price does better", () =>
    fc.assert(fc.property(
      fc.double({ min: 500, max: 20_000, noNaN: true }),
      fc.double({ min: 5, max: 200, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (market, scale, share) => {
        const curve = { market, scale }
        const gross = (price: number) => price * Pricing.exponentialDemandAt(curve, price)
        const contribution = (price: number) =>
          Pricing.contributionAt(ticket, price) * Pricing.exponentialDemandAt(curve, price)
        const best = Pricing.grossOptimum(curve)
        const leaving = Pricing.contributionOptimum(curve, ticket)
        assert.isTrue(gross(best * share) <= gross(best) * (1 + 1e-12))
        assert.isTrue(contribution(leaving * share) <= contribution(leaving) * (1 + 1e-12))
      }
    )))

  it("passes through the point it is drawn through, with that elasticity", () => {
    const drawn = Pricing.through(1_000, 40, 1.2)
    near(Pricing.exponentialDemandAt(drawn, 40), 1_000, 1e-9)
    near(Math.log(Pricing.exponentialDemandAt(drawn, 40.004) / 1_000) / Math.log(40.004 / 40), -1.2, 1e-3)
  })
})

describe("constant elasticity", () => {
  it("marks up the marginal cost", () => near(Pricing.markup(12, 1.8), 27, 1e-9))

  it("has no inner optimum where demand is inelastic", () => assert.isUndefined(Pricing.markup(12, 0.9)))
})

describe("Lambert's W", () => {
  it("undoes w e^w", () =>
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 50, noNaN: true }), (w) => {
      near(Pricing.lambertW(w * Math.exp(w)), w, 1e-9 * Math.max(1, w))
    })))
})
