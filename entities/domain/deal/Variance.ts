import { Schema } from "effect"
import type { Waterfall } from "./Waterfall.ts"

/** Green: as projected or better. Amber: short by a tenth at most. Red: by more. */
export const Variance = Schema.Struct({
  line: Schema.String,
  projected: Schema.Int,
  actual: Schema.Int,
  difference: Schema.Int,
  colour: Schema.Literal("green", "amber", "red")
})
export type Variance = typeof Variance.Type

/** Of a figure of which more is better. */
export const colourOf = (projected: number, actual: number): Variance["colour"] =>
  actual >= projected ? "green" : 10 * (projected - actual) <= Math.abs(projected) ? "amber" : "red"

/** How a show did against what was expected of it. Of costs and pay less is better. */
export const variances = (projected: Waterfall, actual: Waterfall): ReadonlyArray<Variance> => [
  variance("tickets", projected.tickets, actual.tickets, 1),
  variance("gross", projected.gross, actual.gross, 1),
  variance("netGross", projected.netGross, actual.netGross, 1),
  variance("expenses", projected.ownExpenses, actual.ownExpenses, -1),
  variance("talentPay", projected.talentPay, actual.talentPay, -1),
  variance("promoterResult", projected.promoterResult, actual.promoterResult, 1)
]

const variance = (line: string, projected: number, actual: number, better: 1 | -1): Variance => ({
  line,
  projected,
  actual,
  difference: actual - projected,
  colour: colourOf(better * projected, better * actual)
})
