import { Schema } from "effect"
import { BookingStage, BookingTerms } from "../domain/Booking.ts"
import { ChallengeTurn, HoldLoss, HoldNotice } from "../domain/HoldNotice.ts"
import { Offer } from "../domain/Offer.ts"
import { RadiusConflict } from "../domain/Radius.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { SignedContract } from "../domain/Signing.ts"
import { Standing } from "../domain/Venue.ts"
import { VenueRefusal } from "../domain/VenueRefusals.ts"
import * as contracts from "./contract/state.ts"
import * as holds from "./holds.ts"
import * as offers from "./offer/state.ts"
import { Errand } from "./protocol.ts"
import * as sale from "./sale/state.ts"
import * as settlement from "./settlement/state.ts"

const at = { atMillis: Schema.Number } as const

export const BookingOpened = Schema.TaggedStruct("BookingOpened", { ...at, terms: BookingTerms })
export const HoldRequested = Schema.TaggedStruct("BookingHoldRequested", { ...at, errand: Errand })
/** It stands so on these dates; the first is the one it wants most. */
export const Held = Schema.TaggedStruct("BookingHeld", { ...at, standings: Schema.Array(Standing) })
export const HoldRefused = Schema.TaggedStruct("BookingHoldRefused", { ...at, refusal: VenueRefusal })

/** Why it may be confirmed: an accepted offer, no offer at all, or somebody who answers for passing over one or the queue. */
export const Basis = Schema.Union(
  Schema.TaggedStruct("AcceptedOffer", { version: Schema.Int }),
  Schema.TaggedStruct("NoOffer", {}),
  Schema.TaggedStruct("Override", { by: Schema.String, reason: Schema.String })
)
export type Basis = typeof Basis.Type

export const ConfirmationRequested = Schema.TaggedStruct("BookingConfirmationRequested", {
  ...at,
  errand: Errand,
  basis: Basis,
  /** radius clauses that were waived, and why */
  waived: Schema.NullOr(Schema.Struct({ conflicts: Schema.Array(RadiusConflict), reason: Schema.String }))
})
/** The confirmation has its hold, its own or one that it placed. */
export const HoldSecured = Schema.TaggedStruct("BookingHoldSecured", { ...at, standings: Schema.Array(Standing) })
export const Confirmed = Schema.TaggedStruct("BookingConfirmed", {
  ...at,
  /** when its day ends at the venue */
  endsAtMillis: Schema.Int
})
/** The venue said no; what the confirmation placed is taken back next. */
export const ConfirmationRefused = Schema.TaggedStruct("BookingConfirmationRefused", { ...at, refusal: VenueRefusal })
export const ConfirmationUndone = Schema.TaggedStruct("BookingConfirmationUndone", at)
export const CancellationRequested = Schema.TaggedStruct("BookingCancellationRequested", {
  ...at,
  reason: Schema.String,
  errand: Errand
})
/** Another date is asked for, or none for now. */
export const PostponementRequested = Schema.TaggedStruct("BookingPostponementRequested", {
  ...at,
  reason: Schema.String,
  errand: Errand
})
/** It owns the new date and no longer the old one. */
export const Moved = Schema.TaggedStruct("BookingMoved", { ...at, date: ShowDate, endsAtMillis: Schema.Int })
/** It owns no date for now. */
export const Postponed = Schema.TaggedStruct("BookingPostponed", at)
/** The venue told it where it stands now. */
export const HoldsNoted = Schema.TaggedStruct("BookingHoldsNoted", { ...at, notices: Schema.Array(HoldNotice) })
export const Cancelled = Schema.TaggedStruct("BookingCancelled", { ...at, reason: Schema.String })
/** It comes to nothing before it was confirmed; what it holds is given back next. */
export const Closed = Schema.TaggedStruct("BookingClosed", {
  ...at,
  stage: Schema.Literal("declined", "expired", "lost"),
  reason: Schema.String,
  errand: Errand
})
/** All that it held is given back. */
export const DatesReleased = Schema.TaggedStruct("BookingDatesReleased", at)
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
  PostponementRequested,
  Moved,
  Postponed,
  HoldsNoted,
  Closed,
  DatesReleased,
  ArtistNoticed,
  ErrandDelayed,
  offers.OfferEvent,
  sale.SaleEvent,
  settlement.SettlementEvent,
  contracts.ContractSigned
)
export type BookingEvent = typeof BookingEvent.Type

