import { assert, describe, it } from "@effect/vitest"
import { crossCollateral } from "../../../../entities/domain/deal/CrossCollateral.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { average, commonShow, decodeDeal, low, soldOut } from "./shows.ts"

const versus = { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_500, of: "net" } as const
const dates = [low, average, soldOut].flatMap((sold) => waterfall(commonShow({ terms: versus }), sold).talents)

describe("dates that are bought together", () => {
  it("set the loss of one against the overage of another", () => {
    const tour = decodeDeal({ terms: { ...versus, guaranteeCents: 4_500_000 } })
    const { alone, pooled, saved } = crossCollateral(tour, dates)
    assert.strictEqual(alone, 1_500_000 + 1_889_985 + 3_299_822)
    // 85 % of 4,438.10 + 22,235.12 + 38,821.43
    assert.deepStrictEqual([pooled.net, pooled.pay], [6_549_465, 5_567_045])
    assert.strictEqual(saved, alone - 5_567_045)
  })

  it("pay the guarantees of all dates when the percentage does not reach them", () => {
    const tour = decodeDeal({ terms: { ...versus, guaranteeCents: 6_000_000 } })
    assert.strictEqual(crossCollateral(tour, dates).pooled.pay, 6_000_000)
  })

  it("count a tour's thresholds over all dates", () => {
    const tour = decodeDeal({
      terms: { _tag: "Flat", guaranteeCents: 0 },
      bonuses: [{ _tag: "PerTicketAbove", name: "Over", trigger: "tickets", at: 3_000, centsPerTicket: 100 }]
    })
    assert.strictEqual(crossCollateral(tour, dates).pooled.pay, 9_000)
  })
})
