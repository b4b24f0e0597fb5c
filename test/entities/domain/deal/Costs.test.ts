import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { costAmounts, CostLines } from "../../../../entities/domain/deal/Costs.ts"

const decode = Schema.decodeSync(CostLines)
const basis = { tickets: 100, gross: 1_000_000, netGross: 900_000 }
const fixed = { name: "House", basis: "fixed", cents: { budget: 190_000 } } as const

describe("cost lines", () => {
  it("are fixed, by the ticket, or a share of gross or net gross", () => {
    const lines = decode([
      fixed,
      { name: "Insurance", basis: "perTicket", cents: { budget: 125 } },
      { name: "Performing rights", basis: "gross", share: { budget: 80 } },
      { name: "Rent", basis: "netGross", share: { budget: 1_000 } }
    ])
    assert.deepStrictEqual(costAmounts(lines, "budget", basis), [190_000, 12_500, 8_000, 90_000])
  })

  it("that are shares of the expenses are shares of themselves too", () => {
    const lines = decode([fixed, { name: "Overhead", basis: "expenses", share: { budget: 500 } }])
    assert.deepStrictEqual(costAmounts(lines, "budget", basis), [190_000, 10_000])
  })

  it("that are shares of the net leave the net that they are shares of", () => {
    const lines = decode([fixed, { name: "Producer", basis: "net", share: { budget: 2_500 } }])
    // net = 900,000 - 190,000 - net / 4
    assert.deepStrictEqual(costAmounts(lines, "budget", basis), [190_000, 142_000])
    assert.deepStrictEqual(costAmounts(lines, "budget", { ...basis, netGross: 100_000 }), [190_000, 0])
  })

  it("of both kinds are solved together", () => {
    const lines = decode([
      fixed,
      { name: "Overhead", basis: "expenses", share: { budget: 500 } },
      { name: "Producer", basis: "net", share: { budget: 2_500 } }
    ])
    const [, overhead = 0, producer = 0] = costAmounts(lines, "budget", basis)
    const expenses = 190_000 + overhead + producer
    assert.strictEqual(overhead, Math.round(expenses * 0.05))
    assert.strictEqual(producer, Math.round((900_000 - expenses) * 0.25))
  })

  it("use the column before while a column is empty", () => {
    const lines = decode([{ ...fixed, cents: { budget: 1, estimated: 2 } }, {
      ...fixed,
      cents: { budget: 1, actual: 3 }
    }])
    const at = (column: "budget" | "estimated" | "actual" | "reported") => costAmounts(lines, column, basis)
    assert.deepStrictEqual([at("budget"), at("estimated"), at("actual"), at("reported")], [[1, 1], [2, 1], [2, 3], [
      2,
      3
    ]])
  })

  it("cannot be all of the expenses", () => {
    const refused = Schema.decodeEither(CostLines)([{ name: "All", basis: "expenses", share: { budget: 10_000 } }])
    assert.include(String(Either.getLeft(refused)), "add up to 100 % or more")
  })
})
