import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal, BookingView } from "../../entities/domain/Booking.ts"
import { BookingId, RequestId } from "../../entities/domain/Ids.ts"
import { OfferComparison, OfferView, OfferWanted } from "../../entities/domain/Offer.ts"
import { RadiusConflict } from "../../entities/domain/Radius.ts"
import { Reason } from "../../entities/domain/Reason.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

const command = { requestId: RequestId, bookingId: BookingId } as const
const Version = Schema.Int.pipe(
  Schema.positive({ message: () => "a version of an offer is a whole number from 1 on" })
)
const version = { ...command, version: Version } as const
/** epoch millis; a week from now unless it is said, a year at most */
const expiresAtMillis = Schema.optionalWith(Schema.Int, { exact: true })
const success = BookingView
const error = Schema.Union(BookingRefusal, Unavailable, Forbidden)

export class OfferRpcs extends RpcGroup.make(
  /** Writes the draft, or a first one. What `offer` does not say is as in the newest version, or as the booking has it. */
  Rpc.make("DraftOffer", { payload: Schema.Struct({ ...command, offer: OfferWanted }), success, error }),
  /** The draft goes to the artist's side and never changes again; an earlier open version is withdrawn or countered by it. */
  Rpc.make("SendOffer", { payload: Schema.Struct({ ...version, expiresAtMillis }), success, error }),
  /** Notes what the artist's side answered to `version`: a version of its own, open until it is answered. */
  Rpc.make("CounterOffer", {
    payload: Schema.Struct({ ...version, offer: OfferWanted, expiresAtMillis }),
    success,
    error
  }),
  /** Its terms are the booking's from now on, and the show can be confirmed. */
  Rpc.make("AcceptOffer", { payload: version, success, error }),
  /** The promoter's offer declined is the end of the booking; a counter declined may be followed by another offer. */
  Rpc.make("DeclineOffer", { payload: { ...version, reason: Reason }, success, error }),
  Rpc.make("WithdrawOffer", { payload: { ...version, reason: Reason }, success, error }),
  Rpc.make("GetOffer", { payload: { bookingId: BookingId, version: Version }, success: OfferView, error }),
  /** Field by field, and what each change alone would do to the money of `from`, in cents. */
  Rpc.make("CompareOffers", {
    payload: { bookingId: BookingId, from: Version, to: Version },
    success: OfferComparison,
    error
  }),
  /** Other confirmed shows of the act that a radius clause, theirs or this booking's, does not allow beside this one. */
  Rpc.make("GetRadiusConflicts", {
    payload: { bookingId: BookingId },
    success: Schema.Array(RadiusConflict),
    error
  })
) {}
