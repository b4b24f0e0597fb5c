import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { type Interest, makeIndex, wants } from "../../realtime/Interest.ts"

const channel = fc.constantFrom("metrics" as const, "predictions" as const, "bookings" as const)
const id = fc.constantFrom("a", "b", "c")
const platform = fc.constantFrom("tiktok", "spotify")
const some = (of: fc.Arbitrary<string>) =>
  fc.uniqueArray(of, { maxLength: 2 }).map((ids): ReadonlySet<string> => new Set(ids))

const interest: fc.Arbitrary<Interest> = fc.record({
  channels: some(channel),
  artistIds: some(id),
  venueIds: some(id),
  platforms: some(platform)
})

const item = fc.record({ channel, artistId: id, venueId: id, platform }, { requiredKeys: ["channel"] })

describe("Interest", () => {
  it("finds by its index the sessions that want an item, each once, and no other", () => {
    fc.assert(
      fc.property(fc.array(interest, { maxLength: 12 }), fc.array(fc.nat(11)), item, (interests, leaving, item) => {
        const index = makeIndex<number>((session) => interests[session])
        interests.forEach((one, session) => index.add(session, one))
        for (const session of leaving) {
          const one = interests[session]
          if (one !== undefined) index.remove(session, one)
        }
        const found: Array<number> = []
        index.each(item, (session) => found.push(session))
        const expected = interests.flatMap((one, session) =>
          wants(one, item) && !leaving.includes(session) ? [session] : []
        )
        assert.deepStrictEqual(found.sort(), expected.sort())
      })
    )
  })
})
