import { assert, describe, it } from "@effect/vitest"
import { make, toEpochDay } from "../../../entities/domain/ShowDate.ts"
import { acts } from "../../../scrapers/sandbox/Acts.ts"
import { boxOffice } from "../../../scrapers/sandbox/BoxOffice.ts"
import { figuresAt } from "../../../scrapers/sandbox/Figures.ts"
import { rooms } from "../../../scrapers/sandbox/Rooms.ts"

const now = Date.UTC(2026, 10, 22, 12)
const today = make("2026-11-22")

describe("the rooms of the catalogue", () => {
  it("are more than 150, in many cities, each with an id of its own and a capacity in range", () => {
    const real = rooms.filter(({ fictional }) => !fictional)
    assert.isAtLeast(real.length, 150)
    assert.isAtLeast(new Set(real.map(({ city, country }) => `${city} ${country}`)).size, 100)
    assert.strictEqual(new Set(rooms.map(({ id }) => id)).size, rooms.length)
    for (const { capacity, id } of rooms) {
      assert.match(id, /^[a-z0-9][a-z0-9-]{0,63}$/)
      assert.isTrue(capacity >= 1_200 && capacity <= 3_500, id)
    }
  })

  it("are where their time zones are", () => {
    for (const { id, latitude, longitude, timeZone } of rooms) {
      const zone = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
        .formatToParts(Date.UTC(2026, 0, 15))
        .find(({ type }) => type === "timeZoneName")?.value ?? ""
      const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(zone) ?? []
      const offset = sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60)
      assert.isBelow(Math.abs(offset - longitude / 15), 3, id)
      assert.isBelow(Math.abs(latitude), 70, id)
    }
  })

  it("have The Fillmore with its 1,315 places, and a room to try things in that says it is none", () => {
    const fillmore = rooms.find(({ id }) => id === "the-fillmore")
    assert.deepInclude(fillmore, { name: "The Fillmore", city: "San Francisco", capacity: 1_315, fictional: false })
    assert.isTrue(rooms.find(({ id }) => id === "test-venue")?.fictional)
  })
})

describe("the acts of the sandbox", () => {
  it("are about 300, told apart by id and by every handle", () => {
    assert.isAtLeast(acts.length, 300)
    for (
      const key of [
        acts.map(({ id }) => id),
        acts.flatMap(({ handles }) => handles.tiktok ?? []),
        acts.flatMap(({ handles }) => handles.spotify ?? [])
      ]
    ) assert.strictEqual(new Set(key).size, key.length)
  })

  it("have handles that say so", () => {
    for (const { handles } of acts) {
      assert.match(handles.tiktok ?? "sbx_", /^sbx_/)
      assert.match(handles.instagram ?? "sbx_", /^sbx_/)
      assert.match(handles.spotify ?? "", /^sbx[A-Za-z0-9]{19}$/)
    }
  })

  it("have among them Rising Star and the act of the load tests", () => {
    assert.strictEqual(acts.find(({ id }) => id === "rising-star")?.name, "Rising Star")
    assert.strictEqual(acts.find(({ id }) => id === "test-artist")?.name, "Loadtest Lanterns")
  })

  it("show the same figures at the same instant, and those of a rising act go up within the hour", () => {
    const [rising] = acts
    if (rising === undefined) return assert.fail("no acts")
    assert.deepStrictEqual(figuresAt(rising, now), figuresAt(rising, now))
    assert.isAbove(figuresAt(rising, now + 3_600_000).monthlyListeners, figuresAt(rising, now).monthlyListeners)
    assert.isAbove(
      figuresAt(rising, now).spotifyFollowers,
      1.2 * figuresAt(rising, now - 180 * 86_400_000).spotifyFollowers
    )
  })

  it("move at different paces", () => {
    const pace = (trend: string) => {
      const one = acts.filter((act) => act.trend === trend).map((act) =>
        figuresAt(act, now).monthlyListeners / figuresAt(act, now - 90 * 86_400_000).monthlyListeners
      )
      return one.reduce((sum, ratio) => sum + ratio, 0) / one.length
    }
    assert.isBelow(Math.abs(pace("stagnant") - 1), 0.01)
    assert.isBelow(pace("fading"), 0.98)
    assert.isAbove(pace("rising"), pace("steady"))
    assert.isAbove(pace("spiking"), 1.02)
  })

  it("have played real rooms, never above capacity, and their past does not change", () => {
    const known = new Map(rooms.map((room) => [room.id, room]))
    for (const act of acts) {
      for (const show of boxOffice(act, today)) {
        assert.isAtMost(show.sold, known.get(show.venueId)?.capacity ?? 0)
        assert.isBelow(toEpochDay(show.date), toEpochDay(today))
        assert.strictEqual(Number(show.grossCents), show.sold * show.priceCents)
      }
      const later = boxOffice(act, make("2027-02-01")).map(({ id, sold }) => `${id} ${sold}`)
      const kept = boxOffice(act, today).filter(({ date }) => date > "2025-01-01")
      for (const { id, sold } of kept) assert.include(later, `${id} ${sold}`)
    }
  })
})
