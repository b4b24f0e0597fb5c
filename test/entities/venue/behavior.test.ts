import { assert, describe, it } from "@effect/vitest"
import { StageId } from "../../../entities/domain/Ids.ts"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"
import {
  book,
  change,
  extend,
  free,
  move,
  place,
  promote,
  register,
  release,
  withdraw
} from "../../../entities/venue/behavior.ts"
import { dateKey, dateState } from "../../../entities/venue/dates.ts"
import { due, nextDue } from "../../../entities/venue/due.ts"
import { evolve, initial } from "../../../entities/venue/state.ts"
import {
  a,
  b,
  c,
  d,
  date,
  day,
  events,
  facts,
  later,
  now,
  open,
  queue,
  refusal,
  run,
  small,
  stage,
  venueId
} from "./venue.ts"

const hold = (bookingId: typeof a, at = now) => place({ bookingId, stageId: stage, dates: [date], at })
const on = (bookingId: typeof a, at = now) => ({ bookingId, stageId: stage, date, at })
const tags = (list: ReadonlyArray<{ readonly _tag: string }>) => list.map((event) => event._tag)

describe("a venue's calendar", () => {
  it("refuses everything until the venue is registered", () => {
    assert.strictEqual(refusal(initial(venueId), hold(a)).message, "Venue venue-1 is not registered")
  })

  it("registers once", () => {
    const venue = run(initial(venueId), register({ facts: facts(), at: now }))
    assert.deepStrictEqual(events(venue, register({ facts: facts({ maxLevel: 2 }), at: now })), [])
    assert.strictEqual(venue.facts?.policy.maxLevel, 5)
  })

  it("names the stages it has when asked for another", () => {
    const refused = refusal(open(), place({ ...on(a), stageId: StageId.make("roof"), dates: [date] }))
    assert.strictEqual(refused.message, "Venue venue-1 has no stage roof; it has main, small")
  })

  it("queues holds behind each other and gives a repeat the hold it has", () => {
    const venue = run(open(), hold(a), hold(b), hold(c))
    assert.deepStrictEqual(queue(venue), ["booking-a 1", "booking-b 2", "booking-c 3"])
    assert.deepStrictEqual(events(venue, hold(b, now + day)), [])
  })

  it("starts at the venue's own level where the house keeps the first", () => {
    assert.deepStrictEqual(queue(run(open({ startLevel: 2 }), hold(a), hold(b))), ["booking-a 2", "booking-b 3"])
  })

  it("refuses a hold deeper than the venue allows and says which dates are next", () => {
    const refused = refusal(run(open({ maxLevel: 2 }), hold(a), hold(b)), hold(c))
    assert.strictEqual(
      refused.message,
      "2027-03-12 on stage main has no hold level left of 2; next: 2027-03-13 (1H), 2027-03-14 (1H), 2027-03-15 (1H)"
    )
  })

  it("holds all dates of a request or none", () => {
    const venue = run(open(), book({ ...on(a), date: later }))
    const refused = refusal(venue, place({ bookingId: b, stageId: stage, dates: [date, later], at: now }))
    assert.strictEqual(refused._tag, "DateTaken")
    assert.deepStrictEqual(queue(venue), [])
  })

  it("marks one of a booking's dates as its target and lets it change", () => {
    const both = run(open(), place({ bookingId: a, stageId: stage, dates: [date, later], targetDate: later, at: now }))
    const targets = (venue: typeof both) =>
      [date, later].filter((date) => dateState(venue, { stageId: stage, date }).holds[0]?.target)
    assert.deepStrictEqual(targets(both), [later])
    const changed = run(both, place({ bookingId: a, stageId: stage, dates: [date], targetDate: date, at: now }))
    assert.deepStrictEqual(targets(changed), [date])
  })

  it("moves those behind up by one when a hold is released, and tells each", () => {
    const venue = run(open(), hold(a), hold(b), hold(c))
    assert.deepStrictEqual(tags(events(venue, release(on(a)))), ["HoldReleased", "HoldPromoted", "HoldPromoted"])
    assert.deepStrictEqual(queue(run(venue, release(on(a)))), ["booking-b 1", "booking-c 2"])
    assert.deepStrictEqual(events(venue, release(on(d))), [])
  })

  it("leaves gaps where the venue promotes by hand, until it does", () => {
    const venue = run(open({ autoPromote: false }), hold(a), hold(b), hold(c), release(on(a)))
    assert.deepStrictEqual(queue(venue), ["booking-b 2", "booking-c 3"])
    assert.strictEqual(refusal(venue, promote({ ...on(c), level: 2 }))._tag, "HoldLevelTaken")
    assert.deepStrictEqual(queue(run(venue, promote({ ...on(c), level: 1 }))), ["booking-c 1", "booking-b 2"])
  })

  it("closes the gaps when the venue turns automatic promotion on", () => {
    const venue = run(open({ autoPromote: false }), hold(a), hold(b), hold(c), release(on(b)))
    assert.deepStrictEqual(queue(run(venue, change({ facts: facts(), at: now }))), ["booking-a 1", "booking-c 2"])
  })

  it("keeps a stage that has dates", () => {
    const without = { ...facts(), stages: facts().stages.filter((each) => each.stageId === small) }
    assert.strictEqual(refusal(run(open(), hold(a)), change({ facts: without, at: now }))._tag, "StageInUse")
    assert.strictEqual(run(open(), change({ facts: without, at: now })).facts?.stages.length, 1)
  })

  it("books the first hold and clears the date and the booking's other dates in one step", () => {
    const venue = run(
      open(),
      place({ bookingId: a, stageId: stage, dates: [date, later], at: now }),
      hold(b),
      place({ bookingId: b, stageId: stage, dates: [later], at: now }),
      book(on(a))
    )
    assert.deepStrictEqual(dateState(venue, { stageId: stage, date }), {
      stageId: stage,
      date,
      holds: [],
      booked: { bookingId: a, at: now }
    })
    assert.deepStrictEqual(queue(venue, stage, later), ["booking-b 1"])
    assert.deepStrictEqual(events(venue, book(on(a))), [])
  })

  it("books an unheld date as a first hold confirmed at once, the past included, and refuses the second", () => {
    const past = ShowDate.make("2025-06-15")
    const venue = open()
    assert.deepStrictEqual(tags(events(venue, book({ ...on(a), date: past }))), ["HoldPlaced", "DateBooked"])
    const refused = refusal(run(venue, book({ ...on(a), date: past })), book({ ...on(b), date: past }))
    assert.strictEqual(
      refused.message,
      "2025-06-15 on stage main is not available; next: 2025-06-16 (1H), 2025-06-17 (1H), 2025-06-18 (1H)"
    )
  })

  it("books from a lower level only with an override, which is kept", () => {
    const venue = run(open(), hold(a), hold(b))
    assert.strictEqual(refusal(venue, book(on(b)))._tag, "HoldNotFirst")
    assert.strictEqual(refusal(venue, book(on(c)))._tag, "HoldNotFirst")
    const override = { by: "ann", reason: "agent's wish, both holders agreed" }
    const booked = events(venue, book({ ...on(b), override }))
    assert.deepStrictEqual(tags(booked), ["HoldReleased", "DateBooked"])
    assert.deepInclude(booked[1], { override })
    assert.deepStrictEqual(queue(run(venue, book({ ...on(c), override }))), [])
  })

  it("keeps no override where none was needed", () => {
    const override = { by: "ann", reason: "to be safe" }
    assert.deepStrictEqual(tags(events(open(), book({ ...on(a), override }))), ["HoldPlaced", "DateBooked"])
    assert.notProperty(events(run(open(), hold(a)), book({ ...on(a), override }))[0], "override")
  })

  it("forgets a booked date when the show and its booking are both over 400 days old", () => {
    const show = ShowDate.make("2025-06-15")
    const venue = run(open(), book({ ...on(a), date: show }), book({ ...on(b), at: now + 399 * day }))
    assert.deepStrictEqual(venue.dates.map(dateKey), ["main/2025-06-15", "main/2027-03-12"])
    const muchLater = run(venue, book({ ...on(c), date: later, at: now + 401 * day }))
    assert.deepStrictEqual(muchLater.dates.map(dateKey), ["main/2027-03-12", "main/2027-03-13"])
  })

  it("gives a booked date back only to its owner's word", () => {
    const venue = run(open(), book(on(a)))
    assert.deepStrictEqual(events(venue, free(on(b))), [])
    assert.deepStrictEqual(run(venue, free(on(a))).dates, [])
  })

  it("postpones in one step or not at all", () => {
    const venue = run(open(), book(on(a)), place({ bookingId: b, stageId: stage, dates: [later], at: now }))
    const slot = { stageId: stage, date }
    const farther = ShowDate.make("2027-03-20")
    assert.strictEqual(refusal(venue, move({ ...on(a), from: slot, date: later }))._tag, "HoldNotFirst")
    const moved = run(venue, move({ ...on(a), from: slot, date: farther }))
    assert.deepStrictEqual(moved.dates.map(dateKey), ["main/2027-03-13", "main/2027-03-20"])
    assert.deepStrictEqual(events(moved, move({ ...on(a), from: slot, date: farther })), [])
  })

  it("gives back all that a withdrawn booking held or owned", () => {
    const venue = run(
      open(),
      book(on(a)),
      place({ bookingId: a, stageId: small, dates: [date, later], at: now }),
      place({ bookingId: b, stageId: small, dates: [date], at: now }),
      withdraw({ bookingId: a, at: now })
    )
    assert.deepStrictEqual(queue(venue, small), ["booking-b 1"])
    assert.deepStrictEqual(venue.dates.map(dateKey), ["small/2027-03-12"])
  })
})

