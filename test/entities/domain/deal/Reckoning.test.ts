import { assert, describe, it } from "@effect/vitest"
import { reckonShow } from "../../../../entities/domain/deal/Reckoning.ts"
import { commonShow, plainShow } from "./shows.ts"

const plus = {
  terms: { _tag: "Plus", guaranteeCents: 2_000_000, share: 8_500, of: "afterSplit", promoterProfit: 1_500 }
} as const

describe("a deal as it is built", () => {
  it("shows the walkout, the sold-out result and the breakevens of the trade's own example", () => {
    const reckoning = reckonShow(commonShow(plus), { order: "proportional" })
    assert.deepStrictEqual(reckoning.walkouts, [{ talent: "Headliner", cents: 3_093_009 }])
    assert.strictEqual(reckoning.potential.lines.promoterResult, 789_134)
    assert.strictEqual(reckoning.grossPotentialCents, 6_500_000)
    assert.strictEqual(reckoning.sellable, 1_400)
    assert.strictEqual(reckoning.breakeven.external[0]?.at?.tickets, 1_082)
    assert.strictEqual(reckoning.breakeven.internal?.tickets, 937)
    assert.isNull(reckoning.at)
  })

  it("shows any number of sales beside it, in the order the tiers fill", () => {
    const { at } = reckonShow(commonShow(plus), { tickets: 1_050, order: "cheapestFirst" })
    assert.deepStrictEqual(at?.lines.sold, [400, 650, 0])
    assert.strictEqual(at?.lines.gross, 4_325_000)
    assert.strictEqual(at?.sheet.at(-1)?.cents, at?.lines.promoterResult)
  })

  it("says so where no number of tickets pays for the show", () => {
    const { breakeven } = reckonShow(plainShow({ terms: { _tag: "Flat", guaranteeCents: 2_000_000 } }), {
      order: "proportional"
    })
    assert.isNull(breakeven.real)
    assert.strictEqual(breakeven.internal?.tickets, 2_000)
  })
})
