import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { totalSellable } from "../../entities/domain/deal/Scaling.ts"
import type { Show } from "../../entities/domain/deal/Show.ts"
import { waterfall } from "../../entities/domain/deal/Waterfall.ts"
import { PriceCents } from "../../entities/domain/Money.ts"
import { assess } from "../../inference/DealAssessment.ts"
import { dealFactors } from "../../inference/DealFactors.ts"
import { priceAdvice } from "../../inference/DealPricing.ts"
import { lossProbability, outcomes, resultOf, riskOf, type Venture } from "../../inference/DealRisk.ts"
import { chanceBelow, demandQuantile, throughQuantiles } from "../../inference/DemandBelief.ts"
import * as Risk from "../../inference/Risk.ts"
import * as Standard from "../../inference/StandardShow.ts"
import * as Tiering from "../../inference/Tiering.ts"
import { showAndSold } from "../entities/domain/deal/arbitrary.ts"
import { commonShow, decodeShow, plainShow } from "../entities/domain/deal/shows.ts"

const near = (actual: number, expected: number, within: number) =>
  assert.isTrue(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

const sold = (show: Show): Venture => ({ show, order: "proportional" })
const worked = { centre: Math.log(1_050), below: 0.35, above: 0.35 }
const flat = sold(commonShow({ terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }))
const belief = fc.record({
  centre: fc.double({ min: 3, max: 9, noNaN: true }),
  below: fc.double({ min: 0.05, max: 1, noNaN: true }),
  above: fc.double({ min: 0.05, max: 1, noNaN: true })
})

describe("the risk of a deal", () => {
  // all 1,400 places at the average price of the common show: 40.588 a ticket
  const { scaling } = flat.show
  const onePrice = {
    ...flat.show,
    scaling: {
      ...scaling,
      tiers: [{
        ...scaling.tiers[0],
        name: "All",
        priceCents: PriceCents.make(4_643),
        allotment: 1_400,
        comps: 0,
        kills: 0,
        fees: []
      }]
    }
  }
  const risk = riskOf(sold(onePrice), worked)

  it("has the worked figures of the common show under a flat deal", () => {
    assert.strictEqual(risk.breakevenTickets, 937)
    near(risk.lossProbability, 0.3725, 5e-5)
    near(risk.selloutProbability, 0.2056, 5e-5)
    near(risk.sold.expected, 1_048.57, 1)
  })

  // a ticket is sold whole or not at all: half a ticket, 20.29, below the worked example's fractions
  it("has the worked expectations and tail to half a ticket", () => {
    near(risk.result.expected, 455_795, 2_100)
    near(risk.expectedLossCents, 763_900, 2_100)
    near(risk.valueAtRisk95Cents, 1_403_689, 2_100)
    near(risk.conditionalValueAtRisk95Cents, 1_713_172, 2_100)
  })

  it("is found tier by tier where there are several", () => {
    assert.strictEqual(riskOf(flat, worked).breakevenTickets, 936)
    near(riskOf(flat, worked).lossProbability, chanceBelow(worked, 936), 1e-4)
  })

  it("is the closed form's for the standard show that a forecast without a deal is judged by", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 1_800 }),
        fc.integer({ min: 20, max: 120 }),
        belief,
        (capacity, price, { below, centre }) => {
          const guarantee = Math.round(Standard.guarantee(capacity, price))
          const closed = Standard.flatShow({ centre, deviation: below }, capacity, price, guarantee)
          const show = decodeShow({
            scaling: {
              capacity,
              fees: [{ name: "Facility", kind: "facility", centsPerTicket: 100 * Standard.ticket.facilityFee }],
              tiers: [{ name: "All", priceCents: 100 * price, allotment: capacity }]
            },
            tax: { mode: "divisor", rate: 10_000 * Standard.ticket.taxRate },
            costs: [
              { name: "Fixed", basis: "fixed", cents: { budget: Math.round(100 * Standard.fixedCosts(capacity)) } },
              { name: "Ticket", basis: "perTicket", cents: { budget: 100 * Standard.ticket.variableCost } }
            ],
            talents: [{
              name: "Headliner",
              role: "headliner",
              deal: { terms: { _tag: "Flat", guaranteeCents: 100 * guarantee } }
            }]
          })
          const through = { centre, below, above: below }
          const exact = Math.ceil(Risk.breakeven(closed))
          const expected = exact > capacity ? 1 : chanceBelow(through, exact)
          // cents may move the breakeven by a ticket
          near(
            lossProbability(sold(show), through),
            expected,
            chanceBelow(through, exact + 1) - chanceBelow(through, exact - 1) + 1e-9
          )
        }
      ),
      { numRuns: 60 }
    ))

  it("counts every outcome once", () =>
    fc.assert(
      fc.property(showAndSold, belief, ({ show }, belief) => {
        const all = outcomes(sold(show), belief)
        near(all.chances.reduce((sum, chance) => sum + chance, 0), 1, 1e-9)
        assert.isTrue(
          all.tickets.every((tickets, i) =>
            tickets <= totalSellable(show.scaling) && (i === 0 || tickets > (all.tickets[i - 1] ?? 0))
          )
        )
      }),
      { numRuns: 60 }
    ))

  it("takes every result from the deal engine, the co-promoters' share off", () =>
    fc.assert(
      fc.property(showAndSold, fc.nat(4_000), ({ show }, tickets) => {
        const whole = { ...show, coPromoters: [] }
        const result = resultOf(sold(whole))(tickets)
        const fill = resultOf(sold(show))(tickets)
        assert.isTrue(Math.abs(fill) <= Math.abs(result) + 1)
      }),
      { numRuns: 60 }
    ))

  it("has its quantiles in order and a tail worse than its edge", () =>
    fc.assert(
      fc.property(showAndSold, belief, ({ show }, belief) => {
        const risk = riskOf(sold(show), belief)
        assert.isTrue(risk.result.p10 <= risk.result.p50 && risk.result.p50 <= risk.result.p90)
        assert.isTrue(risk.conditionalValueAtRisk95Cents >= risk.valueAtRisk95Cents - 1)
        assert.isTrue(risk.lossProbability >= 0 && risk.lossProbability <= 1)
      }),
      { numRuns: 40 }
    ))

  it("sees a threshold bonus turn a gain into a loss beyond the breakeven", () => {
    const deal = {
      terms: { _tag: "Flat", guaranteeCents: 500_000 },
      bonuses: [{
        _tag: "ThresholdFee",
        name: "Full",
        trigger: "occupancy",
        pays: "highest",
        steps: [{ at: 10_000, cents: 600_000 }]
      }]
    } as const
    const show = plainShow(deal)
    assert.strictEqual(resultOf(sold(show))(999), 499_000)
    assert.strictEqual(resultOf(sold(show))(1_000), -100_000)
    const soldOut = { centre: Math.log(10_000), below: 0.1, above: 0.1 }
    near(lossProbability(sold(show), soldOut), 1, 1e-9)
    assert.strictEqual(waterfall(show, [1_000]).promoterResult, -100_000)
  })
})

