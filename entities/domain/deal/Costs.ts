import { Schema } from "effect"
import { BasisPoints, halfUp, million, millionths, shareOf } from "../Money.ts"
import { Amount, Label } from "./Label.ts"

/** The four figures a cost has: what the offer says, what we expect, what we paid, and what the artist is shown. */
export const CostColumn = Schema.Literal("budget", "estimated", "actual", "reported")
export type CostColumn = typeof CostColumn.Type

/** A figure that is not there yet is the one before it: reported, else actual, else estimated, else budget. */
const columns = <A, I>(figure: Schema.Schema<A, I>) =>
  Schema.Struct({
    budget: figure,
    estimated: Schema.optionalWith(figure, { exact: true }),
    actual: Schema.optionalWith(figure, { exact: true }),
    reported: Schema.optionalWith(figure, { exact: true })
  })

/** An amount, fixed or for each ticket sold. */
export const AmountLine = Schema.Struct({
  name: Label,
  basis: Schema.Literal("fixed", "perTicket"),
  cents: columns(Amount)
})

/**
 * A share of something. `expenses` are all cost lines, this one too; `net` is net gross less those. Fees of talents are
 * not in them.
 */
export const ShareLine = Schema.Struct({
  name: Label,
  basis: Schema.Literal("gross", "netGross", "net", "expenses"),
  share: columns(BasisPoints)
})

export const CostLine = Schema.Union(AmountLine, ShareLine)
export type CostLine = typeof CostLine.Type

export const CostLines = Schema.Array(CostLine).pipe(
  Schema.maxItems(200, { message: () => "there are at most 200 cost lines" }),
  Schema.filter((lines) =>
    CostColumn.literals.every((column) => circularShare(lines, "expenses", column) < million) ||
    "cost lines that are shares of the expenses add up to 100 % or more: no expenses could be enough"
  )
)

/** What cost lines are reckoned on. */
export interface CostBasis {
  readonly tickets: number
  readonly gross: number
  readonly netGross: number
}

/**
 * The amount of each line, in their order.
 *
 * Lines that are shares of the expenses, or of the net, contain themselves. With F the sum of all other lines, e and n the
 * sums of their shares, expenses E solve E = F + eE + n max(0, NG - E); so E = (F + nNG) / (1 - e + n) where there is a
 * net, and F / (1 - e) where there is none. E stays a fraction of integers until each line is rounded, once.
 */
export const costAmounts = (
  lines: ReadonlyArray<CostLine>,
  column: CostColumn,
  basis: CostBasis
): ReadonlyArray<number> => {
  let others = 0
  let circular = false
  const amounts = lines.map((line) => {
    if (line.basis === "expenses" || line.basis === "net") {
      circular = true
      return 0
    }
    const amount = directAmount(line, column, basis)
    others += amount
    return amount
  })
  return circular ? withCircular(lines, column, basis.netGross, amounts, others) : amounts
}

const directAmount = (line: CostLine, column: CostColumn, basis: CostBasis): number => {
  switch (line.basis) {
    case "fixed":
      return figure(line.cents, column)
    case "perTicket":
      return figure(line.cents, column) * basis.tickets
    case "gross":
      return shareOf(basis.gross, figure(line.share, column))
    default:
      return shareOf(basis.netGross, figure(line.share, column))
  }
}

const withCircular = (
  lines: ReadonlyArray<CostLine>,
  column: CostColumn,
  netGross: number,
  amounts: ReadonlyArray<number>,
  others: number
): ReadonlyArray<number> => {
  const one = BigInt(million)
  const kept = one - BigInt(circularShare(lines, "expenses", column))
  const ofNet = BigInt(circularShare(lines, "net", column))
  const fixed = BigInt(others) * one
  const takings = BigInt(netGross)
  const hasNet = takings * kept > fixed
  const expenses = hasNet ? fixed + ofNet * takings : fixed
  const over = hasNet ? kept + ofNet : kept
  const net = hasNet ? takings * over - expenses : 0n
  return lines.map((line, index) => {
    if (line.basis !== "expenses" && line.basis !== "net") return amounts[index] ?? 0
    const share = BigInt(millionths(figure(line.share, column)))
    return halfUp(share * (line.basis === "net" ? net : expenses), over * one)
  })
}

/** The sum of the shares on one basis, in millionths. */
const circularShare = (lines: ReadonlyArray<CostLine>, basis: "expenses" | "net", column: CostColumn): number =>
  lines.reduce((sum, line) => line.basis === basis ? sum + millionths(figure(line.share, column)) : sum, 0)

interface Columns {
  readonly budget: number
  readonly estimated?: number
  readonly actual?: number
  readonly reported?: number
}

const figure = (columns: Columns, column: CostColumn): number => {
  switch (column) {
    case "budget":
      return columns.budget
    case "estimated":
      return columns.estimated ?? columns.budget
    case "actual":
      return columns.actual ?? columns.estimated ?? columns.budget
    case "reported":
      return columns.reported ?? columns.actual ?? columns.estimated ?? columns.budget
  }
}
