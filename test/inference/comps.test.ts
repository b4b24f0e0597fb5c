import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { compsOf, fillOf, toSimilarEvent } from "../../inference/Comps.ts"
import { questionOf } from "../../inference/Features.ts"
import { PastShows } from "../../inference/PastShows.ts"
import { past, request } from "./fixtures.ts"

const question = questionOf(request({}))
const lnPrice = Math.log(3_200)
const find = (...shows: ReadonlyArray<ReturnType<typeof past>>) => compsOf(question, new PastShows(shows), lnPrice)

describe("comparable shows", () => {
  it("put the act's own show in the same room before another act's", () => {
    const [first, second] = find(past({ id: "other" }), past({ id: "own", act: "Nova Kestrel" }))
    assert.strictEqual(first?.past.show.id, "own")
    assert.strictEqual(second?.past.show.id, "other")
    assert.includeMembers([...first?.why ?? []], ["same act", "same room", "same size"])
  })

  it("are none where only rooms of quite another size, old shows or strangers are known", () => {
    assert.deepStrictEqual(find(past({ capacity: 300, sold: 300 }), past({ capacity: 20_000, sold: 9_000 })), [])
    assert.deepStrictEqual(find(past({ act: "Nova Kestrel", date: "2019-01-01" })), [])
    assert.deepStrictEqual(
      find(past({ city: "Lima", country: "Peru", venue: "Sala", genre: "cumbia", capacity: 600, sold: 9 })),
      []
    )
  })

  it("leave out what was not settled when the question was asked", () => {
    assert.strictEqual(find(past({ act: "Nova Kestrel", date: "2025-10-31" })).length, 1)
    assert.deepStrictEqual(find(past({ act: "Nova Kestrel", date: "2025-11-02" })), [])
  })

  it("say what came of each", () => {
    const [comp] = find(past({ act: "Nova Kestrel", sold: 1_050, grossCents: 4_625_000 }))
    assert.isDefined(comp)
    if (comp === undefined) return
    const event = toSimilarEvent(comp)
    assert.strictEqual(event.outcome, "1050 of 1400 sold (75 %), gross 46250")
    assert.strictEqual(event.title, "Nova Kestrel, Mill Hall, Leeds, 2025-03-01")
  })

  it("are at most eight, likest first, their similarity within 0 and 1", () =>
    fc.assert(fc.property(
      fc.array(
        fc.record({
          act: fc.constantFrom("Nova Kestrel", "A", "B", "C"),
          city: fc.constantFrom("Leeds", "Hull", "Lyon"),
          genre: fc.constantFrom("indie pop", "comedy", "metal"),
          capacity: fc.integer({ min: 500, max: 4_000 }),
          priceCents: fc.integer({ min: 500, max: 20_000 })
        }),
        { maxLength: 60 }
      ),
      (shows) => {
        const found = find(
          ...shows.map((show, i) => past({ ...show, id: `s${i}`, sold: Math.round(show.capacity / 2) }))
        )
        const similarities = found.map(({ similarity }) => similarity)
        assert.isAtMost(found.length, 8)
        assert.deepStrictEqual(similarities, similarities.toSorted((a, b) => b - a))
        assert.isTrue(similarities.every((each) => each >= 0.35 && each <= 1))
        if (found.length > 0) assert.closeTo(fillOf(found), 0.5, 0.01)
      }
    )))
})
