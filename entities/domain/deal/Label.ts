import { Schema } from "effect"

/** What a line of an offer or settlement sheet is called. */
export const Label = Schema.NonEmptyTrimmedString.pipe(
  Schema.maxLength(120, { message: () => "a name is at most 120 characters" })
)

/** An amount that an offer names: nothing below zero, a hundred million in whole currency at most. */
export const Amount = Schema.Int.pipe(
  Schema.between(0, 10_000_000_000, { message: () => "an amount is 0 to 10000000000 cents" })
)
