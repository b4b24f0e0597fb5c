import { Either } from "effect"
import type { BookingId, StageId } from "../domain/Ids.ts"
import * as refusals from "../domain/VenueRefusals.ts"
import type { Slot } from "./dates.ts"
import { due } from "./due.ts"
import type { HoldReleaseReason, VenueEvent } from "./events.ts"
import { type Events, leave, only, type Registered } from "./queue.ts"
import { evolve, type Venue } from "./state.ts"

/**
 * What every command of a calendar is made with. A command is `(args) => (venue) => events or a refusal`; what has come due
 * by its `at` happens first, so a late timer changes no answer.
 */
export type Decide<E> = (venue: Venue) => Answer<E>
export type Answer<E> = Either.Either<Events, E>

/** One booking on one date. */
export interface Held extends Slot {
  readonly bookingId: BookingId
  /** epoch milliseconds */
  readonly at: number
}

const registered = (venue: Venue): Either.Either<Registered, refusals.VenueNotRegistered> =>
  venue.facts
    ? Either.right({ ...venue, facts: venue.facts })
    : Either.left(new refusals.VenueNotRegistered({ venueId: venue.venueId }))

export function decide<E>(
  at: number,
  rule: (venue: Registered) => Answer<E>
): Decide<E | refusals.VenueNotRegistered> {
  return (venue) => {
    const passed = due(at)(venue)
    return registered(passed.reduce(evolve, venue)).pipe(
      Either.flatMap(rule),
      Either.map((events) => [...passed, ...events])
    )
  }
}

/** A command that names a stage which the venue must have. */
export function onStage<E>(
  args: { readonly stageId: StageId; readonly at: number },
  rule: (venue: Registered) => Answer<E>
): Decide<E | refusals.VenueNotRegistered | refusals.StageUnknown> {
  return decide(args.at, (venue): Answer<E | refusals.StageUnknown> => {
    const known = venue.facts.stages.map((stage) => stage.stageId)
    return known.includes(args.stageId)
      ? rule(venue)
      : Either.left(new refusals.StageUnknown({ venueId: venue.venueId, stageId: args.stageId, known }))
  })
}

export const released = (slot: Slot, bookingId: BookingId, reason: HoldReleaseReason, at: number) =>
  leave(
    slot,
    ({ holds }) =>
      holds.filter((hold) => hold.bookingId === bookingId).map((hold) => holdReleased(slot, hold, reason, at)),
    at
  )

export const holdReleased = (
  slot: Slot,
  hold: { readonly bookingId: BookingId; readonly level: number },
  reason: HoldReleaseReason,
  at: number
): VenueEvent => ({
  _tag: "HoldReleased",
  ...only(slot),
  bookingId: hold.bookingId,
  level: hold.level,
  reason,
  at
})

export const identify = (venue: Registered, held: Slot & { readonly bookingId: BookingId }) => ({
  venueId: venue.venueId,
  ...only(held),
  bookingId: held.bookingId
})