/** Where it stands on one date; a hold that is gone stays as one without a level, so that late news of it is known as late. */
export const DateStanding = Schema.Struct({
  date: ShowDate,
  level: Schema.NullOr(Schema.Int),
  expiresAtMillis: Schema.NullOr(Schema.Number),
  challenge: Schema.NullOr(ChallengeTurn),
  /** what took the hold away */
  lostBy: Schema.NullOr(HoldLoss),
  revision: Schema.Int
})
export type DateStanding = typeof DateStanding.Type

export const Booking = Schema.Struct({
  terms: Schema.NullOr(BookingTerms),
  stage: BookingStage,
  dates: Schema.Array(DateStanding),
  offers: Schema.Array(Offer),
  sale: sale.Sale,
  contract: Schema.optionalWith(Schema.NullOr(SignedContract), { default: () => null }),
  settling: Schema.optionalWith(Schema.NullOr(settlement.Settling), { default: () => null }),
  errand: Schema.NullOr(Errand),
  errandsStarted: Schema.Int,
  /** when the day of the show ends at its venue; null until it owns a date */
  endsAtMillis: Schema.NullOr(Schema.Int),
  /** why the venue said no the last time */
  refusal: Schema.NullOr(VenueRefusal),
  endReason: Schema.NullOr(Schema.String),
  createdAtMillis: Schema.Number,
  updatedAtMillis: Schema.Number
})
export type Booking = typeof Booking.Type

export const initial: Booking = {
  terms: null,
  stage: "inquiry",
  dates: [],
  offers: [],
  sale: sale.noSale,
  contract: null,
  settling: null,
  errand: null,
  errandsStarted: 0,
  endsAtMillis: null,
  refusal: null,
  endReason: null,
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
      return noticing(holds.held(booking, event.standings), event.atMillis)
    case "BookingHoldRefused":
      return { ...booking, refusal: event.refusal, errand: null }
    case "BookingHoldSecured":
      return { ...toStep(booking, "book"), dates: holds.standing(booking.dates, event.standings) }
    case "BookingConfirmed":
      return noticing({ ...booking, stage: "confirmed", dates: [], endsAtMillis: stillAhead(event) }, event.atMillis)
    case "BookingConfirmationRefused":
      return { ...toStep(booking, "undo"), refusal: event.refusal }
    case "BookingConfirmationUndone":
      return {
        ...booking,
        errand: null,
        dates: booking.errand?.hadHold === true
          ? booking.dates
          : holds.without(booking.dates, booking.errand?.dates ?? [])
      }
    case "BookingCancellationRequested":
      return { ...started(booking, event.errand), endReason: event.reason }
    case "BookingPostponementRequested":
      return started(booking, event.errand)
    case "BookingMoved":
      return noticing({
        ...booking,
        stage: "confirmed",
        terms: booking.terms && { ...booking.terms, date: event.date },
        endsAtMillis: stillAhead(event)
      }, event.atMillis)
    case "BookingPostponed":
      return noticing({ ...booking, stage: "postponed", endsAtMillis: null }, event.atMillis)
    case "BookingHoldsNoted":
      return holds.noted(booking, event.notices)
    case "BookingCancelled":
      return noticing({ ...booking, stage: "cancelled", dates: [] }, event.atMillis)
    case "BookingClosed":
      return {
        ...started(booking, event.errand),
        stage: event.stage,
        endReason: event.reason,
        offers: offers.closeAll(booking.offers, event.atMillis)
      }
    case "BookingDatesReleased":
      return noticing({ ...booking, dates: [] }, event.atMillis)
    case "BookingArtistNoticed":
      return { ...booking, errand: null }
    case "BookingErrandDelayed":
      return booking.errand
        ? { ...booking, errand: { ...booking.errand, dueAtMillis: event.dueAtMillis } }
        : booking
    case "OfferDrafted":
    case "OfferSent":
    case "OfferCountered":
    case "OfferAccepted":
    case "OfferDeclined":
    case "OfferWithdrawn":
    case "OfferExpired":
      return offers.change(booking, event)
    case "BookingContractSigned":
      return contracts.change(booking, event)
    case "BookingSettlementBegun":
    case "BookingSettlementCostsSet":
    case "BookingSettlementRevenueSet":
    case "BookingSettlementTermsSet":
    case "BookingSettlementSigned":
    case "BookingSettled":
    case "BookingSettlementReopened":
      return settlement.change(booking, event)
    default:
      return sale.change(booking, event)
  }
}

/** A show that is entered after its day does not end by itself. */
const stillAhead = ({ atMillis, endsAtMillis }: typeof Confirmed.Type | typeof Moved.Type): number | null =>
  endsAtMillis > atMillis ? endsAtMillis : null

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
