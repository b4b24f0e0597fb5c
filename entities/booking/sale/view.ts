import { throughQuantiles } from "../../../inference/DemandBelief.ts"
import { cohortCurve, pace } from "../../../inference/Pacing.ts"
import type { BookingTerms } from "../../domain/Booking.ts"
import { startOfDay } from "../../domain/BusinessHours.ts"
import { totalSellable } from "../../domain/deal/Scaling.ts"
import type { SaleView } from "../../domain/Sale.ts"
import type { Booking } from "../state.ts"
import { soldInAll } from "./state.ts"

const day = 86_400_000

export const view = (terms: BookingTerms, { sale }: Booking): SaleView => {
  const { scaling } = terms.show
  const showAt = startOfDay(terms.date, terms.zone)
  return {
    dates: sale.dates,
    tiers: sale.tiers,
    curve: sale.curve,
    sold: soldInAll(sale.tiers),
    sellable: totalSellable(scaling),
    grossCents: scaling.tiers.reduce(
      (sum, { name, priceCents }) => sum + priceCents * (sale.tiers.find(({ tier }) => tier === name)?.sold ?? 0),
      0
    ),
    pace: paceOf(terms, sale, showAt),
    payments: sale.payments.map((payment) => ({
      ...payment,
      dueAtMillis: payment.due._tag === "On" ? payment.due.dateMillis : showAt - payment.due.days * day
    })),
    marketing: sale.marketing
  }
}

const paceOf = (
  { forecast, show: { scaling } }: BookingTerms,
  { curve, dates, tiers }: Booking["sale"],
  showAt: number
): SaleView["pace"] => {
  const last = curve.at(-1)
  if (forecast === undefined || last === undefined || dates.onSaleAtMillis === null) return null
  const { above, below, centre } = throughQuantiles(forecast)
  const { final, standing } = pace(cohortCurve(scaling.capacity), {
    prior: { centre, deviation: Math.max(0.1, (above + below) / 2) },
    capacity: totalSellable(scaling),
    sold: soldInAll(tiers),
    daysToShow: Math.max(0, (showAt - last.atMillis) / day),
    daysOnSale: Math.max(1, (showAt - dates.onSaleAtMillis) / day)
  })
  return { standing, p50: Math.round(final.p50), p80: Math.round(final.p80) }
}
