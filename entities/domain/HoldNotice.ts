import { Schema } from "effect"
import { BookingId, StageId } from "./Ids.ts"
import { ShowDate } from "./ShowDate.ts"

/** What took a hold away. */
export const HoldLoss = Schema.Literal(
  "released",
  "expired",
  "challengeGivenUp",
  "challengeUnanswered",
  "dateBookedByAnother"
)
export type HoldLoss = typeof HoldLoss.Type

/** What moved a hold, or took it away. */
export const HoldCause = Schema.Literal(
  "placed",
  "promoted",
  "extended",
  "reminded",
  "challengeAsked",
  "challengeWon",
  "challengeEnded",
  ...HoldLoss.literals
)
export type HoldCause = typeof HoldCause.Type

/** `asked`: confirm or let go by then. `won`: all above are gone, book by then. */
export const ChallengeTurn = Schema.Struct({ role: Schema.Literal("asked", "won"), answerByMillis: Schema.Int })
export type ChallengeTurn = typeof ChallengeTurn.Type

/** A venue tells a booking where it stands on a date now, and what changed. Of two notices the later revision counts. */
export const HoldNotice = Schema.Struct({
  bookingId: BookingId,
  stageId: StageId,
  date: ShowDate,
  cause: HoldCause,
  /** null: it no longer holds the date */
  level: Schema.NullOr(Schema.Int),
  expiresAtMillis: Schema.NullOr(Schema.Int),
  challenge: Schema.NullOr(ChallengeTurn),
  revision: Schema.Int
})
export type HoldNotice = typeof HoldNotice.Type
