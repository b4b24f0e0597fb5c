import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { type Bonus, Deal } from "../../../../entities/domain/deal/Deal.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { plainShow } from "./shows.ts"

type BonusInput = typeof Bonus.Encoded
const flat = { _tag: "Flat", guaranteeCents: 100_000 } as const
const door = { _tag: "Door", share: 5_000, of: "netGross" } as const
const steps = [{ at: 200, cents: 10_000 }, { at: 400, cents: 25_000 }]

const pay = (deal: typeof Deal.Encoded, sold: number, costs = 0) =>
  waterfall(
    plainShow(deal, { costs: [{ name: "House", basis: "fixed", cents: { budget: costs } }] }),
    [sold]
  ).talentPay
const refused = (deal: typeof Deal.Encoded) => String(Either.getLeft(Schema.decodeEither(Deal)(deal)))

describe("bonuses", () => {
  it("pay each threshold met, or the highest only", () => {
    const paying = (pays: "cumulative" | "highest"): BonusInput => ({
      _tag: "ThresholdFee",
      name: "Sales",
      trigger: "tickets",
      pays,
      steps
    })
    assert.deepStrictEqual(
      [199, 200, 399, 400].map((sold) => pay({ terms: flat, bonuses: [paying("cumulative")] }, sold) - 100_000),
      [0, 10_000, 10_000, 35_000]
    )
    assert.strictEqual(pay({ terms: flat, bonuses: [paying("highest")] }, 400), 125_000)
  })

  it.each<[BonusInput["trigger"], number]>([
    ["tickets", 250],
    ["gross", 250_000],
    ["netGross", 250_000],
    ["net", 200_000],
    ["occupancy", 2_500]
  ])("wait for %s", (trigger, at) => {
    const bonuses = [{ _tag: "PerTicketAbove", name: "Over", trigger, at, centsPerTicket: 200 }] as const
    const over = (sold: number) => pay({ terms: flat, bonuses }, sold, 50_000) - 100_000
    assert.deepStrictEqual([over(249), over(250), over(300)], [0, 0, 10_000])
  })

  it.each<[BonusInput["trigger"], number]>([["tickets", 500], ["gross", 500_000], ["netGross", 500_000], [
    "occupancy",
    5_000
  ]])(
    "a new percentage is for what comes in above the threshold: %s",
    (trigger, at) => {
      const deal = { terms: door, bonuses: [{ _tag: "NewShareAbove", name: "Up", trigger, at, share: 6_000 }] } as const
      assert.deepStrictEqual([pay(deal, 500), pay(deal, 600)], [250_000, 310_000])
    }
  )

  it("a new percentage of the net counts the fixed expenses before the threshold", () => {
    const terms = { _tag: "Door", share: 5_000, of: "net" } as const
    const above = (trigger: "net" | "tickets", at: number) =>
      pay({ terms, bonuses: [{ _tag: "NewShareAbove", name: "Up", trigger, at, share: 6_000 }] }, 600, 100_000)
    // 400,000 below at 50 %, 100,000 above at 60 %
    assert.deepStrictEqual([above("tickets", 500), above("net", 400_000)], [260_000, 260_000])
  })

  it("an upgraded percentage is for everything, once the threshold is met", () => {
    const bonuses = [{ _tag: "ShareUpgrade", name: "Up", trigger: "tickets", at: 500, share: 6_000 }] as const
    assert.deepStrictEqual([pay({ terms: door, bonuses }, 499), pay({ terms: door, bonuses }, 500)], [249_500, 300_000])
  })

  it("a percentage that was won is not lost to a later one", () => {
    const bonuses = [
      { _tag: "NewShareAbove", name: "First", trigger: "gross", at: 100_000, share: 8_000 },
      { _tag: "NewShareAbove", name: "Then", trigger: "tickets", at: 500, share: 6_000 }
    ] as const
    assert.strictEqual(pay({ terms: door, bonuses }, 600), 50_000 + 400_000)
  })

  it("are refused where they would make no sense, by name", () => {
    const up = { _tag: "ShareUpgrade", name: "Up", trigger: "tickets", at: 500, share: 4_000 } as const
    assert.include(refused({ terms: flat, bonuses: [up] }), "bonus Up changes a percentage, and a Flat deal has none")
    assert.include(refused({ terms: door, bonuses: [up] }), "bonus Up would lower the percentage of the deal")
    const falling = [{ ...up, share: 8_000 }, { ...up, at: 600, share: 7_000 }]
    assert.include(refused({ terms: door, bonuses: falling }), "wait for tickets, a higher threshold has a lower one")
    const highest = { _tag: "ThresholdFee", name: "Sales", trigger: "tickets", pays: "highest" } as const
    const fewer = [{ at: 200, cents: 10_000 }, { at: 400, cents: 5_000 }]
    assert.include(refused({ terms: flat, bonuses: [{ ...highest, steps: fewer }] }), "a higher step pays less")
  })
})
