import { Context, Effect, Layer } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { commanding } from "./commanding.ts"
import { OfferRpcs } from "./contract/OfferRpcs.ts"

const make = Effect.gen(function*() {
  const bookingOf = yield* BookingEntity.client

  const commanded = commanding(bookingOf)

  return OfferRpcs.of({
    DraftOffer: (wanted) => commanded(wanted, (booking, sent) => booking.DraftOffer(sent)),
    SendOffer: (wanted) => commanded(wanted, (booking, sent) => booking.SendOffer(sent)),
    CounterOffer: (wanted) => commanded(wanted, (booking, sent) => booking.CounterOffer(sent)),
    AcceptOffer: (wanted) => commanded(wanted, (booking, sent) => booking.AcceptOffer(sent)),
    DeclineOffer: (wanted) => commanded(wanted, (booking, sent) => booking.DeclineOffer(sent)),
    WithdrawOffer: (wanted) => commanded(wanted, (booking, sent) => booking.WithdrawOffer(sent)),
    GetOffer: ({ bookingId, version }) => ask(`Booking ${bookingId}`, bookingOf(bookingId).GetOffer({ version })),
    CompareOffers: ({ bookingId, from, to }) =>
      ask(`Booking ${bookingId}`, bookingOf(bookingId).CompareOffers({ from, to })),
    GetRadiusConflicts: ({ bookingId }) => ask(`Booking ${bookingId}`, bookingOf(bookingId).RadiusConflicts())
  })
})

/** What can be done with the offers of a booking; the RPC and the REST side answer with it. */
export class Offers extends Context.Tag("promoteros/rpc/Offers")<Offers, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Offers, make)
}
