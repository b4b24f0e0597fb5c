import { assert, describe, it } from "@effect/vitest"
import { addBusinessHours, startOfDay } from "../../../entities/domain/BusinessHours.ts"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"

const zone = "America/Denver"
const instant = (text: string) => Date.parse(text)

describe("business hours", () => {
  it("begin a day at the zone's midnight, summer time included", () => {
    assert.strictEqual(startOfDay(ShowDate.make("2027-01-05"), zone), instant("2027-01-05T07:00:00Z"))
    assert.strictEqual(startOfDay(ShowDate.make("2027-07-05"), zone), instant("2027-07-05T06:00:00Z"))
    assert.strictEqual(startOfDay(ShowDate.make("2027-07-05"), "Nowhere/AtAll"), instant("2027-07-05T00:00:00Z"))
  })

  it("end at the same time of day over a weekend, also when the clocks change in it", () => {
    // the clocks go forward on Sunday, 14 March 2027
    assert.strictEqual(
      addBusinessHours(instant("2027-03-12T22:00:00Z"), 24, zone, []),
      instant("2027-03-15T21:00:00Z")
    )
  })

  it("begin with the next open day when opened on a closed one", () => {
    assert.strictEqual(
      addBusinessHours(instant("2027-01-09T18:00:00Z"), 10, zone, []),
      instant("2027-01-11T17:00:00Z")
    )
  })
})
