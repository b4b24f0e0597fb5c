import { Effect } from "effect"
import { OfferRpcs } from "../../rpc/contract/OfferRpcs.ts"
import { Offers } from "../../rpc/Offers.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** The versions of a booking's offer. */
export const offers = Effect.map(Offers, (answer) => [
  endpoint(
    rpcOf(OfferRpcs, "DraftOffer"),
    { ...post("/bookings/:bookingId/offers", "Writes the draft of an offer"), bodyField: "offer", status: 201 },
    answer.DraftOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "CompareOffers"),
    get("/bookings/:bookingId/offers/compare", "Two versions field by field, with what each change is worth"),
    answer.CompareOffers
  ),
  endpoint(
    rpcOf(OfferRpcs, "GetOffer"),
    get("/bookings/:bookingId/offers/:version", "One version whole, with its money worked out"),
    answer.GetOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "SendOffer"),
    post("/bookings/:bookingId/offers/:version/send", "Sends the draft to the artist's side"),
    answer.SendOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "CounterOffer"),
    post("/bookings/:bookingId/offers/:version/counter", "Notes the version that the artist's side answered with"),
    answer.CounterOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "AcceptOffer"),
    post("/bookings/:bookingId/offers/:version/accept", "Accepts a version; its terms are the booking's"),
    answer.AcceptOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "DeclineOffer"),
    post("/bookings/:bookingId/offers/:version/decline", "Declines a version"),
    answer.DeclineOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "WithdrawOffer"),
    post("/bookings/:bookingId/offers/:version/withdraw", "Takes a version back"),
    answer.WithdrawOffer
  ),
  endpoint(
    rpcOf(OfferRpcs, "GetRadiusConflicts"),
    get(
      "/bookings/:bookingId/radius-conflicts",
      "Shows of the act that a radius clause does not allow beside this one"
    ),
    answer.GetRadiusConflicts
  )
])
