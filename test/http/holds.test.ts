import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schedule, Schema } from "effect"
import { BookingView } from "../../entities/domain/Booking.ts"
import * as App from "./app.ts"

const booking = Schema.decodeSync(Schema.parseJson(BookingView))
const opened = (date: string, venueId = "hall") =>
  Effect.map(
    App.postJson("/api/v1/bookings", { artistId: "act", venueId, date }),
    ({ text }) => booking(text).id
  )
const facts = {
  name: "Two Stages",
  city: "Denver",
  country: "US",
  zone: "America/Denver",
  stages: ["Main", "Cellar"].map((name) => ({
    stageId: name.toLowerCase(),
    name,
    configs: [{ configId: "full", name: "Full", capacity: 1_500 }]
  })),
  policy: { maxLevel: 2 },
  defaults: { ticketPriceCents: 4_500, facilityFeeCents: 250, tax: { mode: "divisor", rate: 500 } }
}
const register = (changed: object = {}) =>
  App.send("/api/v1/venues/two-stages", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...facts, ...changed })
  })

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("holds over REST", (it) => {
  it.effect("can be looked for on several stages at once, as a list and as the text of a mail", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* register()).status, 200)
      const id = yield* opened("2033-03-04", "two-stages")
      yield* App.postJson(`/api/v1/bookings/${id}/hold`, {})
      const answer = yield* App.postJson("/api/v1/avails", {
        venueIds: ["two-stages"],
        from: "2033-03-01",
        days: 14,
        weekdays: [5]
      })
      const { text } = yield* Schema.decode(Schema.parseJson(Schema.Struct({ text: Schema.String })))(answer.text)
      assert.strictEqual(
        text,
        "Two Stages, Main: Fri 2033-03-04 (2H), Fri 2033-03-11 (1H)\nTwo Stages, Cellar: Fri 2033-03-04 (1H), Fri 2033-03-11 (1H)"
      )
    }))

  it.effect("placed with the venue reach the booking, and its challenge reaches the one who is asked", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* opened("2033-04-01"), yield* opened("2033-04-01")]
      const slot = { stageId: "main", date: "2033-04-01" }
      for (const bookingId of [first, second]) {
        const placed = yield* App.postJson("/api/v1/venues/hall/holds", { ...slot, bookingId })
        assert.strictEqual(placed.status, 200, placed.text)
      }
      const view = (id: string) => Effect.map(App.send(`/api/v1/bookings/${id}`), ({ text }) => booking(text))
      assert.deepStrictEqual([(yield* view(second)).stage, (yield* view(second)).holdLevel], ["hold", 2])
      yield* App.postJson("/api/v1/venues/hall/challenges", { ...slot, bookingId: second })
      const asked = yield* view(first).pipe(
        Effect.filterOrFail(({ holds }) => holds[0]?.challenge?.role === "asked"),
        Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.upTo("8 seconds")))
      )
      assert.isAbove(asked.holds[0]?.challenge?.answerByMillis ?? 0, asked.updatedAtMillis)
    }))

  it.effect("are passed over only by an administrator who says why, and a venue is changed by nobody less", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* opened("2033-05-01"), yield* opened("2033-05-01")]
      for (const id of [first, second]) yield* App.postJson(`/api/v1/bookings/${id}/hold`, {})
      const behind = yield* App.postJson(`/api/v1/bookings/${second}/confirm`, {})
      assert.strictEqual(App.refusal(behind).code, "HoldNotFirst")
      const key = yield* App.postJson("/api/v1/api-keys", { name: "desk", role: "booker" })
      const { secret } = yield* Schema.decode(Schema.parseJson(Schema.Struct({ secret: Schema.String })))(key.text)
      const asBooker = { authorization: `Bearer ${secret}` }
      const override = { override: "the first holder agreed by phone" }
      const refused = yield* App.postJson(`/api/v1/bookings/${second}/confirm`, override, asBooker)
      assert.strictEqual(App.refusal(refused).code, "Forbidden")
      const passed = yield* App.postJson(`/api/v1/bookings/${second}/confirm`, override)
      assert.strictEqual(booking(passed.text).stage, "confirmed")
      const venue = yield* App.send("/api/v1/venues/two-stages", {
        method: "PUT",
        headers: { "content-type": "application/json", ...asBooker },
        body: JSON.stringify(facts)
      })
      assert.strictEqual(App.refusal(venue).code, "Forbidden")
    }))

  it.effect("are not needed to postpone: the show owns its new date, or none for now", () =>
    Effect.gen(function*() {
      const id = yield* opened("2033-06-01")
      yield* App.postJson(`/api/v1/bookings/${id}/confirm`, {})
      const moved = yield* App.postJson(`/api/v1/bookings/${id}/postpone`, { date: "2033-06-08", reason: "illness" })
      assert.deepStrictEqual([booking(moved.text).stage, booking(moved.text).terms.date], ["confirmed", "2033-06-08"])
      const off = yield* App.postJson(`/api/v1/bookings/${id}/postpone`, { reason: "illness goes on" })
      assert.strictEqual(booking(off.text).stage, "postponed")
      const unsaid = yield* App.postJson(`/api/v1/bookings/${id}/postpone`, {})
      assert.deepStrictEqual([unsaid.status, App.refusal(unsaid).errors[0]?.field], [422, "reason"])
    }))
})
