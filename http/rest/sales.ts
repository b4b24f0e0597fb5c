import { Effect } from "effect"
import { SaleRpcs } from "../../rpc/contract/SaleRpcs.ts"
import { SettlementRpcs } from "../../rpc/contract/SettlementRpcs.ts"
import { Sales } from "../../rpc/Sales.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** From the confirmed show to its settlement. */
export const sales = Effect.map(Sales, (answer) => [
  endpoint(
    rpcOf(SaleRpcs, "SellShow"),
    {
      ...post("/bookings/:bookingId/sale", "Sale dates, counts, price moves, deposits, marketing, that it was played"),
      bodyField: "change"
    },
    answer.SellShow
  ),
  endpoint(
    rpcOf(SettlementRpcs, "GetSettlement"),
    get("/bookings/:bookingId/settlement", "Both sheets, what each talent is still owed, variance, who signed"),
    answer.GetSettlement
  ),
  endpoint(
    rpcOf(SettlementRpcs, "SettleShow"),
    {
      ...post("/bookings/:bookingId/settlement", "Begins, enters costs and adjustments, signs, takes up again"),
      bodyField: "change"
    },
    answer.SettleShow
  )
])
