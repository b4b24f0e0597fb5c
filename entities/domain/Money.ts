import { Schema } from "effect"

/** Money in integer cents of the show's currency. Safe to ±90 trillion. */
export const Cents = Schema.Int.pipe(
  Schema.filter((cents) => Number.isSafeInteger(cents), { message: () => "money is an integer number of cents" }),
  Schema.brand("Cents")
)
export type Cents = typeof Cents.Type

/** A ticket price: zero or more cents, one million at most. */
export const PriceCents = Schema.Int.pipe(
  Schema.between(0, 100_000_000, { message: () => "a price is 0 to 100000000 cents" }),
  Schema.brand("Cents")
)
