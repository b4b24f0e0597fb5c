import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { soldByTier } from "../../../../entities/domain/deal/Scaling.ts"
import { Show } from "../../../../entities/domain/deal/Show.ts"
import { commonShow } from "./shows.ts"

const show = Schema.encodeSync(Show)(commonShow({ terms: { _tag: "Flat", guaranteeCents: 1 } }))
const tier = { name: "All", priceCents: 1, allotment: 1 }
const refused = (input: unknown) => Either.getOrThrow(Either.flip(Schema.decodeUnknownEither(Show)(input))).message

describe("the terms of a show", () => {
  it("are refused with the field and the reason", () => {
    const scaling = (tiers: ReadonlyArray<object>) => ({ ...show, scaling: { capacity: 100, tiers } })
    assert.include(refused(scaling([{ ...tier, comps: 2 }])), "tier All gives away 2 of 1 places")
    assert.include(
      refused(scaling([{ ...tier, allotment: 101 }])),
      "the tiers allot 101 places, the room has 100 to allot"
    )
    assert.include(refused(scaling([tier, tier])), "two tiers have the same name")
    assert.include(refused(scaling([{ ...tier, priceCents: -1 }])), "a price is 0 to 100000000 cents")
    assert.include(refused(scaling([{ ...tier, priceCents: -1 }])), `["priceCents"]`)
    assert.include(
      refused({ ...show, coPromoters: [{ name: "A", share: 6_000 }, { name: "B", share: 6_000 }] }),
      "100 %"
    )
    assert.include(refused({ ...show, talents: [...show.talents, ...show.talents] }), "two talents have the same name")
  })

  it("are bounded", () => {
    const tiers = Array.from({ length: 51 }, (_, index) => ({ ...tier, name: `Tier ${index}` }))
    assert.include(refused({ ...show, scaling: { capacity: 100, tiers } }), "at most 50 tiers")
    const costs = Array.from({ length: 201 }, () => ({ name: "Any", basis: "fixed", cents: { budget: 1 } }))
    assert.include(refused({ ...show, costs }), "at most 200 cost lines")
    const bonus = { _tag: "PerTicketAbove", name: "Any", trigger: "tickets", at: 1, centsPerTicket: 1 }
    const deal = { terms: { _tag: "Flat", guaranteeCents: 1 }, bonuses: Array.from({ length: 21 }, () => bonus) }
    assert.include(refused({ ...show, talents: [{ name: "Act", role: "headliner", deal }] }), "at most 20 bonuses")
  })

  it("name the tier that sold what it has not", () => {
    const sold = soldByTier(commonShow({ terms: { _tag: "Flat", guaranteeCents: 1 } }).scaling, { Front: 201 })
    assert.strictEqual(
      Either.getOrThrow(Either.flip(sold)).message,
      "Tier Front cannot have sold 201 of 200 tickets"
    )
  })
})