describe("a belief of demand", () => {
  it("passes through the forecast's quantiles", () => {
    const through = throughQuantiles({ p10: 700, p50: 1_000, p90: 1_600 })
    near(demandQuantile(through, 0.1), 700, 1e-6)
    near(demandQuantile(through, 0.5), 1_000, 1e-6)
    near(demandQuantile(through, 0.9), 1_600, 1e-6)
    near(chanceBelow(through, 700), 0.1, 1e-9)
  })
})

describe("the price of a deal", () => {
  const question = { elasticity: 1.2 }

  it("is higher for the gross where the room sells out anyway", () => {
    const crowded = { centre: Math.log(3_000), below: 0.2, above: 0.2 }
    const { promoterOptimal, revenueOptimal } = priceAdvice(flat, crowded, question)
    assert.isAbove(revenueOptimal.level, 1.2)
    assert.isAbove(promoterOptimal.level, 1.2)
  })

  it("is lower for the promoter where guests spend inside", () => {
    const bar = {
      ...flat.show,
      revenue: [{ name: "Bar", goesTo: "promoter", basis: "perTicket", cents: 1_500 }] as const
    }
    const plain = priceAdvice(flat, worked, question)
    const spending = priceAdvice(sold(bar), worked, question)
    assert.isBelow(spending.promoterOptimal.level, plain.promoterOptimal.level)
    assert.strictEqual(spending.revenueOptimal.level, plain.revenueOptimal.level)
  })

  it("is nearer to a full room where the artist takes most of the net, and a ticket brings the promoter its bar", () => {
    const bar = [{ name: "Bar", goesTo: "promoter", basis: "perTicket", cents: 600 }] as const
    const mine = { ...flat.show, revenue: bar }
    const theirs = {
      ...commonShow({ terms: { _tag: "Versus", guaranteeCents: 100, share: 8_500, of: "net" } }),
      revenue: bar
    }
    assert.isBelow(
      priceAdvice(sold(theirs), worked, question).promoterOptimal.level,
      priceAdvice(sold(mine), worked, question).promoterOptimal.level
    )
  })

  it("does at its optimum no worse than anywhere on its curve, and keeps inside what was agreed", () =>
    fc.assert(
      fc.property(
        showAndSold,
        belief,
        fc.double({ min: 0.5, max: 2.5, noNaN: true }),
        ({ show }, belief, elasticity) => {
          const bounds = { leastCents: 1_000, mostCents: 9_000 }
          const free = priceAdvice(sold(show), belief, { elasticity })
          const bound = priceAdvice(sold(show), belief, { elasticity, bounds })
          for (const each of free.curve) {
            assert.isAtMost(each.expectedGrossCents, free.revenueOptimal.expectedGrossCents)
            assert.isAtMost(each.expectedResultCents, free.promoterOptimal.expectedResultCents)
          }
          for (const { priceCents } of bound.promoterOptimal.tiers) {
            assert.isTrue(free.curve.length === 0 || (priceCents >= 1_000 && priceCents <= 9_000))
          }
        }
      ),
      { numRuns: 15 }
    ))

  it("proposes tiers that together average the promoter's best price, where there is only one", () => {
    const { promoterOptimal, tiers } = priceAdvice(
      sold(plainShow({ terms: { _tag: "Flat", guaranteeCents: 0 } })),
      worked,
      question
    )
    assert.isNotNull(tiers)
    const average = tiers?.tiers.reduce((sum, tier) => sum + tier.priceCents * tier.allotment, 0) ?? 0
    near(average / 1_000, promoterOptimal.averageCents, 30)
    assert.strictEqual(tiers?.tiers.reduce((sum, tier) => sum + tier.allotment, 0), 1_000)
    assert.isNull(priceAdvice(flat, worked, question).tiers)
  })
})

