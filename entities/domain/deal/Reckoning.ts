import { Schema } from "effect"
import { Breakeven, externalBreakeven, internalBreakeven, realBreakeven } from "./Breakeven.ts"
import { grossPotential, totalSellable } from "./Scaling.ts"
import { SheetLine, sheetLines } from "./Sheet.ts"
import type { Show } from "./Show.ts"
import { type FillOrder, fillTiers } from "./TierFill.ts"
import { asOffered, type CostView, reckon, Waterfall } from "./Waterfall.ts"

/** A show at one number of tickets: every named line, and the same as the steps of a sheet or chart. */
export const Outcome = Schema.Struct({ lines: Waterfall, sheet: Schema.Array(SheetLine) })
export type Outcome = typeof Outcome.Type

/** All that somebody who builds a deal looks at. Amounts are whole cents. */
export const Reckoning = Schema.Struct({
  sellable: Schema.Int,
  grossPotentialCents: Schema.Int,
  /** sold out: `lines.talents[].pay` is each talent's walkout */
  potential: Outcome,
  /** at the number of tickets that was asked for; null where none was */
  at: Schema.NullOr(Outcome),
  walkouts: Schema.Array(Schema.Struct({ talent: Schema.String, cents: Schema.Int })),
  /** null where no number of tickets covers the costs */
  breakeven: Schema.Struct({
    external: Schema.Array(Schema.Struct({ talent: Schema.String, at: Schema.NullOr(Breakeven) })),
    internal: Schema.NullOr(Breakeven),
    /** tickets, through percentages and bonuses, when the tiers fill in the asked order */
    real: Schema.NullOr(Schema.Int)
  })
})
export type Reckoning = typeof Reckoning.Type

export interface Sales {
  /** in all tiers together */
  readonly tickets?: number | undefined
  readonly order: FillOrder
}

export const reckonShow = (show: Show, { order, tickets }: Sales, view: CostView = asOffered): Reckoning => {
  const lines = reckon(show, view)
  const outcome = (tickets: number): Outcome => {
    const waterfall = lines(fillTiers(show.scaling, tickets, order))
    return { lines: waterfall, sheet: sheetLines(waterfall) }
  }
  const sellable = totalSellable(show.scaling)
  const potential = outcome(sellable)
  return {
    sellable,
    grossPotentialCents: grossPotential(show.scaling),
    potential,
    at: tickets === undefined ? null : outcome(tickets),
    walkouts: potential.lines.talents.map(({ name, pay }) => ({ talent: name, cents: pay })),
    breakeven: {
      external: show.talents.map(({ name }) => ({ talent: name, at: externalBreakeven(show, name, view) ?? null })),
      internal: internalBreakeven(show, view) ?? null,
      real: realBreakeven(show, order, view) ?? null
    }
  }
}
