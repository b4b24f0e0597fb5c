import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { confidenceOf } from "../../inference/Confidence.ts"
import { type Demand, ofModel, weigh } from "../../inference/Demand.ts"
import { blend, drawOf } from "../../inference/DrawPrior.ts"
import { request } from "./fixtures.ts"

const noCorrections = { corrections: [], deviation: 0.4 }
const fresh = { shows: 0, mean: 0, most: 0 }

describe("the draw of an audience", () => {
  const figure = fc.integer({ min: 0, max: 50_000_000 })

  it("never falls when a figure rises", () =>
    fc.assert(fc.property(
      fc.constantFrom("spotifyMonthlyListeners", "spotifyFollowers", "instagramFollowers", "tiktokFollowers"),
      figure,
      figure,
      (name, a, b) => {
        const of = (value: number) => {
          const { act, room } = request({ act: { [name]: value } })
          return drawOf(act, room)?.centre ?? Number.NaN
        }
        assert.isAtMost(of(Math.min(a, b)), of(Math.max(a, b)) + 1e-12)
      }
    )))

  it("takes a ticket from every third listener of its city for a hot act, and says one in ten of a usual one", () => {
    const { act, room } = request({
      act: { genres: [], cityListeners: [{ city: "Leeds", country: "GB", listeners: 15_000 }], engagementRate: 0.04 },
      room: { cityPopulation: 1e6 }
    })
    const draw = drawOf(act, room)
    assert.isDefined(draw)
    if (draw === undefined) return
    assert.closeTo(Math.exp(draw.centre), 1_350, 1)
    assert.isBelow((Math.log(5_000) - draw.centre) / draw.deviation, 2)
    assert.isAbove((Math.log(5_000) - draw.centre) / draw.deviation, 1)
  })

  it("is surer with more signals, and nothing without any", () => {
    const { act, room } = request({})
    const { spotifyMonthlyListeners: _, ...fewer } = act
    assert.isBelow(drawOf(act, room)?.deviation ?? 0, drawOf(fewer, room)?.deviation ?? 0)
    const none = request({ act: { genres: [], cityListeners: [] } })
    assert.isUndefined(drawOf(none.act, none.room))
  })
})

describe("blending in log space", () => {
  it("gives the worked vector of a booking curve's pickup", () => {
    const { centre, deviation } = blend([
      { centre: Math.log(1_200), deviation: 0.35 },
      { centre: Math.log(430) - Math.log(0.45), deviation: 0.2 }
    ])
    assert.closeTo(Math.exp(centre), 1_010.66, 0.005)
    assert.closeTo(deviation, 0.173649, 5e-7)
    assert.closeTo(Math.exp(centre - 1.2815516 * deviation), 809.01, 0.02)
    assert.closeTo(Math.exp(centre + 1.2815516 * deviation), 1_262.58, 0.02)
  })
})

describe("demand", () => {
  const shares = fc.record({
    location: fc.double({ min: -1, max: 2, noNaN: true }),
    low: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    middle: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    high: fc.double({ min: -0.2, max: 1.2, noNaN: true })
  })
  const ordered = (demand: Demand) =>
    demand.p10 < demand.p50 && demand.p50 < demand.p90 && Number.isFinite(demand.p10 + demand.p90) &&
    demand.downside > 0 && demand.deviation > 0

  it("has its quantiles in order, whatever the model answers", () =>
    fc.assert(fc.property(shares, fc.integer({ min: 1, max: 80_000 }), (row, capacity) => {
      const model = ofModel(row, capacity, 90, noCorrections)
      assert.isTrue(ordered(model))
      const { act, room } = request({})
      assert.isTrue(ordered(weigh(model, capacity, drawOf(act, room), fresh).demand))
      assert.isTrue(ordered(weigh(model, capacity, undefined, { shows: 3, mean: 6, most: 7 }).demand))
    })))

  it("reads the graph's share below a full room, and goes on beyond it", () => {
    const below = ofModel({ location: 0.5, low: 0.4, middle: 0.6, high: 0.9 }, 1_000, 90, noCorrections)
    assert.closeTo(Math.exp(below.p50), 600, 1e-6)
    assert.closeTo(Math.exp(below.p90), 900, 1e-6)
    const full = ofModel({ location: 0.5, low: 0.9, middle: 1, high: 1 }, 1_000, 90, noCorrections)
    assert.closeTo(full.p50, Math.log(1_000) + 0.5, 1e-9)
    assert.isAbove(full.p90, Math.log(1_000) + 1)
  })

  it("leaves the model's answer alone where there is neither audience nor a strange room", () => {
    const model = ofModel({ location: 0, low: 0.4, middle: 0.6, high: 0.9 }, 1_000, 90, noCorrections)
    assert.deepStrictEqual(
      weigh(model, 1_000, undefined, { shows: 5, mean: Math.log(700), most: Math.log(900) }).demand,
      model
    )
    assert.deepStrictEqual(weigh(model, 1_000, undefined, fresh).demand, model)
  })

  it("does not believe in a stadium for an act that has filled clubs", () => {
    const model = ofModel({ location: 0, low: 0.4, middle: 0.6, high: 0.9 }, 20_000, 90, noCorrections)
    const { demand } = weigh(model, 20_000, undefined, { shows: 6, mean: Math.log(350), most: Math.log(500) })
    assert.isBelow(Math.exp(demand.p50), 1_500)
    assert.isAbove(demand.deviation, model.deviation)
  })
})

describe("confidence", () => {
  it("falls with width and with what is missing, and rises with comparable shows", () => {
    const sure = { deviation: 0.2, comps: [0.9, 0.9, 0.8, 0.8, 0.8, 0.8], missing: 0 }
    assert.isAbove(confidenceOf(sure), 0.8)
    assert.isBelow(confidenceOf({ ...sure, deviation: 0.5 }), confidenceOf(sure))
    assert.isBelow(confidenceOf({ ...sure, comps: [] }), confidenceOf(sure))
    assert.isBelow(confidenceOf({ ...sure, missing: 0.55 }), 0.6)
    assert.isBelow(confidenceOf({ deviation: 0.05, comps: [], missing: 0.55 }), 0.5)
  })
})
