import { Schema } from "effect"
import type { Deal } from "./Deal.ts"
import { addTakings } from "./Takings.ts"
import { TalentPay, talentPay } from "./TalentPay.ts"
import type { TalentLine } from "./Waterfall.ts"

/** Several dates of one artist bought together: a loss on one eats into the overage of another. */
export const CrossCollateral = Schema.Struct({
  pooled: TalentPay,
  /** what the dates would pay, each by its own deal */
  alone: Schema.Int,
  /** what pooling leaves to the promoter; below zero it costs */
  saved: Schema.Int
})
export type CrossCollateral = typeof CrossCollateral.Type

/** `deal` is the deal of all dates together: its guarantee is their sum, its thresholds count over all of them. */
export const crossCollateral = (deal: Deal, dates: ReadonlyArray<TalentLine>): CrossCollateral => {
  const pooled = talentPay(deal, addTakings(dates.map((date) => date.takings)))
  const alone = dates.reduce((sum, date) => sum + date.pay, 0)
  return { pooled, alone, saved: alone - pooled.pay }
}
