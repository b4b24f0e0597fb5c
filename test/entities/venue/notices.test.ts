import { assert, describe, it } from "@effect/vitest"
import { book, extend, place, release } from "../../../entities/venue/behavior.ts"
import { challenge, withdrawChallenge } from "../../../entities/venue/challenges.ts"
import { wakeAt } from "../../../entities/venue/due.ts"
import { evolve, type Venue } from "../../../entities/venue/state.ts"
import { a, b, c, date, day, now, open, run, stage } from "./venue.ts"

const on = (bookingId: typeof a, at = now) => ({ bookingId, stageId: stage, date, at })
const hold = (bookingId: typeof a) => place({ bookingId, stageId: stage, dates: [date], at: now })
const told = ({ notices }: Venue) =>
  notices.map(({ bookingId, cause, level }) => `${bookingId} ${cause} ${level ?? "gone"}`)
const three = run(open(), hold(a), hold(b), hold(c))

describe("what holders are told", () => {
  it("is nothing of what their bookings asked for themselves", () => {
    assert.deepStrictEqual(told(three), [])
    assert.isUndefined(three.noticesDueAt)
  })

  it("is who is gone and who moved up", () => {
    assert.deepStrictEqual(told(run(three, release(on(a)))), [
      "booking-a released gone",
      "booking-b promoted 1",
      "booking-c promoted 2"
    ])
  })

  it("is that the date went to another, to each of them", () => {
    assert.deepStrictEqual(told(run(three, book(on(a)))), [
      "booking-b dateBookedByAnother gone",
      "booking-c dateBookedByAnother gone"
    ])
  })

  it("is whose turn it is in a challenge and until when, and that it is over", () => {
    const asked = run(three, challenge(on(b)))
    const [notice] = asked.notices
    assert.deepStrictEqual(notice?.challenge, { role: "asked", answerByMillis: now + 2 * day })
    const over = run(asked, withdrawChallenge(on(b)))
    assert.deepStrictEqual(told(over), ["booking-b challengeEnded 2", "booking-a challengeEnded 1"])
    assert.isTrue(over.notices.every(({ challenge }) => challenge === null))
  })

  it("is the newest of a booking and date alone", () => {
    const extended = run(three, extend({ ...on(a, now + day) }), release(on(a, now + 2 * day)))
    assert.deepStrictEqual(told(extended).filter((line) => line.startsWith("booking-a")), ["booking-a released gone"])
  })

  it("is due again a moment later, until it was delivered", () => {
    const gone = run(three, release(on(a)))
    assert.strictEqual(wakeAt(gone), now + 2_000)
    const revision = Math.max(...gone.notices.map((notice) => notice.revision))
    const half = evolve(gone, { _tag: "NoticesDelivered", upTo: revision - 1, at: now + 1 })
    assert.strictEqual(half.notices.length, 1)
    const whole = evolve(half, { _tag: "NoticesDelivered", upTo: revision, at: now + 2 })
    assert.deepStrictEqual(told(whole), [])
    assert.isAbove(wakeAt(whole) ?? 0, now + day)
  })
})
