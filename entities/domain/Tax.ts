import { Schema } from "effect"
import { BasisPoints, million, millionths, mulDiv } from "./Money.ts"

/**
 * How the tax is found in the adjusted gross: `divisor` when the printed price contains it (AG - AG / (1 + r), the usual
 * way), `multiplier` when the county takes its rate of the whole (AG x r).
 */
export const Tax = Schema.Struct({
  mode: Schema.Literal("divisor", "multiplier"),
  rate: BasisPoints
})
export type Tax = typeof Tax.Type

export const taxOf = (tax: Tax, adjustedGross: number): number => {
  const rate = millionths(tax.rate)
  return mulDiv(adjustedGross, rate, tax.mode === "divisor" ? million + rate : million)
}
