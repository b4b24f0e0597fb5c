import { Either } from "effect"
import {
  BookingNotFound,
  type BookingRefusal,
  type BookingTerms,
  BookingTransitionRejected
} from "../domain/Booking.ts"
import type { BookingId } from "../domain/Ids.ts"
import { due } from "./due.ts"
import { type Booking, type BookingEvent, evolve } from "./state.ts"

/**
 * What every command of a booking is made with. A command is `(args) => (booking) => events or a refusal`; what has come
 * due by its `atMillis` happens first, so a late timer changes no answer.
 */
export type Decide<R = BookingRefusal> = (booking: Booking) => Answer<R>
export type Answer<R = BookingRefusal> = Either.Either<ReadonlyArray<BookingEvent>, R>

export interface Opened extends Booking {
  readonly terms: BookingTerms
}

/** Who asks for what to happen to which booking, and when. */
export interface Asked {
  readonly bookingId: BookingId
  readonly actor: string
  readonly atMillis: number
}

export const decide = (asked: Asked, rule: (booking: Opened) => Answer): Decide => (booking) => {
  const passed = due(asked.atMillis)(booking)
  const { terms, ...current } = passed.reduce(evolve, booking)
  return terms === null
    ? Either.left(new BookingNotFound({ bookingId: asked.bookingId }))
    : Either.map(rule({ ...current, terms }), (events) => [...passed, ...events])
}

export const nothing: Answer<never> = Either.right([])

export const rejected = ({ bookingId }: Asked, { stage }: Booking, attempted: string): Answer =>
  Either.left(new BookingTransitionRejected({ bookingId, from: stage, attempted }))
