import { assert, describe, it } from "@effect/vitest"
import { kilometres } from "../../../entities/domain/Distance.ts"

const denver = { latitude: 39.7392, longitude: -104.9903 }

describe("distance", () => {
  it("gives the worked examples of the radius clause to the metre", () => {
    assert.strictEqual(kilometres(denver, { latitude: 40.015, longitude: -105.2705 }).toFixed(3), "38.887")
    assert.strictEqual(kilometres(denver, { latitude: 38.8339, longitude: -104.8214 }).toFixed(3), "101.709")
  })

  it("is nothing from a place to itself, and half the globe at most", () => {
    assert.strictEqual(kilometres(denver, denver), 0)
    assert.isBelow(kilometres({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }), 20_016)
  })
})