describe("the clocks of holds", () => {
  it("reminds once, three days before a hold ends", () => {
    const venue = run(open(), hold(a))
    assert.strictEqual(nextDue(venue), now + 11 * day)
    assert.deepStrictEqual(due(now + 11 * day - 1)(venue), [])
    const reminded = due(now + 11 * day)(venue)
    assert.deepStrictEqual(tags(reminded), ["HoldReminded"])
    assert.strictEqual(nextDue(reminded.reduce(evolve, venue)), now + 14 * day)
  })

  it("ends a hold after fourteen days and moves the others up", () => {
    const venue = run(open(), hold(a), hold(b, now + day), hold(c, now + 2 * day))
    const passed = due(now + 14 * day)(venue)
    assert.includeMembers(tags(passed), ["HoldExpired"])
    assert.deepStrictEqual(queue(passed.reduce(evolve, venue)), ["booking-b 1", "booking-c 2"])
  })

  it("ends a hold with the day of the show, in the venue's zone", () => {
    const eve = Date.parse("2027-03-11T17:00:00Z")
    assert.strictEqual(
      dateState(run(open(), hold(a, eve)), { stageId: stage, date }).holds[0]?.expiresAt,
      Date.parse("2027-03-13T07:00:00Z")
    )
  })

  it("decides as if every timer had rung in time", () => {
    const venue = run(open(), hold(a), hold(b, now + day))
    assert.deepStrictEqual(
      tags(events(venue, book(on(b, now + 14 * day)))),
      ["HoldExpired", "HoldPromoted", "HoldReminded", "DateBooked"]
    )
    assert.strictEqual(refusal(venue, book(on(a, now + 14 * day)))._tag, "HoldNotFirst")
  })

  it("extends a hold as often as the venue allows, and a repeat changes nothing", () => {
    const once = run(open({ maxExtensions: 1 }), hold(a), extend(on(a, now + day)))
    assert.strictEqual(nextDue(once), now + 12 * day)
    assert.deepStrictEqual(events(once, extend(on(a, now + day))), [])
    assert.strictEqual(refusal(once, extend(on(a, now + 2 * day)))._tag, "HoldExtensionRefused")
    assert.strictEqual(refusal(once, extend(on(b, now + 2 * day)))._tag, "HoldNotFound")
  })

  it("has nothing due on an empty calendar", () => {
    assert.isUndefined(nextDue(open()))
    assert.deepStrictEqual(due(now)(initial(venueId)), [])
  })
})
