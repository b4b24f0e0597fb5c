import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { settle } from "../../../../entities/domain/deal/Settlement.ts"
import { sheetLines } from "../../../../entities/domain/deal/Sheet.ts"
import { colourOf, variances } from "../../../../entities/domain/deal/Variance.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { BasisPoints } from "../../../../entities/domain/Money.ts"
import { showAndSold } from "./arbitrary.ts"
import { average, commonShow, low } from "./shows.ts"

const show = commonShow({ terms: { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_500, of: "net" } })
const adjustment = { name: "Hotel", talent: "Headliner", kind: "reimbursement", cents: 100_000 } as const
const nothing = { adjustments: [], withholdings: [], deposits: [] }

describe("a settlement", () => {
  it("nets withholding and deposit from the pay", () => {
    const { promoterResult, talents } = settle(show, average, {
      adjustments: [],
      withholdings: [{ talent: "Headliner", rate: BasisPoints.make(700), exemptCents: 150_000 }],
      deposits: [{ talent: "Headliner", cents: 750_000 }]
    })
    // 7 % of 17,399.85
    assert.deepInclude(talents[0], { pay: 1_889_985, due: 1_889_985, withheld: 121_799, balance: 1_018_186 })
    assert.strictEqual(promoterResult, 333_527)
  })

  it("pays a reimbursement beside the split, or through it", () => {
    const beside = settle(show, average, { ...nothing, adjustments: [{ ...adjustment, affectsSplitPoint: false }] })
    assert.deepInclude(beside.talents[0], { pay: 1_889_985, due: 1_989_985 })
    assert.strictEqual(beside.promoterResult, 233_527)
    const through = settle(show, average, { ...nothing, adjustments: [{ ...adjustment, affectsSplitPoint: true }] })
    assert.deepInclude(through.talents[0], { pay: 1_804_985, due: 1_904_985 })
    assert.strictEqual(through.promoterResult, 318_527)
  })

  it("keeps a deduction, and gives what it leaves of the deal to the split", () => {
    const deduction = { ...adjustment, kind: "deduction", affectsSplitPoint: true } as const
    const { promoterResult, talents } = settle(show, average, { ...nothing, adjustments: [deduction] })
    assert.deepInclude(talents[0], { pay: 1_974_985, due: 1_874_985, balance: 1_874_985 })
    assert.strictEqual(promoterResult, 348_527)
  })

  it("says what a talent owes when its deposit was more than its pay", () => {
    const { talents } = settle(show, low, { ...nothing, deposits: [{ talent: "Headliner", cents: 1_600_000 }] })
    assert.strictEqual(talents[0]?.balance, -100_000)
  })

  it("shows the artist reported costs and none of the promoter's own revenue", () => {
    const costs = [{
      name: "House",
      basis: "fixed",
      cents: { budget: 1, actual: 1_700_000, reported: 1_800_000 }
    }] as const
    const revenue = [{ name: "Bar", goesTo: "promoter", basis: "fixed", cents: 50_000 }] as const
    const { external, internal } = settle({ ...show, costs, revenue }, average, nothing)
    assert.deepStrictEqual([external.ownExpenses, external.promoterRevenue], [1_800_000, 0])
    assert.deepStrictEqual([internal.ownExpenses, internal.promoterRevenue], [1_700_000, 50_000])
    assert.strictEqual(internal.promoterResult - external.promoterResult, 150_000)
  })

  it("loses no cent, whatever is adjusted", () => {
    const kinds = fc.constantFrom("reimbursement" as const, "deduction" as const, "bonus" as const)
    const adjustments = fc.array(
      fc.record({
        name: fc.constant("Any"),
        talent: fc.constantFrom("Talent 0", "Talent 1"),
        kind: kinds,
        cents: fc.nat(1_000_000),
        affectsSplitPoint: fc.boolean()
      }),
      { maxLength: 5 }
    )
    fc.assert(fc.property(showAndSold, adjustments, ({ show, sold }, adjustments) => {
      const there = adjustments.filter((each) => show.talents.some((talent) => talent.name === each.talent))
      const { internal, promoterResult, talents } = settle(show, sold, { ...nothing, adjustments: there })
      const due = talents.reduce((sum, talent) => sum + talent.due, 0)
      assert.strictEqual(
        due + promoterResult + internal.ownExpenses + internal.tax + internal.facilityFees + internal.preSettlementFees,
        internal.gross + internal.includedRevenue + internal.promoterRevenue
      )
    }))
  })
})

describe("a sheet", () => {
  it("leads from gross to the promoter's result, each total the sum of the lines before it", () => {
    fc.assert(fc.property(showAndSold, ({ show, sold }) => {
      let running: number | undefined
      for (const line of sheetLines(waterfall(show, sold))) {
        if (line.kind !== "total") running = (running ?? 0) + (line.kind === "less" ? -line.cents : line.cents)
        else if (running !== undefined) assert.strictEqual(line.cents, running, line.label)
        running = line.kind === "total" ? line.cents : running
      }
    }))
  })
})

describe("a variance", () => {
  it("is green as projected, amber within a tenth and red beyond it, losses too", () => {
    assert.deepStrictEqual(
      [[1_000, 1_000], [1_000, 900], [1_000, 899], [-1_000, -1_000], [-1_000, -1_100], [-1_000, -1_101]]
        .map(([projected = 0, actual = 0]) => colourOf(projected, actual)),
      ["green", "amber", "red", "green", "amber", "red"]
    )
  })

  it("is green where costs were less than expected", () => {
    const colours = Object.fromEntries(
      variances(waterfall(show, average), waterfall(show, low)).map((each) => [each.line, each.colour])
    )
    assert.deepInclude(colours, { gross: "red", expenses: "green", talentPay: "green", promoterResult: "red" })
  })
})
