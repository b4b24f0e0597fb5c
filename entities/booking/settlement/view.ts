import { totalSellable } from "../../domain/deal/Scaling.ts"
import { fillTiers } from "../../domain/deal/TierFill.ts"
import { variances } from "../../domain/deal/Variance.ts"
import { asOffered, reckon } from "../../domain/deal/Waterfall.ts"
import type { SettlementView } from "../../domain/Settling.ts"
import type { Opened } from "../decide.ts"
import { depositsOf, sheetOf, showOf, soldOf } from "./sheet.ts"
import type { Settling } from "./state.ts"

export const view = (booking: Opened, settling: Settling): SettlementView => {
  const { forecast, show } = booking.terms
  const { hash, settlement } = sheetOf(booking, settling)
  const { costs, revenue } = showOf(booking, settling)
  const sold = soldOf(booking)
  const sellable = totalSellable(show.scaling)
  const against = (tickets: number) =>
    variances(reckon(show, asOffered)(fillTiers(show.scaling, tickets, "proportional")), settlement.internal)
  return {
    version: settling.version,
    costs,
    revenue,
    adjustments: settling.adjustments,
    withholdings: settling.withholdings,
    deposits: depositsOf(booking),
    sold: show.scaling.tiers.map(({ name }, tier) => ({ tier: name, sold: sold[tier] ?? 0 })),
    sheet: settlement,
    sheetHash: hash,
    signatures: settling.signatures.filter(({ sheetHash }) => sheetHash === hash),
    settledAtMillis: booking.stage === "settled" ? settling.settled.at(-1)?.settledAtMillis ?? null : null,
    againstOffer: against(sellable),
    againstForecast: forecast === undefined ? null : against(Math.min(sellable, forecast.p50)),
    settled: settling.settled
  }
}
