import { Schema } from "effect"
import { mulDiv } from "../Money.ts"
import type { Trigger } from "./Deal.ts"

/** What a deal is reckoned on. Several dates can be added up to one. */
export const Takings = Schema.Struct({
  tickets: Schema.Int,
  sellable: Schema.Int,
  gross: Schema.Int,
  netGross: Schema.Int,
  /** as they enter this deal, without its own guarantee */
  expenses: Schema.Int,
  /** what of them there would be without a single ticket sold */
  unsoldExpenses: Schema.Int
})
export type Takings = typeof Takings.Type

export const addTakings = (all: ReadonlyArray<Takings>): Takings =>
  all.reduce((sum, each) => ({
    tickets: sum.tickets + each.tickets,
    sellable: sum.sellable + each.sellable,
    gross: sum.gross + each.gross,
    netGross: sum.netGross + each.netGross,
    expenses: sum.expenses + each.expenses,
    unsoldExpenses: sum.unsoldExpenses + each.unsoldExpenses
  }), { tickets: 0, sellable: 0, gross: 0, netGross: 0, expenses: 0, unsoldExpenses: 0 })

/** A part of the way from nothing sold to these takings. */
export interface Fraction {
  readonly numerator: number
  readonly denominator: number
}

/**
 * How far along the sales were when a threshold was reached, had all tiers sold at the same pace; nothing while it is not
 * reached.
 */
export const reachedAt = (trigger: Trigger, at: number, takings: Takings): Fraction | undefined => {
  const { expenses, gross, netGross, sellable, tickets, unsoldExpenses } = takings
  switch (trigger) {
    case "tickets":
      return fraction(at, tickets)
    case "gross":
      return fraction(at, gross)
    case "netGross":
      return fraction(at, netGross)
    case "net":
      return fraction(at + unsoldExpenses, netGross - expenses + unsoldExpenses)
    case "occupancy":
      return sellable === 0 ? undefined : fraction(at * sellable, 10_000 * tickets)
  }
}

const fraction = (numerator: number, denominator: number): Fraction | undefined =>
  numerator > denominator
    ? undefined
    : denominator === 0
    ? { numerator: 0, denominator: 1 }
    : { numerator, denominator }

/** The takings at that point of the sales. Fixed expenses are there from the start. */
export const takingsAt = (takings: Takings, { denominator, numerator }: Fraction): Takings => {
  const part = (amount: number) => mulDiv(amount, numerator, denominator)
  return {
    ...takings,
    tickets: part(takings.tickets),
    gross: part(takings.gross),
    netGross: part(takings.netGross),
    expenses: takings.unsoldExpenses + part(takings.expenses - takings.unsoldExpenses)
  }
}
