import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import { BookingId } from "../../../entities/domain/Ids.ts"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"
import * as behavior from "../../../entities/venue/behavior.ts"
import * as challenges from "../../../entities/venue/challenges.ts"
import { dateState, holdOf } from "../../../entities/venue/dates.ts"
import type { Decide } from "../../../entities/venue/decide.ts"
import { due, nextDue } from "../../../entities/venue/due.ts"
import { VenueEvent } from "../../../entities/venue/events.ts"
import { evolve, Venue } from "../../../entities/venue/state.ts"
import { CalendarModel } from "./CalendarModel.ts"
import { hour, now, open, stage } from "./venue.ts"

const dates = ["2029-03-09", "2029-03-10", "2029-03-11"].map((text) => ShowDate.make(text))

const command = fc.record({
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  // the commoner commands are named more often
  name: fc.constantFrom(
    ...["place", "place", "place", "place", "book", "challenge", "challenge", "release", "giveUp"] as const,
    ...["extend", "free", "move", "withdraw", "withdrawChallenge"] as const
  ),
  bookingId: fc.constantFrom(...["a", "b", "c", "d", "e"].map((id) => BookingId.make(id))),
  date: fc.constantFrom(...dates),
  from: fc.constantFrom(...dates),
  dates: fc.subarray(dates, { minLength: 1 }),
  override: fc.constantFrom(undefined, undefined, undefined, { by: "ann", reason: "both agreed" })
})
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never
const history = fc.array(command, { maxLength: 50 })

const rules = { ...behavior, ...challenges }

const decide = (command: Command, at: number): Decide<Error> => {
  const args = { ...command, stageId: stage, at }
  return command.name === "move"
    ? behavior.move({ ...args, from: { stageId: stage, date: command.from } })
    : rules[command.name](args)
}

const decodeVenue = Schema.decodeSync(Schema.parseJson(Venue))
const encodeVenue = Schema.encodeSync(Schema.parseJson(Venue))
const decodeEvent = Schema.decodeSync(Schema.parseJson(VenueEvent))
const encodeEvent = Schema.encodeSync(Schema.parseJson(VenueEvent))

const holdInvariants = (venue: Venue) => {
  for (const { booked, challenge, holds } of venue.dates) {
    assert.isTrue(booked === undefined || (holds.length === 0 && challenge === undefined), "I1: a booked date is clear")
    const levels = holds.map((hold) => hold.level)
    assert.deepStrictEqual(levels, [...new Set(levels)].sort((x, y) => x - y), "I2: levels are distinct and in order")
    assert.isTrue(booked !== undefined || holds.length > 0, "a free date is not kept")
    if (venue.facts?.policy.autoPromote) {
      const first = levels[0] ?? 1
      assert.deepStrictEqual(levels, levels.map((_, index) => first + index), "I2: levels are dense")
    }
  }
}

/** I11: whoever books is on level 1 at that moment, or the event says who answers for it. */
const apply = (venue: Venue, event: VenueEvent): Venue => {
  if (event._tag === "DateBooked" && event.override === undefined) {
    assert.strictEqual(holdOf(dateState(venue, event), event.bookingId)?.level, 1)
  }
  assert.deepStrictEqual(decodeEvent(encodeEvent(event)), event)
  return evolve(venue, event)
}

describe("any history of a calendar", () => {
  it("goes as a plain model of it goes", () => {
    fc.assert(
      fc.property(history, (commands) => {
        const model = new CalendarModel(dates, 3, 2)
        let venue = open({ maxLevel: 3, challengeOnBusinessDays: false })
        let at = now
        for (const command of commands) {
          at += command.wait * hour
          model.pass(at)
          const allowed = model[command.name]({
            id: command.bookingId,
            date: command.date,
            from: command.from,
            dates: command.dates,
            overridden: command.override !== undefined,
            now: at
          })
          const decided = decide(command, at)(venue)
          assert.strictEqual(Either.isRight(decided), allowed, command.name)
          const events = Either.getOrElse(decided, () => due(at)(venue))
          venue = events.reduce(apply, venue)
          holdInvariants(venue)
          for (const date of dates) {
            const { booked, challenge, holds } = dateState(venue, { stageId: stage, date })
            const expected = model.on(date)
            assert.deepStrictEqual(
              holds.map(({ bookingId, expiresAt, level }) => [bookingId, level, expiresAt]),
              expected.queue.map(({ expiresAt, id }, index) => [id, index + 1, expiresAt])
            )
            assert.strictEqual(booked?.bookingId, expected.booked)
            assert.deepStrictEqual(
              challenge && { by: challenge.challenger, asked: challenge.asked, until: challenge.answerBy },
              expected.challenge
            )
          }
        }
      }),
      { numRuns: 400 }
    )
  })

  it("keeps its rules under any policy, and nothing comes due before it is due", () => {
    const policy = fc.record({
      maxLevel: fc.integer({ min: 3, max: 6 }),
      startLevel: fc.integer({ min: 1, max: 3 }),
      autoPromote: fc.boolean(),
      challengeOnBusinessDays: fc.boolean(),
      remindDays: fc.integer({ min: 0, max: 20 })
    })
    fc.assert(
      fc.property(policy, history, (policy, commands) => {
        let venue = open(policy)
        let at = now
        for (const command of commands) {
          at += command.wait * hour
          const next = nextDue(venue)
          if (next !== undefined) {
            assert.deepStrictEqual(due(next - 1)(venue), [])
            assert.isNotEmpty(due(next)(venue))
          }
          venue = Either.getOrElse(decide(command, at)(venue), () => due(at)(venue)).reduce(apply, venue)
          holdInvariants(venue)
          assert.isTrue((nextDue(venue) ?? Infinity) > at, "what was due is done")
          const again = decide(command, at)(venue)
          if (Either.isRight(again) && command.name === "place") assert.deepStrictEqual(again.right, [])
        }
        assert.deepStrictEqual(decodeVenue(encodeVenue(venue)), venue)
      }),
      { numRuns: 200 }
    )
  })
})
