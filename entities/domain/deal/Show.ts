import { Schema } from "effect"
import { BasisPoints } from "../Money.ts"
import { Tax } from "../Tax.ts"
import { CostLines } from "./Costs.ts"
import { Talent } from "./Deal.ts"
import { Label } from "./Label.ts"
import { RevenueLine } from "./Revenue.ts"
import { Scaling } from "./Scaling.ts"

const total = (shares: ReadonlyArray<{ readonly share: number }>): number =>
  shares.reduce((sum, { share }) => sum + share, 0)

/** All the money terms of one show: what an offer states and a settlement is reckoned from. */
export const Show = Schema.Struct({
  scaling: Scaling,
  tax: Tax,
  costs: CostLines,
  revenue: Schema.optionalWith(
    Schema.Array(RevenueLine).pipe(Schema.maxItems(50, { message: () => "there are at most 50 revenue lines" })),
    { default: () => [] }
  ),
  talents: Schema.Array(Talent).pipe(
    Schema.maxItems(10, { message: () => "a show has at most 10 talents" }),
    Schema.filter((talents) =>
      new Set(talents.map((talent) => talent.name)).size === talents.length || "two talents have the same name"
    )
  ),
  /** who shares the promoter's result, gain or loss; the rest is the promoter's own */
  coPromoters: Schema.optionalWith(
    Schema.Array(Schema.Struct({ name: Label, share: BasisPoints })).pipe(
      Schema.maxItems(10, { message: () => "a show has at most 10 co-promoters" }),
      Schema.filter((shares) => total(shares) <= 10_000 || "the co-promoters' shares add up to more than 100 %")
    ),
    { default: () => [] }
  )
})
export type Show = typeof Show.Type
