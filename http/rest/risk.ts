import { Effect } from "effect"
import { RiskRpcs } from "../../rpc/contract/RiskRpcs.ts"
import { RiskDesk } from "../../rpc/RiskDesk.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** Price and risk: of one deal, of a season. */
export const risk = Effect.map(RiskDesk, (answer) => [
  endpoint(
    rpcOf(RiskRpcs, "AssessBooking"),
    get("/bookings/:bookingId/risk", "Price and risk of a booking's own deal, under today's forecast"),
    answer.AssessBooking
  ),
  endpoint(
    rpcOf(RiskRpcs, "AssessDeal"),
    post("/deals/risk", "Price and risk of a deal that is being built, under a forecast or a demand of one's own"),
    answer.AssessDeal
  )
])
