import { Either } from "effect"
import {
  BookingNotFound,
  type BookingRefusal,
  type BookingStage,
  type BookingTerms,
  BookingTransitionRejected,
  type BookingView,
  statusOf
} from "../domain/Booking.ts"
import { grossPotential } from "../domain/deal/Scaling.ts"
import type { BookingId } from "../domain/Ids.ts"
import type { VenueRefusal } from "../domain/VenueRefusals.ts"
import { type Errand } from "./protocol.ts"
import type { Booking, BookingEvent } from "./state.ts"

export type Decide<R = BookingRefusal> = (booking: Booking) => Either.Either<ReadonlyArray<BookingEvent>, R>

/** A crash is noticed this long after an errand began; the caller who waits is done long before. */
const errandGraceMillis = 5000
const retryMillis = 2000

/** Opening again with other terms is refused: the first terms stand. */
export const open = (bookingId: BookingId, terms: BookingTerms, atMillis: number): Decide => (booking) =>
  booking.terms === null
    ? Either.right([{ _tag: "BookingOpened", terms, atMillis }])
    : rejected(bookingId, booking, "be opened again")

export const requestHold = (bookingId: BookingId, actor: string, atMillis: number): Decide => (booking) => {
  if (booking.terms === null) return Either.left(new BookingNotFound({ bookingId }))
  if (booking.hold !== null || booking.errand?.kind === "hold") return Either.right([])
  return booking.stage === "inquiry" && isFree(booking)
    ? Either.right([{
      _tag: "BookingHoldRequested",
      errand: errand(booking, actor, "hold", "hold", atMillis),
      atMillis
    }])
    : rejected(bookingId, booking, "place a hold")
}

export const requestConfirmation = (bookingId: BookingId, actor: string, atMillis: number): Decide => (booking) => {
  if (booking.terms === null) return Either.left(new BookingNotFound({ bookingId }))
  if (statusOf(booking.stage) === "confirmed" || booking.errand?.kind === "confirm") return Either.right([])
  return statusOf(booking.stage) === "pending" && isFree(booking)
    ? Either.right([{
      _tag: "BookingConfirmationRequested",
      errand: errand(booking, actor, "confirm", "hold", atMillis),
      atMillis
    }])
    : rejected(bookingId, booking, "be confirmed")
}

export const requestCancellation =
  (bookingId: BookingId, actor: string, reason: string, atMillis: number): Decide => (booking) => {
    if (booking.terms === null) return Either.left(new BookingNotFound({ bookingId }))
    if (booking.stage === "cancelled" || booking.errand?.kind === "cancel") return Either.right([])
    return cancellable.includes(booking.stage) && isFree(booking)
      ? Either.right([{
        _tag: "BookingCancellationRequested",
        reason,
        errand: errand(booking, actor, "cancel", "withdraw", atMillis),
        atMillis
      }])
      : rejected(bookingId, booking, "be cancelled")
  }

/** What the venue said to the step that the errand is at. Late words about a step that is past change nothing. */
export const noteAnswer = (
  step: Errand,
  answer: Either.Either<{ readonly level: number | null; readonly expiresAt: number | null }, VenueRefusal>,
  atMillis: number
): Decide<never> =>
(booking) => {
  if (booking.errand?.id !== step.id || booking.errand.step !== step.step) return Either.right([])
  return Either.right([Either.match(answer, {
    onLeft: (refusal): BookingEvent =>
      step.kind === "confirm"
        ? { _tag: "BookingConfirmationRefused", refusal, atMillis }
        : { _tag: "BookingHoldRefused", refusal, atMillis },
    onRight: ({ expiresAt, level }) => answered(booking, step, level, expiresAt, atMillis)
  })])
}

const answered = (
  booking: Booking,
  { kind, step }: Errand,
  level: number | null,
  expiresAtMillis: number | null,
  atMillis: number
): BookingEvent => {
  switch (step) {
    case "hold":
      return kind === "hold"
        ? { _tag: "BookingHeld", level, expiresAtMillis, atMillis }
        : { _tag: "BookingHoldSecured", level, expiresAtMillis, atMillis }
    case "book":
      return { _tag: "BookingConfirmed", atMillis }
    case "undo":
      return { _tag: "BookingConfirmationUndone", atMillis }
    case "withdraw":
      return { _tag: "BookingCancelled", reason: booking.cancelReason ?? "", atMillis }
    case "notice":
      return { _tag: "BookingArtistNoticed", atMillis }
  }
}

export const delay = (atMillis: number): Decide<never> => (booking) =>
  Either.right(
    booking.errand ? [{ _tag: "BookingErrandDelayed", dueAtMillis: atMillis + retryMillis, atMillis }] : []
  )

/** How an errand of this kind ended, once it has. */
export const outcome = (bookingId: BookingId): Decide => (booking) => {
  if (booking.terms === null) return Either.left(new BookingNotFound({ bookingId }))
  return booking.refusal === null ? Either.right([]) : Either.left(booking.refusal)
}

/** The hold that an undone confirmation leaves behind is its own; a hold from before stays. */
export const keepsHoldWhenUndone = (booking: Booking): boolean => booking.stage !== "inquiry"

export const due = (booking: Booking): number | null => booking.errand?.dueAtMillis ?? null

export const view = (id: BookingId, terms: BookingTerms, booking: Booking): BookingView => ({
  id,
  terms,
  stage: booking.stage,
  status: statusOf(booking.stage),
  holdLevel: booking.hold?.level ?? null,
  holdExpiresAtMillis: booking.hold?.expiresAtMillis ?? null,
  underway: booking.errand?.kind ?? null,
  grossPotentialCents: grossPotential(terms.show.scaling),
  createdAtMillis: booking.createdAtMillis,
  updatedAtMillis: booking.updatedAtMillis
})

const cancellable: ReadonlyArray<BookingStage> = [
  "inquiry",
  "hold",
  "offer",
  "negotiation",
  "confirmed",
  "announced",
  "onSale",
  "postponed"
]

/** Nothing that matters is underway; a notice to the artist may be overtaken. */
const isFree = (booking: Booking): boolean => booking.errand === null || booking.errand.kind === "notice"

const errand = (
  booking: Booking,
  actor: string,
  kind: Errand["kind"],
  step: Errand["step"],
  atMillis: number
): Errand => ({ id: `e${booking.errandsStarted + 1}`, kind, step, actor, dueAtMillis: atMillis + errandGraceMillis })

const rejected = (bookingId: BookingId, booking: Booking, attempted: string) =>
  Either.left(new BookingTransitionRejected({ bookingId, from: booking.stage, attempted }))
