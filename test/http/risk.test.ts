import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { Show } from "../../entities/domain/deal/Show.ts"
import { AssessedDeal } from "../../rpc/contract/RiskRpcs.ts"
import { commonShow } from "../entities/domain/deal/shows.ts"
import * as App from "./app.ts"

const decode = Schema.decodeSync(Schema.parseJson(AssessedDeal))
const show = Schema.encodeSync(Show)(commonShow({ terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }))
/** ln demand of deviation .35 around 1,050 */
const demand = { p10: 670.5, p50: 1_050, p90: 1_644.3 }
const Opened = Schema.parseJson(Schema.Struct({ id: Schema.String }))

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("price and risk over REST", (it) => {
  it.effect("judge a deal under a demand of one's own", () =>
    Effect.gen(function*() {
      const answer = yield* App.postJson("/api/v1/deals/risk", { show, under: { demand } })
      assert.strictEqual(answer.status, 200, answer.text)
      const { forecast, pricing, risk } = decode(answer.text)
      assert.approximately(risk.lossProbability, 0.3725, 0.002)
      assert.strictEqual(risk.breakevenTickets, 936)
      assert.strictEqual(risk.walkoutCents, 2_000_000)
      assert.isNull(forecast.predictionId)
      assert.isAtLeast(pricing.promoterOptimal.expectedResultCents, pricing.asked.expectedResultCents)
    }))

  it.effect("judge a deal under the forecast for an artist, a room and a date", () =>
    Effect.gen(function*() {
      const under = { artistId: "act", venueId: "hall", date: "2031-05-01" }
      const answer = yield* App.postJson("/api/v1/deals/risk", { show, under, order: "dearestFirst" })
      assert.strictEqual(answer.status, 200, answer.text)
      const { forecast } = decode(answer.text)
      assert.isNotNull(forecast.predictionId)
      assert.isTrue(forecast.p10 <= forecast.p50 && forecast.p50 <= forecast.p90)
    }))

  it.effect("judge a booking's own deal", () =>
    Effect.gen(function*() {
      const booking = { artistId: "act", venueId: "hall", date: "2031-05-02", show }
      const { id } = yield* Schema.decode(Opened)((yield* App.postJson("/api/v1/bookings", booking)).text)
      const answer = yield* App.send(`/api/v1/bookings/${id}/risk?leastPriceCents=3000&mostPriceCents=5000`)
      assert.strictEqual(answer.status, 200, answer.text)
      const { pricing, risk } = decode(answer.text)
      assert.strictEqual(risk.sellable, 1_400)
      for (const { priceCents } of pricing.promoterOptimal.tiers) {
        assert.isTrue(priceCents >= 3_000 && priceCents <= 5_000)
      }
    }))

  const wrong: ReadonlyArray<readonly [string, unknown, number, string]> = [
    ["a demand that falls", { show, under: { demand: { ...demand, p10: 2_000 } } }, 422, "under.demand"],
    ["no demand at all", { show }, 422, "under"],
    ["an absurd elasticity", { show, under: { demand }, elasticity: 90 }, 422, "elasticity"],
    ["an unknown artist", { show, under: { artistId: "nobody", venueId: "hall", date: "2031-05-01" } }, 404, ""]
  ]
  for (const [what, body, status, field] of wrong) {
    it.effect(`answer ${what} with ${status} and the field`, () =>
      Effect.gen(function*() {
        const answer = yield* App.postJson("/api/v1/deals/risk", body)
        assert.strictEqual(answer.status, status, answer.text)
        if (field !== "") assert.include(App.refusal(answer).errors.map((each) => each.field), field)
      }))
  }

  it.effect("know no booking that there is not", () =>
    Effect.gen(function*() {
      const answer = yield* App.send("/api/v1/bookings/none/risk")
      assert.strictEqual(App.refusal(answer).code, "BookingNotFound")
    }))
})
