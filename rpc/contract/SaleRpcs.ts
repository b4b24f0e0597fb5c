import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal, BookingView } from "../../entities/domain/Booking.ts"
import { BookingId, RequestId } from "../../entities/domain/Ids.ts"
import { SaleCommand } from "../../entities/domain/Sale.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

export class SaleRpcs extends RpcGroup.make(
  /** After confirming: sale dates, ticket counts, price moves, deposits, the marketing plan, that it was played. */
  Rpc.make("SellShow", {
    payload: Schema.Struct({ requestId: RequestId, bookingId: BookingId, change: SaleCommand }),
    success: BookingView,
    error: Schema.Union(BookingRefusal, Unavailable, Forbidden)
  })
) {}
