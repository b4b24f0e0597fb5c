import { Schema } from "effect"
import { BookingStage, BookingTerms } from "../domain/Booking.ts"
import { VenueRefusal } from "../domain/VenueRefusals.ts"
import { Errand } from "./protocol.ts"

const at = { atMillis: Schema.Number } as const

export const BookingOpened = Schema.TaggedStruct("BookingOpened", { ...at, terms: BookingTerms })
export const HoldRequested = Schema.TaggedStruct("BookingHoldRequested", { ...at, errand: Errand })
export const Held = Schema.TaggedStruct("BookingHeld", {
  ...at,
  level: Schema.NullOr(Schema.Int),
  expiresAtMillis: Schema.NullOr(Schema.Number)
})
export const HoldRefused = Schema.TaggedStruct("BookingHoldRefused", { ...at, refusal: VenueRefusal })
export const ConfirmationRequested = Schema.TaggedStruct("BookingConfirmationRequested", { ...at, errand: Errand })
/** The confirmation has its hold, its own or one that it placed. */
export const HoldSecured = Schema.TaggedStruct("BookingHoldSecured", {
  ...at,
  level: Schema.NullOr(Schema.Int),
  expiresAtMillis: Schema.NullOr(Schema.Number)
})
export const Confirmed = Schema.TaggedStruct("BookingConfirmed", at)
/** The venue said no; what the confirmation placed is taken back next. */
export const ConfirmationRefused = Schema.TaggedStruct("BookingConfirmationRefused", { ...at, refusal: VenueRefusal })
export const ConfirmationUndone = Schema.TaggedStruct("BookingConfirmationUndone", at)
export const CancellationRequested = Schema.TaggedStruct("BookingCancellationRequested", {
  ...at,
  reason: Schema.String,
  errand: Errand
})
export const Cancelled = Schema.TaggedStruct("BookingCancelled", { ...at, reason: Schema.String })
/** The artist knows that this booking is in play, or no longer is. */
export const ArtistNoticed = Schema.TaggedStruct("BookingArtistNoticed", at)
/** A step did not come through; it is tried again later. */
export const ErrandDelayed = Schema.TaggedStruct("BookingErrandDelayed", { ...at, dueAtMillis: Schema.Number })

export const BookingEvent = Schema.Union(
  BookingOpened,
  HoldRequested,
  Held,
  HoldRefused,
  ConfirmationRequested,
  HoldSecured,
  Confirmed,
  ConfirmationRefused,
  ConfirmationUndone,
  CancellationRequested,
  Cancelled,
  ArtistNoticed,
  ErrandDelayed
)
export type BookingEvent = typeof BookingEvent.Type

const HoldOfBooking = Schema.Struct({
  level: Schema.NullOr(Schema.Int),
  expiresAtMillis: Schema.NullOr(Schema.Number)
})

export const Booking = Schema.Struct({
  terms: Schema.NullOr(BookingTerms),
  stage: BookingStage,
  hold: Schema.NullOr(HoldOfBooking),
  errand: Schema.NullOr(Errand),
  errandsStarted: Schema.Int,
  /** why the venue said no the last time */
  refusal: Schema.NullOr(VenueRefusal),
  cancelReason: Schema.NullOr(Schema.String),
  createdAtMillis: Schema.Number,
  updatedAtMillis: Schema.Number
})
export type Booking = typeof Booking.Type

export const initial: Booking = {
  terms: null,
  stage: "inquiry",
  hold: null,
  errand: null,
  errandsStarted: 0,
  refusal: null,
  cancelReason: null,
  createdAtMillis: 0,
  updatedAtMillis: 0
}

export const evolve = (booking: Booking, event: BookingEvent): Booking => ({
  ...change(booking, event),
  updatedAtMillis: event.atMillis
})

const change = (booking: Booking, event: BookingEvent): Booking => {
  switch (event._tag) {
    case "BookingOpened":
      return { ...booking, terms: event.terms, createdAtMillis: event.atMillis }
    case "BookingHoldRequested":
    case "BookingConfirmationRequested":
      return started(booking, event.errand)
    case "BookingHeld":
      return noticing({ ...booking, stage: "hold", hold: holdOf(event) }, event.atMillis)
    case "BookingHoldRefused":
      return { ...booking, refusal: event.refusal, errand: null }
    case "BookingHoldSecured":
      return { ...toStep(booking, "book"), hold: holdOf(event) }
    case "BookingConfirmed":
      return noticing({ ...booking, stage: "confirmed", hold: null }, event.atMillis)
    case "BookingConfirmationRefused":
      return { ...toStep(booking, "undo"), refusal: event.refusal }
    case "BookingConfirmationUndone":
      return { ...booking, errand: null, hold: booking.stage === "inquiry" ? null : booking.hold }
    case "BookingCancellationRequested":
      return { ...started(booking, event.errand), cancelReason: event.reason }
    case "BookingCancelled":
      return noticing({ ...booking, stage: "cancelled", hold: null }, event.atMillis)
    case "BookingArtistNoticed":
      return { ...booking, errand: null }
    case "BookingErrandDelayed":
      return booking.errand
        ? { ...booking, errand: { ...booking.errand, dueAtMillis: event.dueAtMillis } }
        : booking
  }
}

const holdOf = ({ expiresAtMillis, level }: typeof Held.Type | typeof HoldSecured.Type) => ({ level, expiresAtMillis })

const started = (booking: Booking, errand: Errand): Booking => ({
  ...booking,
  errand,
  errandsStarted: booking.errandsStarted + 1,
  refusal: null
})

const toStep = (booking: Booking, step: Errand["step"]): Booking =>
  booking.errand ? { ...booking, errand: { ...booking.errand, step } } : booking

/** What remains of the errand is to tell the artist; it may wait a moment. */
const noticing = (booking: Booking, atMillis: number): Booking =>
  booking.errand
    ? { ...booking, errand: { ...booking.errand, kind: "notice", step: "notice", dueAtMillis: atMillis + 1000 } }
    : booking
