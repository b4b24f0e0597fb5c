import { Schema } from "effect"
import { BookingId, StageId } from "../domain/Ids.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { VenueFacts } from "../domain/Venue.ts"

/** Epoch milliseconds. */
const Instant = Schema.Int

const slot = { stageId: StageId, date: ShowDate }

export const VenueRegistered = Schema.TaggedStruct("VenueRegistered", { facts: VenueFacts, at: Instant })
export const VenueChanged = Schema.TaggedStruct("VenueChanged", { facts: VenueFacts, at: Instant })

export const HoldPlaced = Schema.TaggedStruct("HoldPlaced", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  expiresAt: Instant,
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  at: Instant
})
export const HoldReleaseReason = Schema.Literal(
  "released",
  "challengeGivenUp",
  "challengeUnanswered",
  "dateBookedByAnother",
  "bookedOnAnotherDate",
  "bookingWithdrawn"
)
export type HoldReleaseReason = typeof HoldReleaseReason.Type
export const HoldReleased = Schema.TaggedStruct("HoldReleased", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  reason: HoldReleaseReason,
  at: Instant
})
export const HoldExpired = Schema.TaggedStruct("HoldExpired", {
  ...slot,
  bookingId: BookingId,
  level: Schema.Int,
  at: Instant
})
export const HoldPromoted = Schema.TaggedStruct("HoldPromoted", {
  ...slot,
  bookingId: BookingId,
  from: Schema.Int,
  level: Schema.Int,
  at: Instant
})
/** Of all dates that its booking holds here, this one is wanted most. */
export const HoldTargeted = Schema.TaggedStruct("HoldTargeted", { ...slot, bookingId: BookingId, at: Instant })
export const HoldExtended = Schema.TaggedStruct("HoldExtended", {
  ...slot,
  bookingId: BookingId,
  expiresAt: Instant,
  remindAt: Schema.optionalWith(Instant, { exact: true }),
  at: Instant
})
/** The holder is to be told that its hold ends soon. */
export const HoldReminded = Schema.TaggedStruct("HoldReminded", {
  ...slot,
  bookingId: BookingId,
  expiresAt: Instant,
  at: Instant
})

/** Why somebody may book past the queue; kept for the audit. */
export const Override = Schema.Struct({
  by: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(200)),
  reason: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(2_000))
})
export type Override = typeof Override.Type

export const DateBooked = Schema.TaggedStruct("DateBooked", {
  ...slot,
  bookingId: BookingId,
  override: Schema.optionalWith(Override, { exact: true }),
  at: Instant
})
export const DateFreed = Schema.TaggedStruct("DateFreed", { ...slot, bookingId: BookingId, at: Instant })

export const ChallengeOpened = Schema.TaggedStruct("ChallengeOpened", { ...slot, bookingId: BookingId, at: Instant })
/** It is this booking's turn to confirm or let go. */
export const ChallengeAsked = Schema.TaggedStruct("ChallengeAsked", {
  ...slot,
  bookingId: BookingId,
  answerBy: Instant,
  at: Instant
})
/** All above the challenger are gone: it is level 1 and has until `confirmBy` to book. */
export const ChallengeWon = Schema.TaggedStruct("ChallengeWon", {
  ...slot,
  bookingId: BookingId,
  confirmBy: Instant,
  at: Instant
})
export const ChallengeEndReason = Schema.Literal("dateBooked", "withdrawn", "holdGone", "notConfirmedInTime")
export type ChallengeEndReason = typeof ChallengeEndReason.Type
export const ChallengeEnded = Schema.TaggedStruct("ChallengeEnded", {
  ...slot,
  bookingId: BookingId,
  reason: ChallengeEndReason,
  at: Instant
})

/** The holders concerned know everything up to this revision. */
export const NoticesDelivered = Schema.TaggedStruct("NoticesDelivered", { upTo: Schema.Int, at: Instant })
/** Somebody could not be told; it is tried again then. */
export const NoticesDelayed = Schema.TaggedStruct("NoticesDelayed", { until: Instant, at: Instant })

export const VenueEvent = Schema.Union(
  VenueRegistered,
  VenueChanged,
  HoldPlaced,
  HoldReleased,
  HoldExpired,
  HoldPromoted,
  HoldTargeted,
  HoldExtended,
  HoldReminded,
  DateBooked,
  DateFreed,
  ChallengeOpened,
  ChallengeAsked,
  ChallengeWon,
  ChallengeEnded,
  NoticesDelivered,
  NoticesDelayed
)
export type VenueEvent = typeof VenueEvent.Type
