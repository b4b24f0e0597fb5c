import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { Show } from "../../entities/domain/deal/Show.ts"
import { AssessedSeason } from "../../rpc/contract/SeasonRpcs.ts"
import { commonShow } from "../entities/domain/deal/shows.ts"
import * as App from "./app.ts"

const decode = Schema.decodeSync(Schema.parseJson(AssessedSeason))
const show = Schema.encodeSync(Show)(commonShow({ terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }))
const Opened = Schema.parseJson(Schema.Struct({ id: Schema.String }))

const open = (date: string) =>
  Effect.map(
    App.postJson("/api/v1/bookings", { artistId: "act", venueId: "hall", date, show }),
    ({ text }) => Schema.decodeSync(Opened)(text).id
  )
const ask = (question: object) =>
  Effect.map(App.postJson("/api/v1/portfolio", question), (answer) => {
    assert.strictEqual(answer.status, 200, answer.text)
    return decode(answer.text)
  })

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("a season over REST", (it) => {
  it.effect("is drawn from the bookings of its span, and the same whenever it is asked", () =>
    Effect.gen(function*() {
      const [first] = [yield* open("2032-01-10"), yield* open("2032-02-10"), yield* open("2032-09-01")]
      const span = { from: "2032-01-01", to: "2032-03-31" }
      const { before, leftOut, season } = yield* ask(span)
      assert.strictEqual(season.shows, 2)
      assert.isNull(before)
      assert.deepStrictEqual(leftOut, [])
      assert.deepStrictEqual(season.components.map(({ artistName }) => artistName), ["The Act", "The Act"])
      assert.strictEqual(season.cash.path.length, 4)
      assert.deepStrictEqual((yield* ask(span)).season, season)

      const alone = yield* ask({ ...span, without: [first] })
      assert.deepStrictEqual(alone.before, season)
      assert.strictEqual(alone.season.shows, 1)
      assert.isBelow(alone.season.deviationCents, season.deviationCents)
    }))

  it.effect("tells what one more show, or a falling market, would make of it", () =>
    Effect.gen(function*() {
      yield* open("2033-01-10")
      const span = { from: "2033-01-01", to: "2033-12-31" }
      const demand = { p10: 1_500, p50: 2_000, p90: 2_500 }
      const more = yield* ask({
        ...span,
        adding: [{ artistId: "act", venueId: "hall", date: "2033-06-01", show, demand }]
      })
      assert.strictEqual(more.season.shows, 2)
      assert.strictEqual(more.before?.shows, 1)
      assert.isAbove(more.season.result.expected, more.before?.result.expected ?? Infinity)
      const falling = yield* ask({ ...span, demandLevel: 0.5 })
      assert.isBelow(falling.season.result.expected, falling.before?.result.expected ?? -Infinity)
    }))

  it.effect("leaves out what nobody can forecast any more, and says so", () =>
    Effect.gen(function*() {
      const id = yield* open("2034-01-10")
      const sql = yield* SqlClient.SqlClient
      yield* sql`update bookings set venue_id = 'gone' where id = ${id}`
      const { leftOut, season } = yield* ask({ from: "2034-01-01", to: "2034-12-31" })
      assert.strictEqual(season.shows, 0)
      assert.deepStrictEqual(leftOut.map(({ bookingId }) => bookingId), [id])
    }))

  it.effect("names what is wrong with the question", () =>
    Effect.gen(function*() {
      const backwards = yield* App.postJson("/api/v1/portfolio", { from: "2032-02-01", to: "2032-01-01" })
      assert.strictEqual(App.refusal(backwards).errors[0]?.field, "to")
      const limit = yield* App.postJson("/api/v1/portfolio", {
        from: "2032-01-01",
        to: "2032-02-01",
        limits: { artist: 2 }
      })
      assert.strictEqual(App.refusal(limit).errors[0]?.field, "limits.artist")
    }))
})
