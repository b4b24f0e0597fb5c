import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Clock, Duration, Effect, Schema } from "effect"
import { BookingView } from "../../entities/domain/Booking.ts"
import { SettlementView } from "../../entities/domain/Settling.ts"
import * as App from "./app.ts"

const booking = Schema.decode(Schema.parseJson(BookingView))
const settlement = Schema.decode(Schema.parseJson(SettlementView))

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("a played show over REST", (it) => {
  it.effect("is settled by both sides, becomes a past show, and is taken up again as a new version", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const now = yield* Clock.currentTimeMillis
      const opened = yield* App.postJson("/api/v1/bookings/book-now", {
        artistId: "act",
        venueId: "hall",
        date: "2034-05-05"
      })
      const { id, terms } = yield* booking(opened.text)
      const sell = (change: object) => App.postJson(`/api/v1/bookings/${id}/sale`, change)
      const settle = (change: object) => App.postJson(`/api/v1/bookings/${id}/settlement`, change)
      const done = (change: object) => Effect.flatMap(settle(change), ({ text }) => settlement(text))
      const counted = (sold: number, correction: string | null) => ({
        _tag: "Count",
        count: { countedAtMillis: now, source: "box office", tiers: [{ tier: "General admission", sold }], correction }
      })
      yield* sell(counted(1_000, null))
      assert.strictEqual(App.refusal(yield* settle({ _tag: "Begin" })).code, "BookingTransitionRejected")
      yield* sell({ _tag: "MarkPlayed" })
      const begun = yield* done({ _tag: "Begin" })
      assert.strictEqual(begun.sheet.internal.tickets, 1_000)
      assert.strictEqual(begun.sheet.internal.gross, 4_500_000)

      const [talent] = terms.show.talents.map(({ name }) => name)
      const adjusted = yield* done({
        _tag: "SetTerms",
        adjustments: [{ name: "Hotel", talent, kind: "reimbursement", cents: 20_000, affectsSplitPoint: false }],
        withholdings: []
      })
      assert.strictEqual(adjusted.sheet.talents[0]?.reimbursements, 20_000)
      const stale = { _tag: "Sign", side: "promoter", name: "P. Romoter", sheetHash: begun.sheetHash }
      assert.strictEqual(App.refusal(yield* settle(stale)).code, "SettlementRefused")
      const promoter = yield* done({ ...stale, sheetHash: adjusted.sheetHash })
      assert.deepStrictEqual(promoter.signatures.map(({ side }) => side), ["promoter"])

      yield* sell(counted(1_010, null))
      const changed = yield* settlement((yield* App.send(`/api/v1/bookings/${id}/settlement`)).text)
      assert.deepStrictEqual(changed.signatures, [], "a change voids what was signed before it")
      const sides = ["promoter", "artist"].map((side) => ({
        _tag: "Sign",
        side,
        name: `For the ${side}`,
        sheetHash: changed.sheetHash
      }))
      const [, settled] = yield* Effect.forEach(sides, done)
      assert.isNotNull(settled?.settledAtMillis)
      const shows = sql`select sold, gross_cents::integer as gross, source from shows where id = ${`booking/${id}`}`
      assert.deepStrictEqual(yield* shows, [{ sold: 1_010, gross: 4_545_000, source: "sandbox" }])
      const { stage, status } = yield* booking((yield* App.send(`/api/v1/bookings/${id}`)).text)
      assert.deepStrictEqual([stage, status], ["settled", "completed"])
      assert.strictEqual(
        App.refusal(yield* settle({ _tag: "SetRevenue", revenue: [] })).code,
        "BookingTransitionRejected"
      )

      const reopened = yield* done({ _tag: "Reopen", reason: "the bar was counted twice" })
      assert.deepStrictEqual([reopened.version, reopened.signatures.length], [2, 0])
      assert.strictEqual(reopened.settled[0]?.reopened?.reason, "the bar was counted twice")
      yield* sell(counted(990, "refunds"))
      const { sheetHash } = yield* settlement((yield* App.send(`/api/v1/bookings/${id}/settlement`)).text)
      yield* Effect.forEach(sides, (sign) => done({ ...sign, sheetHash }))
      assert.deepStrictEqual(yield* shows, [{ sold: 990, gross: 4_455_000, source: "sandbox" }])
    }))
})
