import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import fc from "fast-check"
import { open, requestConfirmation } from "../../../entities/booking/behavior.ts"
import type { Asked, Decide } from "../../../entities/booking/decide.ts"
import { due, nextDue } from "../../../entities/booking/due.ts"
import * as offers from "../../../entities/booking/offer/behavior.ts"
import { type Booking, evolve, initial } from "../../../entities/booking/state.ts"
import type { Offer } from "../../../entities/domain/Offer.ts"
import { bookingId, terms } from "./show.ts"

const day = 86_400_000
const asked = (atMillis: number): Asked => ({ bookingId: bookingId("bk-1"), actor: "tester", atMillis })

const after = (booking: Booking, decide: Decide): Booking =>
  Either.match(decide(booking), {
    onLeft: (refusal) => assert.fail(refusal.message),
    onRight: (events) => events.reduce(evolve, booking)
  })
const refused = (booking: Booking, decide: Decide): string =>
  Either.match(decide(booking), { onLeft: ({ _tag }) => _tag, onRight: () => "nothing" })

const opened = after(initial, open(asked(0), terms()))
const sent = (at = 1) =>
  after(after(opened, offers.draft(asked(at), {})), offers.send(asked(at), { version: 1, conflicts: [] }))
const countered = after(
  sent(),
  offers.counter(asked(2), { version: 1, conflicts: [] }, { note: "two more on the guest list" })
)
const statuses = ({ offers }: Booking) => offers.map(({ side, status }) => `${side} ${status}`)

