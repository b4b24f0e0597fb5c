import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { daysToHoliday } from "../../inference/Calendar.ts"
import { compsOf, fillOf } from "../../inference/Comps.ts"
import { assemble, featureNames, type Question, questionOf, settleDays } from "../../inference/Features.ts"
import { familyOf } from "../../inference/Genres.ts"
import { type PastShow, PastShows } from "../../inference/PastShows.ts"
import { blank, type Priors } from "../../inference/Priors.ts"
import { past, request } from "./fixtures.ts"

const rowOf = (question: Question, shows: ReadonlyArray<PastShow>, priors: Priors = blank): Float32Array => {
  const history = new PastShows(shows)
  const row = new Float32Array(featureNames.length)
  assemble(row, 0, question, history, priors, fillOf(compsOf(question, history, Number.NaN)))
  return row
}

const valueOf = (row: Float32Array, name: string): number => row[featureNames.indexOf(name)] ?? Number.NaN

const showDay = ShowDate.toEpochDay(ShowDate.make("2026-03-20"))
const dayBefore = (days: number): string => ShowDate.fromEpochDay(showDay - days)

const anyShow = fc.record({
  act: fc.constantFrom("Nova Kestrel", "Somebody Else", "Nova Kestrel / Somebody Else"),
  venue: fc.constantFrom("Mill Hall", "Dock Works"),
  city: fc.constantFrom("Leeds", "Hull"),
  capacity: fc.integer({ min: 200, max: 5_000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  daysBefore: fc.integer({ min: -200, max: 1_200 }),
  genre: fc.constantFrom("indie pop", "comedy")
}).map(({ daysBefore, share, ...rest }, i = 0) =>
  past({ ...rest, id: `show-${i}`, sold: Math.round(rest.capacity * share), date: dayBefore(daysBefore) })
)

describe("features", () => {
  it("see no show that was played after the question, or within 90 days of the date asked about", () =>
    fc.assert(fc.property(fc.array(anyShow, { maxLength: 40 }), fc.integer({ min: 0, max: 400 }), (shows, asked) => {
      const question = questionOf(request({ asOf: dayBefore(asked) }))
      const visible = shows.filter(({ date }) => {
        const days = ShowDate.daysBetween(date, ShowDate.fromEpochDay(showDay))
        return days >= Math.max(settleDays, asked)
      })
      assert.deepStrictEqual(rowOf(question, shows), rowOf(question, visible))
    })))

  it("do not depend on the order in which shows were stored", () =>
    fc.assert(fc.property(fc.uniqueArray(anyShow, { maxLength: 20, selector: ({ date }) => date }), (shows) => {
      const question = questionOf(request({}))
      assert.deepStrictEqual(rowOf(question, shows), rowOf(question, shows.toReversed()))
    })))

  it("know an act by its id, by its name in other spelling, and by its half of a joint bill", () => {
    const question = questionOf(request({}))
    const shows = (act: string, artistId?: string) =>
      valueOf(rowOf(question, [past({ act, ...(artistId === undefined ? {} : { artistId }) })]), "actShows")
    assert.closeTo(shows("Quite Another", "nova-kestrel"), Math.log(2), 1e-6)
    assert.closeTo(shows("NÓVA kestrel"), Math.log(2), 1e-6)
    assert.closeTo(shows("Nova Kestrel / Somebody Else"), Math.log(2), 1e-6)
    assert.strictEqual(shows("Somebody Else"), 0)
  })

  it("leave missing what is not known", () => {
    const { cityPopulation: _, ...room } = request({}).room
    const row = rowOf(questionOf({ ...request({}), room: { ...room, country: "Atlantis" } }), [])
    for (const name of ["lnCityPopulation", "holidayDistance", "actLastFill", "actLnPrice", "venueUse", "compFill"]) {
      assert.isNaN(valueOf(row, name), name)
    }
    for (const name of ["lnCapacity", "overallFill", "countryFill", "familyFill"]) {
      assert.isTrue(Number.isFinite(valueOf(row, name)), name)
    }
  })

  it("draw a mean with few shows towards the mean of all", () => {
    const question = questionOf(request({}))
    const others = Array.from(
      { length: 60 },
      (_, i) => past({ id: `o${i}`, act: `Act ${i}`, city: "Hull", venue: "Dock", sold: 1_260 })
    )
    const one = valueOf(rowOf(question, [...others, past({ sold: 140 })]), "cityFill")
    const many = Array.from({ length: 40 }, (_, i) => past({ id: `m${i}`, act: `Flop ${i}`, sold: 140 }))
    assert.isAbove(one, 0.7)
    assert.isBelow(valueOf(rowOf(question, [...others, ...many]), "cityFill"), 0.4)
  })

  it("take the means that a model brings along for shows before the history began", () => {
    const priors: Priors = {
      overall: { shows: 1_000, fill: 0.9 },
      families: { indie: { shows: 200, fill: 0.6 } },
      countries: { "united kingdom": { shows: 200, fill: 0.7 } }
    }
    const row = rowOf(questionOf(request({})), [], priors)
    assert.isBelow(valueOf(row, "familyFill"), 0.66)
    assert.isBelow(valueOf(row, "countryFill"), 0.75)
    assert.closeTo(valueOf(row, "overallFill"), 0.9, 1e-6)
  })
})

describe("the calendar", () => {
  const day = (text: string) => ShowDate.toEpochDay(ShowDate.make(text))

  it("knows public holidays and the days around them", () => {
    assert.strictEqual(daysToHoliday("United States", day("2025-07-04")), 0)
    assert.strictEqual(daysToHoliday("US", day("2025-07-06")), 2)
    assert.strictEqual(daysToHoliday("England", day("2025-12-25")), 0)
    assert.strictEqual(daysToHoliday("Germany", day("2025-07-15")), 7)
    assert.isNaN(daysToHoliday("Atlantis", day("2025-07-15")))
  })
})

describe("genre families", () => {
  it("put the narrow word before the wide one, and a name in for a missing genre", () => {
    assert.strictEqual(familyOf(["Asian Pop, Pop / Rock"], ""), "k-pop")
    assert.strictEqual(familyOf(["norteño"], ""), "regional mexican")
    assert.strictEqual(familyOf(["pop punk"], ""), "punk")
    assert.strictEqual(familyOf([], "State Ballet Theatre"), "stage")
    assert.strictEqual(familyOf([], "Nova Kestrel"), "unknown")
  })
})