describe("several prices for one room", () => {
  const curve = { market: 3_200, scale: 38 }

  it("bring about 5 % over one", () => {
    near(Tiering.tiersFor(curve, 1_400).gain, 0.05, 0.005)
  })

  it("bring more the more there are, and nothing more where places are alike", () => {
    const even = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `${index}`, share: 1 / count }))
    const gains = [1, 2, 3, 4].map((count) => Tiering.tiersFor(curve, 1_400, even(count)).gain)
    near(gains[0] ?? 1, 0, 1e-12)
    assert.deepStrictEqual(gains, gains.toSorted((a, b) => a - b))
    near(Tiering.tiersFor(curve, 1_400, even(4), 0).gain, 0, 1e-12)
  })

  it("fall from the front to the back and take every place once", () =>
    fc.assert(fc.property(
      fc.integer({ min: 30, max: 20_000 }),
      fc.double({ min: 100, max: 50_000, noNaN: true }),
      fc.double({ min: 5, max: 200, noNaN: true }),
      (capacity, market, scale) => {
        const { gain, tiers } = Tiering.tiersFor({ market, scale }, capacity)
        const prices = tiers.map(({ price }) => price)
        assert.deepStrictEqual(prices, prices.toSorted((a, b) => b - a))
        assert.isAbove(gain, -1e-9)
        assert.strictEqual(tiers.reduce((sum, { places }) => sum + places, 0), capacity)
      }
    )))
})

describe("what drives a deal's risk", () => {
  it("is named heaviest first with a way out, and only where it is worse than usual", () => {
    const dear = sold(commonShow({ terms: { _tag: "Flat", guaranteeCents: 3_500_000 } }))
    const { factors, risk } = assess(dear, worked, { elasticity: 1.2 })
    assert.strictEqual(factors[0]?.factor, "guarantee")
    assert.include(factors[0]?.mitigation, "20,150")
    assert.isAbove(risk.lossProbability, 0.7)
    const impacts = factors.map(({ impact }) => impact)
    assert.deepStrictEqual(impacts, impacts.toSorted((a, b) => b - a))
    const cheap = sold(commonShow({ terms: { _tag: "Flat", guaranteeCents: 100_000 } }))
    assert.notInclude(assess(cheap, worked, { elasticity: 1.2 }).factors.map(({ factor }) => factor), "guarantee")
  })

  it("has the impact that P(loss) falls by", () => {
    const door = sold(commonShow({ terms: { _tag: "Door", share: 7_000, of: "netGross" } }))
    const best = priceAdvice(door, worked, { elasticity: 1.2 }).asked
    const factors = dealFactors(door, worked, { best, elasticity: 1.2 })
    const net = sold(commonShow({ terms: { _tag: "Door", share: 7_000, of: "net" } }))
    const share = factors.find(({ factor }) => factor === "share from the first ticket")
    near(share?.impact ?? 0, lossProbability(door, worked) - lossProbability(net, worked), 0.005)
  })
})
