import { assert, layer as suite } from "@effect/vitest"
import { Clock, Duration, Effect, Schema } from "effect"
import { BookingView } from "../../entities/domain/Booking.ts"
import * as App from "./app.ts"

const booking = Schema.decodeSync(Schema.parseJson(BookingView))

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("a confirmed show over REST", (it) => {
  it.effect("is counted, moved in price and paid for, and refuses what cannot be", () =>
    Effect.gen(function*() {
      const asked = { artistId: "act", venueId: "hall", date: "2034-03-03" }
      const { id } = booking((yield* App.postJson("/api/v1/bookings/book-now", asked)).text)
      const sell = (change: object) => App.postJson(`/api/v1/bookings/${id}/sale`, change)
      const now = yield* Clock.currentTimeMillis
      const [tier, to] = ["General admission", "Early"]
      const count = (sold: number, correction: string | null, at = now) => ({
        _tag: "Count",
        count: { countedAtMillis: at, source: "box office", tiers: [{ tier, sold }], correction }
      })
      assert.strictEqual(booking((yield* sell(count(500, null))).text).sale.sold, 500)
      assert.strictEqual(App.refusal(yield* sell(count(400, null, now + 1))).code, "CountRefused")
      assert.strictEqual(App.refusal(yield* sell(count(1_501, null, now + 1))).code, "CountRefused")
      assert.strictEqual(booking((yield* sell(count(400, "refunds", now + 1))).text).sale.sold, 400)
      const move = (places: number) => ({ _tag: "MovePrice", move: { from: tier, to, priceCents: 3_000, places } })
      assert.strictEqual(App.refusal(yield* sell(move(1_101))).code, "PriceMoveRefused")
      const moved = booking((yield* sell(move(100))).text)
      assert.deepStrictEqual(
        moved.terms.show.scaling.tiers.map(({ allotment, name, priceCents }) => [name, priceCents, allotment]),
        [[tier, 4_500, 1_400], [to, 3_000, 100]]
      )
      const dates = { announceAtMillis: now + 2_000, presaleAtMillis: null, onSaleAtMillis: now + 1_000 }
      assert.strictEqual(App.refusal(yield* sell({ _tag: "SetDates", dates })).code, "SaleDatesRefused")
      assert.strictEqual(booking((yield* sell({ _tag: "MarkPlayed" })).text).stage, "played")
    }))
})
