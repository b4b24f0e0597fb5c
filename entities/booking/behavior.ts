import { Either } from "effect"
import {
  BookingNotFound,
  type BookingRefusal,
  type BookingStage,
  type BookingTerms,
  statusOf
} from "../domain/Booking.ts"
import { startOfDay } from "../domain/BusinessHours.ts"
import type { HoldNotice } from "../domain/HoldNotice.ts"
import type { VenueId } from "../domain/Ids.ts"
import { type OfferRefusal, OfferUnanswered, RadiusRefused } from "../domain/Offer.ts"
import type { RadiusConflict } from "../domain/Radius.ts"
import { addDays, type ShowDate } from "../domain/ShowDate.ts"
import type { Standing } from "../domain/Venue.ts"
import type { VenueRefusal } from "../domain/VenueRefusals.ts"
import { type Answer, type Asked, type Decide, decide, nothing, type Opened, rejected } from "./decide.ts"
import { due } from "./due.ts"
import { errandOf, isFree } from "./errand.ts"
import { heldDates } from "./holds.ts"
import { acceptedOffer, openOffer } from "./offer/state.ts"
import type { Errand } from "./protocol.ts"
import { type Basis, type Booking, type BookingEvent, evolve } from "./state.ts"

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

export interface Postponing {
  /** null: no new date is known yet */
  readonly date: ShowDate | null
  readonly reason: string
  readonly override?: string | undefined
  readonly waiver?: string | undefined
  readonly conflicts: ReadonlyArray<RadiusConflict>
}

/** The old date is given back, and the new one, if there is one, taken as a confirmation takes it. */
export const requestPostponement = (asked: Asked, { conflicts, date, override, reason, waiver }: Postponing): Decide =>
  decide(asked, (booking) => {
    if (isPostponedTo(date)(booking) || booking.errand?.kind === "move" || booking.errand?.kind === "postpone") {
      return nothing
    }
    const isAllowed = postponable.includes(booking.stage) || (date !== null && booking.stage === "postponed")
    if (!isAllowed || !isFree(booking)) return rejected(asked, booking, "be postponed")
    if (conflicts.length > 0 && waiver === undefined) {
      return Either.left(new RadiusRefused({ bookingId: asked.bookingId, conflicts }))
    }
    return Either.right([{
      _tag: "BookingPostponementRequested",
      reason,
      errand: date === null
        ? errandOf(booking, asked, "postpone", "free")
        : errandOf(booking, asked, "move", "move", { dates: [date], override: override ?? null }),
      atMillis: asked.atMillis
    }])
  })

const postponable: ReadonlyArray<BookingStage> = ["confirmed", "announced", "onSale"]

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

/** What the venue told of its dates here; with its last hold, a booking that is no more than a hold ends at once. */
export const noteHolds = (asked: Asked, venueId: VenueId, notices: ReadonlyArray<HoldNotice>): Decide =>
  decide(asked, (booking) => {
    const news = notices.filter((notice) => {
      const known = booking.dates.find(({ date }) => date === notice.date)
      return venueId === booking.terms.venueId && notice.stageId === booking.terms.stageId &&
        (known === undefined ? notice.level !== null && !owns(booking) : known.revision < notice.revision)
    })
    if (news.length === 0) return nothing
    const noted: BookingEvent = { _tag: "BookingHoldsNoted", notices: news, atMillis: asked.atMillis }
    return Either.right([noted, ...due(asked.atMillis)(evolve(booking, noted))])
  })

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
  { dates, kind, step }: Errand,
  standings: ReadonlyArray<Standing>,
  atMillis: number
): BookingEvent => {
  switch (step) {
    case "hold":
      return { _tag: kind === "hold" ? "BookingHeld" : "BookingHoldSecured", standings, atMillis }
    case "book":
      return { _tag: "BookingConfirmed", endsAtMillis: endOf(booking, booking.terms?.date), atMillis }
    case "move": {
      const date = dates[0] ?? booking.terms?.date
      return date === undefined
        ? { _tag: "BookingPostponed", atMillis }
        : { _tag: "BookingMoved", date, endsAtMillis: endOf(booking, date), atMillis }
    }
    case "free":
      return { _tag: "BookingPostponed", atMillis }
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

/** A show day ends at midnight of its venue. */
const endOf = (booking: Booking, date: ShowDate | undefined): number =>
  date === undefined ? 0 : startOfDay(addDays(date, 1), booking.terms?.zone ?? "UTC")

export const delay = (atMillis: number): Decide<never> => (booking) =>
  Either.right(
    booking.errand ? [{ _tag: "BookingErrandDelayed", dueAtMillis: atMillis + retryMillis, atMillis }] : []
  )

/** How an errand ended, once it has: the booking came to where it was to go, or the venue said no. */
export const outcome =
  (attempted: string, isReached: (booking: Booking) => boolean) => (asked: Asked): Decide => (booking): Answer => {
    if (booking.terms === null) return Either.left(new BookingNotFound({ bookingId: asked.bookingId }))
    if (isReached(booking)) return nothing
    return booking.refusal === null
      ? rejected(asked, booking, attempted)
      : Either.left<BookingRefusal>(booking.refusal)
  }

export const holdsAll = (dates: ReadonlyArray<ShowDate>) => (booking: Booking): boolean => {
  const held = heldDates(booking).map(({ date }) => date)
  return dates.length === 0
    ? booking.terms !== null && held.includes(booking.terms.date)
    : dates.every((date) => held.includes(date))
}

/** Another date than the old one, or none, as it was asked. */
export const isPostponedTo = (date: ShowDate | null) => (booking: Booking): boolean =>
  date === null ? booking.stage === "postponed" : owns(booking) && booking.terms?.date === date

export const owns = ({ stage }: Booking): boolean => statusOf(stage) === "confirmed" && stage !== "postponed"

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
