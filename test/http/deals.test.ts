import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { BookingView } from "../../entities/domain/Booking.ts"
import { Reckoning } from "../../entities/domain/deal/Reckoning.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { commonShow } from "../entities/domain/deal/shows.ts"
import * as App from "./app.ts"

const decodeReckoning = Schema.decodeSync(Schema.parseJson(Reckoning))
const decodeBooking = Schema.decodeSync(Schema.parseJson(BookingView))
const show = commonShow({
  terms: { _tag: "Plus", guaranteeCents: 2_000_000, share: 8_500, of: "afterSplit", promoterProfit: 1_500 }
})
const encoded = Schema.encodeSync(Show)(show)

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("deals over REST", (it) => {
  it.effect("are reckoned as they are edited, and nothing is stored", () =>
    Effect.gen(function*() {
      const answer = yield* App.postJson("/api/v1/deals/recompute", { show: encoded, tickets: 1_050 })
      assert.strictEqual(answer.status, 200, answer.text)
      const { at, walkouts } = decodeReckoning(answer.text)
      assert.deepStrictEqual(walkouts, [{ talent: "Headliner", cents: 3_093_009 }])
      assert.strictEqual(at?.lines.tickets, 1_050)
    }))

  it.effect("name the field that is wrong", () =>
    Effect.gen(function*() {
      const answer = yield* App.postJson("/api/v1/deals/recompute", {
        show: { ...encoded, tax: { mode: "divisor", rate: 20_000 } }
      })
      assert.strictEqual(answer.status, 422)
      assert.strictEqual(App.refusal(answer).errors[0]?.field, "show.tax.rate")
    }))

  it.effect("are what a booking is opened with, whole or simple but not both", () =>
    Effect.gen(function*() {
      const asked = { artistId: "act", venueId: "hall", date: "2031-05-01" }
      const whole = yield* App.postJson("/api/v1/bookings", { ...asked, show: encoded })
      assert.strictEqual(whole.status, 201, whole.text)
      assert.deepStrictEqual(decodeBooking(whole.text).terms.show, show)
      const simple = yield* App.postJson("/api/v1/bookings", { ...asked, ticketPriceCents: 4_000 })
      assert.strictEqual(decodeBooking(simple.text).grossPotentialCents, 6_000_000)
      const both = yield* App.postJson("/api/v1/bookings", { ...asked, show: encoded, ticketPriceCents: 4_000 })
      assert.strictEqual(both.status, 422)
      assert.strictEqual(App.refusal(both).errors[0]?.field, "show")
    }))

  it.effect("are refused where they need more places than the room has", () =>
    Effect.gen(function*() {
      const answer = yield* App.postJson("/api/v1/bookings", {
        artistId: "act",
        venueId: "hall",
        date: "2031-05-02",
        show: { ...encoded, scaling: { ...encoded.scaling, capacity: 1_600 } }
      })
      assert.strictEqual(answer.status, 422)
      assert.strictEqual(App.refusal(answer).detail, "The show needs 1600 places, the room has 1500")
    }))
})
