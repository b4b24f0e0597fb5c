import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, FastCheck as fc, Schema } from "effect"
import { ActFigures, Forecast, type ForecastRequest, RoomFigures } from "../../entities/domain/Forecast.ts"
import { complete, prepare } from "../../inference/Answering.ts"
import { factorsOf, lossOf, type Situation } from "../../inference/Factors.ts"
import { PastShows } from "../../inference/PastShows.ts"
import { blank } from "../../inference/Priors.ts"
import { past, request } from "./fixtures.ts"

const manifest = {
  version: "test",
  trainedAt: "2025-01-01T00:00:00.000Z",
  features: [],
  corrections: [],
  deviation: 0.4
}
const shows = new PastShows([
  past({ id: "a", act: "Nova Kestrel", sold: 1_100, date: "2025-02-01" }),
  past({ id: "b", act: "Nova Kestrel", sold: 900, date: "2025-04-01" }),
  past({ id: "c" })
])
const forecast = (asked: ForecastRequest, outputs: ReadonlyArray<number> = [0.1, 0.5, 0.8, 1, 0.1, 0.5, 0.75, 1]) =>
  complete(prepare(asked, shows, blank), outputs, manifest)

const numbersIn = (value: unknown): ReadonlyArray<number> =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
    ? Object.values(value).flatMap(numbersIn)
    : []

describe("an answer", () => {
  it("is made of finite numbers in their bounds, whatever is asked", () =>
    fc.assert(fc.property(
      Arbitrary.make(ActFigures),
      Arbitrary.make(RoomFigures),
      fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: undefined }),
      fc.array(fc.double({ min: -1, max: 1.5, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (act, room, ticketPriceCents, outputs) => {
        const { ticketPriceCents: _, ...unpriced } = request({})
        const priced = request(ticketPriceCents === undefined ? {} : { ticketPriceCents })
        const answer = forecast({ ...(ticketPriceCents === undefined ? unpriced : priced), act, room }, outputs)
        assert.isTrue(numbersIn(answer).every(Number.isFinite), JSON.stringify(answer))
        assert.isTrue(answer.demand.p10 <= answer.demand.p50 && answer.demand.p50 <= answer.demand.p90)
        assert.isTrue(answer.attendance.p90 <= Math.max(1, room.capacity))
        assert.isTrue(answer.risk.score >= 0 && answer.risk.score <= 1)
        assert.isTrue(answer.demand.confidence >= 0 && answer.demand.confidence <= 1)
        Schema.encodeSync(Forecast)(answer)
      }
    )))

  it("asks no lower price for more demand", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (a, b) => {
          const optimal = (middle: number) =>
            forecast(request({}), [middle, 0.05, middle, 1, middle, 0.05, middle, 1]).pricing.optimalCents
          assert.isAtMost(optimal(Math.min(a, b)), optimal(Math.max(a, b)))
        }
      )
    ))

  it("expects fewer guests at a price above the act's usual one", () => {
    const at = (ticketPriceCents: number) => forecast(request({ ticketPriceCents })).demand.p50
    assert.isBelow(at(4_500), at(3_000))
    assert.isAbove(at(2_000), at(3_000))
  })

  it("leaves out history, comparable shows and the season where the question does", () => {
    const plain = forecast(request({}))
    assert.isAbove(plain.similarEvents.length, 0)
    assert.deepStrictEqual(forecast(request({ includeSimilarArtists: false })).similarEvents, [])
    const unseen = forecast(request({ useHistorical: false }))
    assert.deepStrictEqual(unseen.similarEvents, [])
    assert.include(unseen.warnings[0] ?? "", "past shows of the act")
    const timeless = prepare(request({ seasonalAdjustment: false }), shows, blank).rows
    assert.deepStrictEqual(timeless.slice(0, timeless.length / 2), timeless.slice(timeless.length / 2))
  })

  it("warns of a room far beyond anything the act has drawn", () => {
    const { warnings } = forecast(request({ room: { capacity: 20_000 } }))
    assert.isTrue(warnings.some((warning) => warning.startsWith("The room is more than twice the size")))
  })
})

describe("risk factors", () => {
  const situation: Situation = {
    centre: Math.log(900),
    deviation: 0.35,
    capacity: 1_400,
    price: 46,
    recommendedPrice: 44,
    calendar: -0.2,
    momentum: 0.1
  }
  const impactOf = (name: string, of: Situation) => factorsOf(of).find(({ factor }) => factor === name)?.impact ?? 0

  it("weigh what P(loss) is without them", () => {
    const neutral = lossOf({ ...situation, centre: situation.centre + 0.2 })
    assert.closeTo(impactOf("date", situation), lossOf(situation) - neutral, 1e-4)
    assert.isAbove(impactOf("date", situation), 0)
    assert.isBelow(impactOf("momentum", situation), 0)
    assert.isAbove(impactOf("room size", situation), 0)
  })

  it("are silent where they say nothing, come heaviest first and each with a way out", () => {
    assert.strictEqual(impactOf("date", { ...situation, calendar: 0 }), 0)
    const impacts = factorsOf(situation).map(({ impact }) => Math.abs(impact))
    assert.deepStrictEqual(impacts, impacts.toSorted((a, b) => b - a))
    assert.isTrue(factorsOf(situation).every(({ mitigation }) => mitigation.length > 10))
  })
})
