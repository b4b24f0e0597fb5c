import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { BookingId } from "../../../entities/domain/Ids.ts"
import { type OtherShow, type RadiusClause, radiusConflicts } from "../../../entities/domain/Radius.ts"
import { addDays, make } from "../../../entities/domain/ShowDate.ts"

const denver = { latitude: 39.7392, longitude: -104.9903 }
const boulder = { latitude: 40.015, longitude: -105.2705 }
const day = make("2027-03-05")
const clause = (kilometres: number, daysBefore: number, daysAfter: number): RadiusClause => ({
  kilometres,
  daysBefore,
  daysAfter
})
const other = (days: number, more: Partial<OtherShow> = {}): OtherShow => ({
  bookingId: BookingId.make("bk-2"),
  venueName: "Boulder Theater",
  date: addDays(day, days),
  place: boulder,
  radius: null,
  ...more
})
const found = (radius: RadiusClause | null, others: ReadonlyArray<OtherShow>) =>
  radiusConflicts({ date: day, place: denver, radius }, others)

describe("a radius clause", () => {
  it("is broken by a show inside its distance and its days, both ends counted", () => {
    const hits = (days: number) => found(clause(38.888, 30, 10), [other(days)]).length
    assert.deepStrictEqual([-31, -30, 0, 10, 11].map(hits), [0, 1, 1, 1, 0])
    assert.deepStrictEqual(found(clause(38.886, 30, 10), [other(1)]), [])
  })

  it("of the other show counts its days from its own date", () => {
    const afterwards = other(-20, { radius: clause(50, 0, 20) })
    assert.deepStrictEqual(found(null, [afterwards]), [{
      bookingId: afterwards.bookingId,
      venueName: "Boulder Theater",
      date: afterwards.date,
      kilometres: 38.887,
      days: -20,
      clauseOf: "other"
    }])
    assert.deepStrictEqual(found(null, [other(-20, { radius: clause(50, 20, 0) })]), [])
  })

  it("says nothing of a room whose place is not known", () => {
    assert.deepStrictEqual(found(clause(2_000, 365, 365), [other(0, { place: undefined })]), [])
  })

  it("is seen from either show alike", () => {
    const span = fc.integer({ min: 0, max: 60 })
    const clauses = fc.option(
      fc.record({ kilometres: fc.integer({ min: 0, max: 80 }), daysBefore: span, daysAfter: span })
    )
    fc.assert(fc.property(clauses, clauses, fc.integer({ min: -70, max: 70 }), (mine, theirs, days) => {
      const here = { bookingId: BookingId.make("bk-1"), venueName: "Denver", date: day, place: denver, radius: mine }
      const there = other(days, { radius: theirs })
      assert.strictEqual(radiusConflicts(here, [there]).length, radiusConflicts(there, [here]).length)
    }))
  })
})
