import { Schema } from "effect"
import { Show } from "../../domain/deal/Show.ts"
import { Marketing, Payments, PriceMove, SaleDates, TicketCount, TierCount } from "../../domain/Sale.ts"
import type { Booking } from "../state.ts"

const at = { atMillis: Schema.Int } as const

export const SaleDatesSet = Schema.TaggedStruct("BookingSaleDatesSet", { ...at, dates: SaleDates })
export const Announced = Schema.TaggedStruct("BookingAnnounced", at)
export const WentOnSale = Schema.TaggedStruct("BookingWentOnSale", at)
export const Played = Schema.TaggedStruct("BookingPlayed", at)
export const TicketsCounted = Schema.TaggedStruct("BookingTicketsCounted", { ...at, count: TicketCount })
/** A price that has sold is never edited: unsold places become a tier of their own. */
export const PriceMoved = Schema.TaggedStruct("BookingPriceMoved", { ...at, move: PriceMove, show: Show })
export const PaymentsSet = Schema.TaggedStruct("BookingPaymentsSet", { ...at, payments: Payments })
export const MarketingSet = Schema.TaggedStruct("BookingMarketingSet", { ...at, lines: Marketing })

export const SaleEvent = Schema.Union(
  SaleDatesSet,
  Announced,
  WentOnSale,
  Played,
  TicketsCounted,
  PriceMoved,
  PaymentsSet,
  MarketingSet
)
export type SaleEvent = typeof SaleEvent.Type

export const CountedTier = Schema.Struct({ ...TierCount.fields, countedAtMillis: Schema.Int })
export type CountedTier = typeof CountedTier.Type

export const Sale = Schema.Struct({
  dates: SaleDates,
  tiers: Schema.Array(CountedTier),
  curve: Schema.Array(Schema.Struct({ atMillis: Schema.Int, sold: Schema.Int })),
  payments: Payments,
  marketing: Marketing
})
export type Sale = typeof Sale.Type

export const noSale: Sale = {
  dates: { announceAtMillis: null, presaleAtMillis: null, onSaleAtMillis: null },
  tiers: [],
  curve: [],
  payments: [],
  marketing: []
}

export const soldInAll = (tiers: ReadonlyArray<{ readonly sold: number }>): number =>
  tiers.reduce((sum, { sold }) => sum + sold, 0)

const curvePoints = 400

export const change = (booking: Booking, event: SaleEvent): Booking => {
  const { sale } = booking
  switch (event._tag) {
    case "BookingSaleDatesSet":
      return { ...booking, sale: { ...sale, dates: event.dates } }
    case "BookingAnnounced":
      return { ...booking, stage: "announced" }
    case "BookingWentOnSale":
      return { ...booking, stage: "onSale" }
    case "BookingPlayed":
      return { ...booking, stage: "played", endsAtMillis: null }
    case "BookingTicketsCounted":
      return { ...booking, sale: counted(sale, event.count) }
    case "BookingPriceMoved":
      return { ...booking, terms: booking.terms && { ...booking.terms, show: event.show } }
    case "BookingPaymentsSet":
      return { ...booking, sale: { ...sale, payments: event.payments } }
    case "BookingMarketingSet":
      return { ...booking, sale: { ...sale, marketing: event.lines } }
  }
}

/** A report that comes late, of an earlier time than the newest one of its tier, stays in the history alone. */
const counted = (sale: Sale, { countedAtMillis, tiers }: TicketCount): Sale => {
  const news = tiers.filter(({ tier }) =>
    sale.tiers.every((known) => known.tier !== tier || known.countedAtMillis <= countedAtMillis)
  )
  const after = [
    ...sale.tiers.filter(({ tier }) => news.every((one) => one.tier !== tier)),
    ...news.map((one) => ({ ...one, countedAtMillis }))
  ]
  return news.length === 0 ? sale : {
    ...sale,
    tiers: after,
    curve: [...sale.curve, { atMillis: countedAtMillis, sold: soldInAll(after) }].slice(-curvePoints)
  }
}
