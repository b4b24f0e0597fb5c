import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { ArtistEntity } from "../../entities/artist/protocol.ts"
import { BookingView } from "../../entities/domain/Booking.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { RequestId } from "../../entities/domain/Ids.ts"
import { OfferComparison, OfferView } from "../../entities/domain/Offer.ts"
import { VenueEntity } from "../../entities/venue/protocol.ts"
import { commonShow } from "../entities/domain/deal/shows.ts"
import * as App from "./app.ts"

const booking = Schema.decodeSync(Schema.parseJson(BookingView))
const encoded = Schema.encodeSync(Show)(
  commonShow({ terms: { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_500, of: "net" } })
)
const dearer = Schema.encodeSync(Show)(
  commonShow({ terms: { _tag: "Versus", guaranteeCents: 1_800_000, share: 8_500, of: "net" } })
)

const opened = (date: string, more: object = {}) =>
  Effect.map(
    App.postJson("/api/v1/bookings", { artistId: "act", venueId: "hall", date, show: encoded, ...more }),
    ({ text }) => `/api/v1/bookings/${booking(text).id}`
  )
const did = (answer: App.Answer) => {
  assert.isBelow(answer.status, 300, answer.text)
  return booking(answer.text)
}

/** Two rooms 39 km apart, and an act that plays both. */
const tied = Effect.gen(function*() {
  const [venueOf, artistOf] = yield* Effect.all([VenueEntity.client, ArtistEntity.client])
  const { facts } = yield* venueOf("hall").Get()
  const key = { requestId: RequestId.make("tied"), actor: "test" }
  const places = { "placed-hall": [39.7392, -104.9903], "near-hall": [40.015, -105.2705] } as const
  for (const [id, [latitude, longitude]] of Object.entries(places)) {
    const name = id === "placed-hall" ? "Placed Hall" : "Near Hall"
    yield* venueOf(id).Register({ ...key, facts: { ...facts, name, latitude, longitude } })
  }
  yield* artistOf("tied-act").Register({
    ...key,
    profile: { name: "Tied Act", genres: [], handles: {}, source: "sandbox" }
  })
})

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("offers over REST", (it) => {
  it.effect("take a show from hold to offer, counter, acceptance and confirmation", () =>
    Effect.gen(function*() {
      const at = yield* opened("2031-09-05")
      const held = did(yield* App.postJson(`${at}/hold`, { dates: ["2031-09-05", "2031-09-06"] }))
      assert.deepStrictEqual(held.holds.map(({ date, level }) => `${date} ${level}`), ["2031-09-05 1", "2031-09-06 1"])
      const drafted = did(yield* App.postJson(`${at}/offers`, { note: "first look" }))
      assert.strictEqual(drafted.offers[0]?.status, "draft")
      assert.strictEqual(did(yield* App.postJson(`${at}/offers/1/send`, {})).stage, "offer")
      const early = yield* App.postJson(`${at}/confirm`, {})
      assert.strictEqual(App.refusal(early).code, "OfferUnanswered")
      const countered = did(yield* App.postJson(`${at}/offers/1/counter`, { offer: { show: dearer } }))
      assert.deepStrictEqual(
        [countered.stage, ...countered.offers.map(({ side, status }) => `${side} ${status}`)],
        ["negotiation", "promoter countered", "artist sent"]
      )
      const compared = yield* App.send(`${at}/offers/compare?from=1&to=2`)
      const { changes } = yield* Schema.decode(Schema.parseJson(OfferComparison))(compared.text)
      assert.deepStrictEqual(changes.map(({ after, before, label }) => [label, before, after]), [
        ["Talent Headliner, deal, guarantee", 1_500_000, 1_800_000]
      ])
      const accepted = did(yield* App.postJson(`${at}/offers/2/accept`, {}))
      assert.strictEqual(accepted.acceptedVersion, 2)
      const two = yield* Schema.decode(Schema.parseJson(OfferView))((yield* App.send(`${at}/offers/2`)).text)
      assert.deepStrictEqual(accepted.terms.show, two.offer.terms.show)
      const confirmed = did(yield* App.postJson(`${at}/confirm`, {}))
      assert.deepStrictEqual([confirmed.stage, confirmed.holds], ["confirmed", []])
      assert.strictEqual(App.refusal(yield* App.postJson(`${at}/offers`, {})).code, "BookingTransitionRejected")
    }))

  it.effect("say which other show a radius clause does not allow, and confirming waits for a waiver", () =>
    Effect.gen(function*() {
      yield* tied
      const first = yield* opened("2032-03-01", {
        artistId: "tied-act",
        venueId: "placed-hall",
        radius: { kilometres: 100, daysBefore: 30, daysAfter: 30 }
      })
      did(yield* App.postJson(`${first}/confirm`, {}))
      const second = yield* opened("2032-03-21", { artistId: "tied-act", venueId: "near-hall" })
      did(yield* App.postJson(`${second}/offers`, {}))
      const sent = did(yield* App.postJson(`${second}/offers/1/send`, {}))
      assert.deepInclude(sent.offers[0]?.radiusConflicts[0], { kilometres: 38.887, days: -20, clauseOf: "other" })
      did(yield* App.postJson(`${second}/offers/1/accept`, {}))
      const refused = yield* App.postJson(`${second}/confirm`, {})
      assert.strictEqual(refused.status, 409)
      assert.strictEqual(App.refusal(refused).code, "RadiusRefused")
      assert.include(App.refusal(refused).detail, "Placed Hall on 2032-03-01, 39 km away")
      const waived = yield* App.postJson(`${second}/confirm`, { waiver: "agreed with Placed Hall" })
      assert.strictEqual(did(waived).stage, "confirmed")
      const outside = yield* opened("2032-05-01", { artistId: "tied-act", venueId: "near-hall" })
      assert.strictEqual(did(yield* App.postJson(`${outside}/confirm`, {})).stage, "confirmed")
    }))

  it.effect("refuse what is not a version in words that name it", () =>
    Effect.gen(function*() {
      const at = yield* opened("2031-10-01")
      assert.strictEqual(App.refusal(yield* App.send(`${at}/offers/7`)).code, "OfferNotFound")
      const wrong = yield* App.send(`${at}/offers/first`)
      assert.deepStrictEqual([wrong.status, App.refusal(wrong).errors[0]?.field], [422, "version"])
    }))
})
