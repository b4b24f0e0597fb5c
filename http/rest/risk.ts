import { Effect } from "effect"
import { RiskRpcs } from "../../rpc/contract/RiskRpcs.ts"
import { SeasonRpcs } from "../../rpc/contract/SeasonRpcs.ts"
import { RiskDesk } from "../../rpc/RiskDesk.ts"
import { SeasonDesk } from "../../rpc/SeasonDesk.ts"
import { endpoint, get, post, rpcOf } from "./Endpoint.ts"

/** Price and risk: of one deal, of a season. */
export const risk = Effect.map(Effect.all([RiskDesk, SeasonDesk]), ([answer, seasons]) => [
  endpoint(
    rpcOf(RiskRpcs, "AssessBooking"),
    get("/bookings/:bookingId/risk", "Price and risk of a booking's own deal, under today's forecast"),
    answer.AssessBooking
  ),
  endpoint(
    rpcOf(RiskRpcs, "AssessDeal"),
    post("/deals/risk", "Price and risk of a deal that is being built, under a forecast or a demand of one's own"),
    answer.AssessDeal
  ),
  endpoint(
    rpcOf(SeasonRpcs, "AssessSeason"),
    post("/portfolio", "The risk of all shows of a span together, as booked and as it might be"),
    seasons.AssessSeason
  )
])
