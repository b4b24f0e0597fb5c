import { assert, describe, it } from "@effect/vitest"
import type { Deal } from "../../../../entities/domain/deal/Deal.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { average, commonShow, low, plainShow, soldOut } from "./shows.ts"

type DealInput = typeof Deal.Encoded

const flat = { _tag: "Flat", guaranteeCents: 2_000_000, promoterProfit: 1_500 } as const
const versus = { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_500, of: "net" } as const
const plus = { _tag: "Plus", guaranteeCents: 2_000_000, share: 8_500, of: "afterSplit", promoterProfit: 1_500 } as const
const sixteen = { _tag: "Flat", guaranteeCents: 1_600_000 } as const
const thresholds = [
  {
    _tag: "ThresholdFee",
    name: "Sales",
    trigger: "tickets",
    pays: "cumulative",
    steps: [700, 900, 1_100, 1_300].map((at) => ({ at, cents: 100_000 }))
  },
  {
    _tag: "ThresholdFee",
    name: "Sell-out",
    trigger: "occupancy",
    pays: "cumulative",
    steps: [{ at: 10_000, cents: 250_000 }]
  }
] as const

describe("the waterfall of a show", () => {
  it.each([
    ["640 sold", low, 2_600_000, 160_000, 2_440_000, 116_190, 2_323_810, 1_880_000],
    ["1,050 sold", average, 4_625_000, 262_500, 4_362_500, 207_738, 4_154_762, 1_931_250],
    ["sold out", soldOut, 6_500_000, 350_000, 6_150_000, 292_857, 5_857_143, 1_975_000]
  ])("names gross, fees, adjusted gross, tax, net gross and expenses: %s", (_, sold, ...expected) => {
    const lines = waterfall(commonShow({ terms: flat }), sold)
    assert.deepStrictEqual(
      [lines.gross, lines.facilityFees, lines.adjustedGross, lines.tax, lines.netGross, lines.expenses],
      expected
    )
  })

  const cases: ReadonlyArray<readonly [string, DealInput, ReadonlyArray<number>, number, number]> = [
    ["V1 flat, 1,050 sold", { terms: flat }, average, 2_000_000, 223_512],
    ["V1 flat, sold out", { terms: flat }, soldOut, 2_000_000, 1_882_143],
    ["V2 versus 85 % of net, the guarantee", { terms: versus }, low, 1_500_000, -1_056_190],
    ["V2 versus 85 % of net, the percentage", { terms: versus }, average, 1_889_985, 333_527],
    ["V2 versus 85 % of net, sold out", { terms: versus }, soldOut, 3_299_822, 582_321],
    ["V3 plus 85 % after split, nothing to split", { terms: plus }, average, 2_000_000, 223_512],
    ["V3 plus 85 % after split, sold out", { terms: plus }, soldOut, 3_093_009, 789_134],
    [
      "V4a door 70 % of net gross",
      { terms: { _tag: "Door", share: 7_000, of: "netGross" } },
      low,
      1_626_667,
      -1_182_857
    ],
    ["V4b door 80 % of net", { terms: { _tag: "Door", share: 8_000, of: "net" } }, low, 355_048, 88_762],
    ["V4c door 80 % of net, a loss", { terms: { _tag: "Door", share: 8_000, of: "net" } }, [300, 100, 0], 0, -516_667],
    ["V5 thresholds, 640 sold", { terms: sixteen, bonuses: thresholds }, low, 1_600_000, -1_156_190],
    ["V5 thresholds, 1,050 sold", { terms: sixteen, bonuses: thresholds }, average, 1_800_000, 423_512],
    ["V5 thresholds, sold out", { terms: sixteen, bonuses: thresholds }, soldOut, 2_250_000, 1_632_143]
  ]
  it.each(cases)("pays the artist and the promoter to the cent: %s", (_, deal, sold, artist, promoter) => {
    const lines = waterfall(commonShow(deal), sold)
    assert.deepStrictEqual([lines.talentPay, lines.promoterResult], [artist, promoter])
  })

  it("names the lines of a split", () => {
    const [artist] = waterfall(commonShow({ terms: plus }), soldOut).talents
    assert.deepInclude(artist, {
      promoterProfit: 596_250,
      splitPoint: 4_571_250,
      overSplit: 1_285_893,
      percentage: 1_093_009
    })
    const [short] = waterfall(commonShow({ terms: plus }), average).talents
    assert.deepInclude(short, { promoterProfit: 589_688, splitPoint: 4_520_938, overSplit: -366_176, percentage: 0 })
    const [guaranteed] = waterfall(commonShow({ terms: versus }), low).talents
    assert.deepInclude(guaranteed, { net: 443_810, percentage: 377_239, guarantee: 1_500_000 })
  })

  it("V5b pays 2.00 for each ticket over 800", () => {
    const deal = {
      terms: sixteen,
      bonuses: [{ _tag: "PerTicketAbove", name: "Over", trigger: "tickets", at: 800, centsPerTicket: 200 }]
    } as const
    assert.strictEqual(waterfall(commonShow(deal), average).talentPay, 1_650_000)
  })

  it("V6 shares revenue that is included in the net gross, without taxing it", () => {
    const show = plainShow(
      { terms: { _tag: "Plus", guaranteeCents: 100_000, share: 5_000, of: "netGross" } },
      {
        tax: { mode: "multiplier", rate: 0 },
        revenue: [{ name: "VIP lift", goesTo: "netGross", basis: "fixed", cents: 200_000 }]
      }
    )
    const lines = waterfall(show, [1_000])
    assert.deepStrictEqual([lines.netGross, lines.talentPay], [1_200_000, 700_000])
  })

  it("V7 sets 60 % of gross against a guarantee", () => {
    const terms = { _tag: "Versus", guaranteeCents: 500_000, share: 6_000, of: "gross" } as const
    assert.strictEqual(waterfall(plainShow({ terms }), [1_000]).talentPay, 600_000)
  })

  it("pays a door deal by the ticket", () => {
    const terms = { _tag: "DoorPerTicket", centsPerTicket: 1_200 } as const
    assert.strictEqual(waterfall(commonShow({ terms }), average).talentPay, 1_260_000)
  })

  it("takes a multiplier tax of the whole adjusted gross", () => {
    const show = plainShow({ terms: flat }, { tax: { mode: "multiplier", rate: 887.5 } })
    assert.strictEqual(waterfall(show, [1_000]).tax, 88_750)
  })

  it("pays the artist on the reported costs and the promoter on the actual ones", () => {
    const show = plainShow({ terms: { _tag: "Door", share: 5_000, of: "net" } }, {
      costs: [
        { name: "House", basis: "fixed", cents: { budget: 200_000, actual: 150_000, reported: 300_000 } },
        { name: "Staff", basis: "fixed", cents: { budget: 100_000 } }
      ]
    })
    const lines = waterfall(show, [1_000], { deal: "reported", own: "actual" })
    assert.deepStrictEqual(
      [lines.expenses, lines.ownExpenses, lines.talentPay, lines.promoterResult],
      [400_000, 250_000, 300_000, 450_000]
    )
  })

  it("counts a support's full fee, or only its guarantee, in the headliner's deal", () => {
    const support = (inOtherDeals: "fullFee" | "guarantee" | "notCounted") =>
      plainShow({ terms: { _tag: "Flat", guaranteeCents: 0 } }, {
        talents: [
          { name: "Headliner", role: "headliner", deal: { terms: { _tag: "Door", share: 5_000, of: "net" } } },
          {
            name: "Support",
            role: "support",
            inOtherDeals,
            deal: {
              terms: { _tag: "Flat", guaranteeCents: 100_000 },
              bonuses: [
                { _tag: "PerTicketAbove", name: "Over", trigger: "tickets", at: 900, centsPerTicket: 500 }
              ]
            }
          }
        ]
      })
    const pay = (show: ReturnType<typeof support>) => waterfall(show, [1_000]).talents.map((talent) => talent.pay)
    assert.deepStrictEqual(pay(support("fullFee")), [425_000, 150_000])
    assert.deepStrictEqual(pay(support("guarantee")), [450_000, 150_000])
    assert.deepStrictEqual(pay(support("notCounted")), [500_000, 150_000])
  })

  it("divides the result among co-promoters and leaves the odd cent to the promoter", () => {
    const show = plainShow({ terms: { _tag: "Flat", guaranteeCents: 999_999 } }, {
      coPromoters: [{ name: "Partner", share: 5_000 }]
    })
    assert.deepStrictEqual(waterfall(show, [1_000]).promoterShares, [1, 0])
  })

  it("gives the facility fees back where the promoter owns the room", () => {
    const show = plainShow({ terms: { _tag: "Flat", guaranteeCents: 0 } }, {
      scaling: {
        capacity: 1_000,
        fees: [{ name: "Facility fee", kind: "facility", centsPerTicket: 100 }],
        tiers: [{ name: "All", priceCents: 1_000, allotment: 1_000 }]
      },
      revenue: [{ name: "Rebate", goesTo: "promoter", basis: "facilityFees", share: 5_000 }]
    })
    const lines = waterfall(show, [1_000])
    assert.deepStrictEqual([lines.netGross, lines.promoterRevenue, lines.promoterResult], [900_000, 50_000, 950_000])
  })
})
