import { Either } from "effect"
import { type BookingRefusal, type BookingStage, type BookingTerms, statusOf } from "../domain/Booking.ts"
import { type OfferRefusal, OfferUnanswered, RadiusRefused } from "../domain/Offer.ts"
import type { RadiusConflict } from "../domain/Radius.ts"
import type { ShowDate } from "../domain/ShowDate.ts"
import type { Standing } from "../domain/Venue.ts"
import type { VenueRefusal } from "../domain/VenueRefusals.ts"
import { type Answer, type Asked, type Decide, decide, nothing, type Opened, rejected } from "./decide.ts"
import { errandOf, isFree } from "./errand.ts"
import { acceptedOffer, openOffer } from "./offer/state.ts"
import type { Errand } from "./protocol.ts"
import { type Basis, type Booking, type BookingEvent, heldDates } from "./state.ts"

/** What may be done with a booking until it is confirmed, and how it ends. */
const retryMillis = 2000

/** Opening again with other terms is refused: the first terms stand. */
export const open = (asked: Asked, terms: BookingTerms): Decide => (booking) =>
  booking.terms === null
    ? Either.right([{ _tag: "BookingOpened", terms, atMillis: asked.atMillis }])
    : rejected(asked, booking, "be opened again")

/** More dates may be held beside those that are; the first of them becomes the one that is wanted most. */
export const requestHold = (asked: Asked, dates: ReadonlyArray<ShowDate>): Decide =>
  decide(asked, (booking) => {
    const wanted = dates.length === 0 ? [booking.terms.date] : [...new Set(dates)]
    const held = heldDates(booking).map(({ date }) => date)
    const isHeld = wanted.every((date) => held.includes(date)) && wanted[0] === booking.terms.date
    if (isHeld || booking.errand?.kind === "hold") return nothing
    return statusOf(booking.stage) === "pending" && isFree(booking)
      ? Either.right([{
        _tag: "BookingHoldRequested",
        errand: errandOf(booking, asked, "hold", "hold", { dates: wanted }),
        atMillis: asked.atMillis
      }])
      : rejected(asked, booking, "place a hold")
  })

export interface Confirming {
  readonly override?: string | undefined
  readonly waiver?: string | undefined
  /** other confirmed shows of the act that a radius clause does not allow beside this one */
  readonly conflicts: ReadonlyArray<RadiusConflict>
}

export const requestConfirmation = (asked: Asked, confirming: Confirming): Decide =>
  decide(asked, (booking) => {
    if (statusOf(booking.stage) === "confirmed" || booking.errand?.kind === "confirm") return nothing
    if (statusOf(booking.stage) !== "pending" || !isFree(booking)) return rejected(asked, booking, "be confirmed")
    return Either.flatMap(basisOf(asked, booking, confirming), (basis): Answer => {
      const { conflicts, override, waiver } = confirming
      if (conflicts.length > 0 && waiver === undefined) {
        return Either.left(new RadiusRefused({ bookingId: asked.bookingId, conflicts }))
      }
      return Either.right([{
        _tag: "BookingConfirmationRequested",
        errand: errandOf(booking, asked, "confirm", "hold", {
          hadHold: heldDates(booking).some(({ date }) => date === booking.terms.date),
          override: override ?? null
        }),
        basis,
        waived: conflicts.length > 0 && waiver !== undefined ? { conflicts, reason: waiver } : null,
        atMillis: asked.atMillis
      }])
    })
  })

const basisOf = (
  { actor, bookingId }: Asked,
  booking: Opened,
  { override }: Confirming
): Either.Either<Basis, OfferRefusal> => {
  const [accepted, unanswered] = [acceptedOffer(booking), openOffer(booking)]
  if (accepted !== undefined) return Either.right({ _tag: "AcceptedOffer", version: accepted.version })
  if (override !== undefined) return Either.right({ _tag: "Override", by: actor, reason: override })
  return unanswered === undefined
    ? Either.right({ _tag: "NoOffer" })
    : Either.left(new OfferUnanswered({ bookingId, version: unanswered.version }))
}

export const requestCancellation = (asked: Asked, reason: string): Decide =>
  decide(asked, (booking) => {
    if (booking.stage === "cancelled" || booking.errand?.kind === "cancel") return nothing
    return cancellable.includes(booking.stage) && isFree(booking)
      ? Either.right([{
        _tag: "BookingCancellationRequested",
        reason,
        errand: errandOf(booking, asked, "cancel", "withdraw"),
        atMillis: asked.atMillis
      }])
      : rejected(asked, booking, "be cancelled")
  })

/** Before it is confirmed it comes to nothing: declined by the artist's side, or lost. */
export const close = (asked: Asked, stage: "declined" | "lost", reason: string) => (booking: Booking): Answer => {
  if (booking.stage === stage) return nothing
  return statusOf(booking.stage) === "pending" && isFree(booking)
    ? Either.right([{
      _tag: "BookingClosed",
      stage,
      reason,
      errand: errandOf(booking, asked, "release", "withdraw"),
      atMillis: asked.atMillis
    }])
    : rejected(asked, booking, `be ${stage}`)
}

export const lose = (asked: Asked, reason: string): Decide => decide(asked, close(asked, "lost", reason))

/** What the venue said to the step that the errand is at. Late words about a step that is past change nothing. */
export const noteAnswer = (
  step: Errand,
  answer: Either.Either<ReadonlyArray<Standing>, VenueRefusal>,
  atMillis: number
): Decide<never> =>
(booking) => {
  if (booking.errand?.id !== step.id || booking.errand.step !== step.step) return nothing
  return Either.right([Either.match(answer, {
    onLeft: (refusal): BookingEvent =>
      step.kind === "confirm"
        ? { _tag: "BookingConfirmationRefused", refusal, atMillis }
        : { _tag: "BookingHoldRefused", refusal, atMillis },
    onRight: (standings) => answered(booking, step, standings, atMillis)
  })])
}

const answered = (
  booking: Booking,
  { kind, step }: Errand,
  standings: ReadonlyArray<Standing>,
  atMillis: number
): BookingEvent => {
  switch (step) {
    case "hold":
      return { _tag: kind === "hold" ? "BookingHeld" : "BookingHoldSecured", standings, atMillis }
    case "book":
      return { _tag: "BookingConfirmed", atMillis }
    case "undo":
      return { _tag: "BookingConfirmationUndone", atMillis }
    case "withdraw":
      return kind === "cancel"
        ? { _tag: "BookingCancelled", reason: booking.endReason ?? "", atMillis }
        : { _tag: "BookingDatesReleased", atMillis }
    case "notice":
      return { _tag: "BookingArtistNoticed", atMillis }
  }
}

export const delay = (atMillis: number): Decide<never> => (booking) =>
  Either.right(
    booking.errand ? [{ _tag: "BookingErrandDelayed", dueAtMillis: atMillis + retryMillis, atMillis }] : []
  )

/** How an errand ended, once it has. */
export const outcome = (asked: Asked): Decide =>
  decide(asked, (booking): Answer => booking.refusal === null ? nothing : Either.left<BookingRefusal>(booking.refusal))

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
