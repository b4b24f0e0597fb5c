import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { BookingRefusal } from "../../entities/domain/Booking.ts"
import { BookingId, RequestId } from "../../entities/domain/Ids.ts"
import { SettlementCommand, SettlementView } from "../../entities/domain/Settling.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

export class SettlementRpcs extends RpcGroup.make(
  /** After the show: begin, enter costs, revenue and adjustments, sign by both sides, take up again. */
  Rpc.make("SettleShow", {
    payload: Schema.Struct({ requestId: RequestId, bookingId: BookingId, change: SettlementCommand }),
    success: SettlementView,
    error: Schema.Union(BookingRefusal, Unavailable, Forbidden)
  }),
  Rpc.make("GetSettlement", {
    payload: Schema.Struct({ bookingId: BookingId }),
    success: SettlementView,
    error: Schema.Union(BookingRefusal, Unavailable)
  })
) {}
