import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal, BookingTerms, BookingView, ErrandKind } from "../domain/Booking.ts"
import { HoldNotice } from "../domain/HoldNotice.ts"
import { RequestId, VenueId } from "../domain/Ids.ts"
import { OfferComparison, OfferView, OfferWanted } from "../domain/Offer.ts"
import { RadiusConflict } from "../domain/Radius.ts"
import { Reason } from "../domain/Reason.ts"
import { SaleCommand } from "../domain/Sale.ts"
import { SettlementCommand, SettlementView, SheetHash } from "../domain/Settling.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { ContractSignature } from "../domain/Signing.ts"
import { Unavailable } from "../domain/Unavailable.ts"

/** Something the booking has asked of others and not finished; its timer finishes it after a crash. */
export const Errand = Schema.Struct({
  /** request ids of its steps derive from it, so that no step is done twice */
  id: Schema.String,
  kind: ErrandKind,
  step: Schema.Literal("hold", "book", "undo", "withdraw", "move", "free", "notice"),
  actor: Schema.String,
  dueAtMillis: Schema.Number,
  /** what it asks for, the one wanted most first */
  dates: Schema.Array(ShowDate),
  /** the booking held the first of them before */
  hadHold: Schema.Boolean,
  /** why the venue is to pass over its queue */
  override: Schema.NullOr(Schema.String)
})
export type Errand = typeof Errand.Type

const command = { requestId: RequestId, actor: Schema.String } as const
const version = { version: Schema.Int } as const
/** epoch millis */
const expiresAtMillis = Schema.optionalWith(Schema.Int, { exact: true })
const reason = Schema.optionalWith(Reason, { exact: true })
const error = Schema.Union(BookingRefusal, Unavailable)

export const BookingEntity = Entity.make("Booking", [
  Rpc.make("Open", { payload: { ...command, terms: BookingTerms }, success: BookingView, error }),
  /** Takes the next free hold level of each date: of all or of none. Without dates it is the one that it wants. */
  Rpc.make("Hold", {
    payload: Schema.Struct({
      ...command,
      dates: Schema.optionalWith(Schema.Array(ShowDate).pipe(Schema.maxItems(31)), { exact: true })
    }),
    success: BookingView,
    error
  }),
  /** Takes the date for good: hold, then book, as one saga that survives a crash between any two of its steps. */
  Rpc.make("Confirm", {
    payload: Schema.Struct({
      ...command,
      /** why an unanswered offer or the venue's queue is passed over */
      override: reason,
      /** why radius clauses that do not allow the show do not count */
      waiver: reason
    }),
    success: BookingView,
    error
  }),
  /** Another date for a confirmed show, or none for now: the old one is given back, tickets and deal are kept. */
  Rpc.make("Postpone", {
    payload: Schema.Struct({
      ...command,
      date: Schema.optionalWith(ShowDate, { exact: true }),
      reason: Reason,
      override: reason,
      waiver: reason
    }),
    success: BookingView,
    error
  }),
  Rpc.make("Cancel", { payload: { ...command, reason: Reason }, success: BookingView, error }),
  /** It comes to nothing before it was confirmed; its holds go. */
  Rpc.make("Lose", { payload: { ...command, reason: Reason }, success: BookingView, error }),
  Rpc.make("Get", { success: BookingView, error }),

  Rpc.make("DraftOffer", { payload: { ...command, offer: OfferWanted }, success: BookingView, error }),
  Rpc.make("SendOffer", {
    payload: Schema.Struct({ ...command, ...version, expiresAtMillis }),
    success: BookingView,
    error
  }),
  Rpc.make("CounterOffer", {
    payload: Schema.Struct({ ...command, ...version, offer: OfferWanted, expiresAtMillis }),
    success: BookingView,
    error
  }),
  Rpc.make("AcceptOffer", { payload: { ...command, ...version }, success: BookingView, error }),
  Rpc.make("DeclineOffer", { payload: { ...command, ...version, reason: Reason }, success: BookingView, error }),
  Rpc.make("WithdrawOffer", { payload: { ...command, ...version, reason: Reason }, success: BookingView, error }),
  Rpc.make("GetOffer", { payload: version, success: OfferView, error }),
  Rpc.make("CompareOffers", { payload: { from: Schema.Int, to: Schema.Int }, success: OfferComparison, error }),

  Rpc.make("SignContract", {
    payload: { ...command, ...version, hash: SheetHash, signature: ContractSignature },
    success: BookingView,
    error
  }),

  Rpc.make("Sell", { payload: { ...command, change: SaleCommand }, success: BookingView, error }),
  Rpc.make("Settle", { payload: { ...command, change: SettlementCommand }, success: SettlementView, error }),
  Rpc.make("GetSettlement", { success: SettlementView, error }),

  /** Its venue tells it where it stands on its dates; what it knows already changes nothing. */
  Rpc.make("NoteHolds", {
    payload: { ...command, venueId: VenueId, notices: Schema.Array(HoldNotice) },
    success: Schema.Void,
    error
  }),
  Rpc.make("RadiusConflicts", { success: Schema.Array(RadiusConflict), error }),

  Rpc.make("Wake", {})
]).annotate(ClusterSchema.ShardGroup, () => "default")
