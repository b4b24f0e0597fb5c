import { Context, Effect, Layer } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { commanding } from "./commanding.ts"
import { SaleRpcs } from "./contract/SaleRpcs.ts"
import { SettlementRpcs } from "./contract/SettlementRpcs.ts"

const make = Effect.gen(function*() {
  const bookingOf = yield* BookingEntity.client
  const commanded = commanding(bookingOf)

  return SaleRpcs.merge(SettlementRpcs).of({
    SellShow: (wanted) => commanded(wanted, (booking, sent) => booking.Sell(sent)),
    SettleShow: (wanted) => commanded(wanted, (booking, sent) => booking.Settle(sent)),
    GetSettlement: ({ bookingId }) => ask(`Booking ${bookingId}`, bookingOf(bookingId).GetSettlement())
  })
})

/** What follows once a show is confirmed, to its settlement; the RPC and the REST side answer with it. */
export class Sales extends Context.Tag("promoteros/rpc/Sales")<Sales, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Sales, make)
}
