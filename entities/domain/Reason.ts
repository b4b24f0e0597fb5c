import { Schema } from "effect"

/** Why somebody does what ends or overrides something; kept in the history. */
export const Reason = Schema.NonEmptyTrimmedString.pipe(
  Schema.maxLength(500, { message: () => "a reason is at most 500 characters" })
)
