import { assert, describe, it } from "@effect/vitest"
import { StageId, VenueId } from "../../entities/domain/Ids.ts"
import type { VenueSummary } from "../../rpc/contract/VenueRpcs.ts"
import { byFit } from "../../rpc/RoomChoice.ts"

const room = (id: string, city: string, capacity: number, latitude: number, longitude: number): VenueSummary => ({
  id: VenueId.make(id),
  name: id,
  city,
  country: "US",
  zone: "America/Denver",
  latitude,
  longitude,
  cityPopulation: null,
  capacity,
  stages: [{ stageId: StageId.make("main"), name: "Main", capacity }]
})

const denver = room("denver", "Denver", 1_500, 39.7392, -104.9903)
const boulder = room("boulder", "Boulder", 3_400, 40.015, -105.2705)
const sydney = room("sydney", "Sydney", 1_500, -33.87, 151.21)
const rooms = [sydney, boulder, denver]
const ids = (found: ReadonlyArray<VenueSummary>) => found.map(({ id }) => String(id))

describe("rooms for an act", () => {
  it("come by size, near home first", () => {
    const home = { city: "Boulder", latitude: 40.015, longitude: -105.2705 }
    assert.deepStrictEqual(ids(byFit(rooms, { home, platforms: {} }, 1_500)), ["denver", "boulder", "sydney"])
    assert.strictEqual(ids(byFit(rooms, { home, platforms: {} }, 3_400))[0], "boulder")
  })

  it("may be far away where the act is heard most", () => {
    const home = { city: "Boulder", latitude: 40.015, longitude: -105.2705 }
    const spotify = { dueAtMillis: 0, consecutiveFailures: 0, topCities: [{ city: "Sydney", listeners: 9_000 }] }
    assert.strictEqual(ids(byFit(rooms, { home, platforms: { spotify } }, 1_500))[0], "sydney")
  })

  it("come by size alone for an act without a home", () => {
    assert.deepStrictEqual(
      new Set(ids(byFit(rooms, { platforms: {} }, 1_500)).slice(0, 2)),
      new Set(["sydney", "denver"])
    )
  })
})
