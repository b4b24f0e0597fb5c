import { assert, describe, it } from "@effect/vitest"
import { book, extend, place, release } from "../../../entities/venue/behavior.ts"
import { challenge, giveUp, withdrawChallenge } from "../../../entities/venue/challenges.ts"
import { dateState } from "../../../entities/venue/dates.ts"
import { due, nextDue } from "../../../entities/venue/due.ts"
import { evolve, type Venue } from "../../../entities/venue/state.ts"
import { a, b, c, d, date, day, events, hour, now, open, queue, refusal, run, stage } from "./venue.ts"

const hold = (bookingId: typeof a) => place({ bookingId, stageId: stage, dates: [date], at: now })
const on = (bookingId: typeof a, at = now) => ({ bookingId, stageId: stage, date, at })
const tags = (list: ReadonlyArray<{ readonly _tag: string }>) => list.map((event) => event._tag)
const turn = (venue: Venue) => dateState(venue, { stageId: stage, date }).challenge
const pass = (venue: Venue, at: number) => due(at)(venue).reduce(evolve, venue)

const anyDay = { challengeOnBusinessDays: false }
const three = run(open(anyDay), hold(a), hold(b), hold(c))
const challenged = run(three, challenge(on(c)))

describe("a challenge", () => {
  it("asks the first hold and gives it the venue's window", () => {
    assert.deepStrictEqual(tags(events(three, challenge(on(c)))), ["ChallengeOpened", "ChallengeAsked"])
    assert.deepInclude(turn(challenged), { challenger: c, asked: a, answerBy: now + 48 * hour })
    assert.strictEqual(nextDue(challenged), now + 48 * hour)
  })

  it("is repeated without effect, is one at a time, and needs a hold that is not the first", () => {
    assert.deepStrictEqual(events(challenged, challenge(on(c, now + hour))), [])
    assert.strictEqual(refusal(challenged, challenge(on(b)))._tag, "ChallengeAlreadyOpen")
    assert.strictEqual(refusal(three, challenge(on(a)))._tag, "ChallengePointless")
    assert.strictEqual(refusal(three, challenge(on(d)))._tag, "HoldNotFound")
  })

  it("goes on to the next hold when one is let go, with a whole window each", () => {
    const next = run(challenged, giveUp(on(a, now + hour)))
    assert.deepStrictEqual(queue(next), ["booking-b 1", "booking-c 2"])
    assert.deepInclude(turn(next), { asked: b, answerBy: now + 49 * hour })
  })

  it("takes silence for letting go", () => {
    const next = pass(challenged, now + 48 * hour)
    assert.deepStrictEqual(queue(next), ["booking-b 1", "booking-c 2"])
    assert.deepInclude(turn(next), { asked: b, answerBy: now + 96 * hour })
    assert.deepInclude(due(now + 48 * hour)(challenged)[0], { _tag: "HoldReleased", reason: "challengeUnanswered" })
  })

  it("is won once all above are gone, and then the challenger has to confirm in its own window", () => {
    const won = run(challenged, giveUp(on(a, now + hour)), release(on(b, now + 2 * hour)))
    assert.deepInclude(turn(won), { asked: c, answerBy: now + 50 * hour })
    assert.deepStrictEqual(queue(won), ["booking-c 1"])
    assert.strictEqual(refusal(won, giveUp(on(c, now + 3 * hour)))._tag, "ChallengeNotYours")
    assert.deepStrictEqual(tags(events(won, book(on(c, now + 3 * hour)))), ["ChallengeEnded", "DateBooked"])
    const lapsed = pass(won, now + 50 * hour)
    assert.isUndefined(turn(lapsed))
    assert.deepStrictEqual(queue(lapsed), ["booking-c 1"])
  })

  it("fails when the one asked confirms", () => {
    const confirmed = events(challenged, book(on(a, now + hour)))
    assert.deepInclude(confirmed[0], { _tag: "ChallengeEnded", bookingId: c, reason: "dateBooked" })
    assert.isUndefined(turn(confirmed.reduce(evolve, challenged)))
  })

  it("is answered by the one asked only", () => {
    assert.strictEqual(refusal(challenged, giveUp(on(b)))._tag, "ChallengeNotYours")
    assert.strictEqual(refusal(three, giveUp(on(a)))._tag, "ChallengeNotYours")
  })

  it("can be withdrawn, and ends with the challenger's hold", () => {
    const withdrawn = run(challenged, withdrawChallenge(on(c)))
    assert.isUndefined(turn(withdrawn))
    assert.deepStrictEqual(queue(withdrawn), ["booking-a 1", "booking-b 2", "booking-c 3"])
    assert.deepStrictEqual(events(withdrawn, withdrawChallenge(on(c))), [])
    const released = run(challenged, release(on(c)))
    assert.isUndefined(turn(released))
  })

  it("leaves the turn where it is when a hold between drops out", () => {
    const between = run(challenged, release(on(b, now + hour)))
    assert.deepInclude(turn(between), { asked: a, answerBy: now + 48 * hour })
    assert.deepStrictEqual(queue(between), ["booking-a 1", "booking-c 2"])
  })

  it("shelters the challenger's own hold from running out while it waits", () => {
    const late = now + 14 * day - hour
    const kept = run(three, extend(on(a, late - day)), extend(on(b, late - day)), challenge(on(c, late)))
    assert.deepStrictEqual(queue(pass(kept, now + 14 * day)), ["booking-a 1", "booking-b 2", "booking-c 3"])
    const ended = run(kept, withdrawChallenge(on(c, now + 14 * day)))
    assert.deepStrictEqual(queue(pass(ended, now + 14 * day)), ["booking-a 1", "booking-b 2"])
  })

  it("puts the one asked on level 1 where the house or a gap kept it from there", () => {
    const house = run(open({ ...anyDay, startLevel: 2 }), hold(a), hold(b), challenge(on(b)))
    assert.deepStrictEqual(queue(house), ["booking-a 1", "booking-b 2"])
    const gap = run(
      open({ ...anyDay, autoPromote: false }),
      hold(a),
      hold(b),
      hold(c),
      release(on(a)),
      challenge(on(c))
    )
    assert.deepStrictEqual(queue(gap), ["booking-b 1", "booking-c 3"])
    const alone = run(open({ ...anyDay, startLevel: 3 }), hold(a), challenge(on(a)))
    assert.deepStrictEqual(queue(alone), ["booking-a 1"])
  })

  it("runs its window on business days where the venue wants it", () => {
    const friday = Date.parse("2027-01-08T22:00:00Z")
    const monday = run(open({ challengeHours: 24 }), hold(a), hold(b), challenge(on(b, friday)))
    assert.strictEqual(turn(monday)?.answerBy, Date.parse("2027-01-11T22:00:00Z"))
    const closed = open({ challengeHours: 24, closedDates: ["2027-01-11"] })
    const tuesday = run(closed, hold(a), hold(b), challenge(on(b, friday)))
    assert.strictEqual(turn(tuesday)?.answerBy, Date.parse("2027-01-12T22:00:00Z"))
  })
})