describe("an offer", () => {
  it("goes from draft to sent to accepted, and the booking takes its terms", () => {
    const radius = { kilometres: 100, daysBefore: 30, daysAfter: 30 }
    const drafted = after(opened, offers.draft(asked(1), { radius }))
    assert.strictEqual(drafted.stage, "inquiry")
    assert.deepStrictEqual(statuses(drafted), ["promoter draft"])
    const out = after(drafted, offers.send(asked(2), { version: 1, conflicts: [] }))
    assert.strictEqual(out.stage, "offer")
    assert.match(out.offers[0]?.hash ?? "", /^[0-9a-f]{64}$/)
    const accepted = after(out, offers.accept(asked(3), 1))
    assert.deepStrictEqual(accepted.terms?.radius, radius)
    assert.deepStrictEqual(offers.accept(asked(4), 1)(accepted), Either.right([]))
    const confirming = requestConfirmation(asked(5), { conflicts: [] })(accepted)
    assert.deepInclude(Either.getOrThrow(confirming)[0], { basis: { _tag: "AcceptedOffer", version: 1 } })
  })

  it("answered by the artist's side with a version of its own is countered, and that one can be accepted", () => {
    assert.strictEqual(countered.stage, "negotiation")
    assert.deepStrictEqual(statuses(countered), ["promoter countered", "artist sent"])
    const accepted = after(countered, offers.accept(asked(3), 2))
    assert.deepStrictEqual(statuses(accepted), ["promoter countered", "artist accepted"])
    assert.strictEqual(refused(accepted, offers.draft(asked(4), {})), "OfferClosed")
  })

  it("sent anew takes the place of the open one", () => {
    const again = after(
      after(sent(), offers.draft(asked(2), { note: "new" })),
      (booking) => offers.send(asked(3), { version: 2, conflicts: [] })(booking)
    )
    assert.deepStrictEqual(statuses(again), ["promoter withdrawn", "promoter sent"])
    assert.strictEqual(refused(again, offers.accept(asked(4), 1)), "OfferClosed")
    assert.strictEqual(refused(again, offers.accept(asked(4), 9)), "OfferNotFound")
  })

  it("that is not answered in time expires with its booking, also when the timer is late", () => {
    const open = sent()
    const expiry = nextDue(open)
    assert.strictEqual(expiry, 1 + 7 * day)
    assert.deepStrictEqual(due(7 * day)(open), [])
    const late = after(open, (booking) => Either.right(due(8 * day)(booking)))
    assert.strictEqual(late.stage, "expired")
    assert.deepStrictEqual(statuses(late), ["promoter expired"])
    assert.strictEqual(late.errand?.kind, "release")
    assert.strictEqual(refused(open, offers.accept(asked(8 * day), 1)), "BookingTransitionRejected")
  })

  it("of the artist's side that expires or is declined leaves the negotiation open", () => {
    const late = after(countered, (booking) => Either.right(due(8 * day)(booking)))
    assert.deepStrictEqual([late.stage, ...statuses(late)], ["negotiation", "promoter countered", "artist expired"])
    const declined = after(countered, offers.decline(asked(3), 2, "too dear"))
    assert.strictEqual(declined.stage, "negotiation")
    assert.strictEqual(nextDue(declined), null)
  })

  it("that the artist's side declines ends the booking and gives back what it holds", () => {
    const declined = after(sent(), offers.decline(asked(2), 1, "not this year"))
    assert.strictEqual(declined.stage, "declined")
    assert.strictEqual(declined.endReason, "not this year")
    assert.strictEqual(declined.errand?.step, "withdraw")
  })

  it("that is taken back leaves the booking where it was", () => {
    assert.strictEqual(after(sent(), offers.withdraw(asked(2), 1, "a mistake")).stage, "inquiry")
  })

  it("in the open keeps the booking from being confirmed unless somebody answers for it", () => {
    assert.strictEqual(refused(sent(), requestConfirmation(asked(2), { conflicts: [] })), "OfferUnanswered")
    const override = requestConfirmation(asked(2), { conflicts: [], override: "agreed by phone" })(sent())
    assert.deepInclude(Either.getOrThrow(override)[0], {
      basis: { _tag: "Override", by: "tester", reason: "agreed by phone" }
    })
  })

  it("expires between a minute and a year from now", () => {
    const drafted = after(opened, offers.draft(asked(0), {}))
    for (const expiresAtMillis of [59_999, 367 * day]) {
      assert.strictEqual(
        refused(drafted, offers.send(asked(0), { version: 1, conflicts: [], expiresAtMillis })),
        "OfferExpiryRefused"
      )
    }
  })

  it("that was sent never changes again, whatever is commanded (I6)", () => {
    const version = fc.integer({ min: 1, max: 4 })
    const wanted = fc.record({ note: fc.string({ maxLength: 5 }) })
    const command = fc.oneof(
      wanted.map((wanted) => (at: number) => offers.draft(asked(at), wanted)),
      version.map((version) => (at: number) => offers.send(asked(at), { version, conflicts: [] })),
      fc.tuple(version, wanted).map(([version, wanted]) => (at: number) =>
        offers.counter(asked(at), { version, conflicts: [] }, wanted)
      ),
      version.map((version) => (at: number) => offers.accept(asked(at), version)),
      version.map((version) => (at: number) => offers.decline(asked(at), version, "no")),
      version.map((version) => (at: number) => offers.withdraw(asked(at), version, "no"))
    )
    const frozen = (offers: ReadonlyArray<Offer>) =>
      new Map(
        offers.filter(({ sentAtMillis }) => sentAtMillis !== null).map((offer) =>
          [offer.version, JSON.stringify([offer.terms, offer.hash, offer.sentAtMillis, offer.expiresAtMillis])] as const
        )
      )
    fc.assert(fc.property(fc.array(fc.tuple(command, fc.nat({ max: 4 * day })), { maxLength: 20 }), (commands) => {
      let [booking, at] = [opened, 1]
      for (const [command, later] of commands) {
        at += later
        const before = frozen(booking.offers)
        booking = Either.getOrElse(command(at)(booking), () => []).reduce(evolve, booking)
        const now = frozen(booking.offers)
        for (const [version, terms] of before) assert.strictEqual(now.get(version), terms)
        assert.isAtMost(booking.offers.filter(({ status }) => status === "sent").length, 1)
        assert.isAtMost(booking.offers.filter(({ status }) => status === "accepted").length, 1)
      }
    }))
  })
})
