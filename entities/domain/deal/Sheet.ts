import { Schema } from "effect"
import type { Waterfall } from "./Waterfall.ts"

/** One step of a waterfall chart or one line of a sheet. `total` stands for itself, the others move the total before them. */
export const SheetLine = Schema.Struct({
  label: Schema.String,
  kind: Schema.Literal("total", "less", "plus"),
  cents: Schema.Int
})
export type SheetLine = typeof SheetLine.Type

/** The whole way from gross to the promoter's result. Lines of nothing are left out, totals are not. */
export const sheetLines = (lines: Waterfall): ReadonlyArray<SheetLine> =>
  [
    total("Gross", lines.gross),
    less("Facility fees", lines.facilityFees),
    less("Pre-settlement fees", lines.preSettlementFees),
    total("Adjusted gross", lines.adjustedGross),
    less("Tax", lines.tax),
    plus("Revenue included in net gross", lines.includedRevenue),
    total("Net gross", lines.netGross),
    ...lines.costs.map((cost) => less(cost.name, cost.ownCents)),
    total("Net", lines.netGross - lines.ownExpenses),
    ...lines.talents.map((talent) => less(talent.name, talent.pay)),
    plus("Other revenue", lines.promoterRevenue),
    total("Promoter", lines.promoterResult)
  ].filter((line) => line.kind === "total" || line.cents !== 0)

const total = (label: string, cents: number): SheetLine => ({ label, kind: "total", cents })
const less = (label: string, cents: number): SheetLine => ({ label, kind: "less", cents })
const plus = (label: string, cents: number): SheetLine => ({ label, kind: "plus", cents })
