import { assert, describe, it } from "@effect/vitest"
import { fillTiers } from "../../../../entities/domain/deal/TierFill.ts"
import { commonShow } from "./shows.ts"

const { scaling } = commonShow({ terms: { _tag: "Flat", guaranteeCents: 0 } })

describe("the order in which tiers sell", () => {
  it("is at the same pace, as listed, by price, or by price downwards", () => {
    assert.deepStrictEqual(fillTiers(scaling, 700, "proportional"), [200, 400, 100])
    assert.deepStrictEqual(fillTiers(scaling, 700, "asListed"), [400, 300, 0])
    assert.deepStrictEqual(fillTiers(scaling, 700, "cheapestFirst"), [400, 300, 0])
    assert.deepStrictEqual(fillTiers(scaling, 700, "dearestFirst"), [0, 500, 200])
  })

  it("ends with a full room", () => {
    assert.deepStrictEqual(fillTiers(scaling, 9_999, "proportional"), [400, 800, 200])
    assert.deepStrictEqual(fillTiers(scaling, -1, "asListed"), [0, 0, 0])
  })
})
