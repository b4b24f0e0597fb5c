import { Schema } from "effect"
import { Amount, Label } from "./deal/Label.ts"
import { BookingId } from "./Ids.ts"
import { PriceCents } from "./Money.ts"

const instant = Schema.NullOr(Schema.Int)
const places = Schema.Int.pipe(
  Schema.between(0, 500_000, { message: () => "a number of tickets is a whole number from 0 to 500000" })
)

/** When the public hears of a show and may buy; epoch millis, null where it is not known. */
export const SaleDates = Schema.Struct({
  announceAtMillis: instant,
  presaleAtMillis: instant,
  onSaleAtMillis: instant
})
export type SaleDates = typeof SaleDates.Type

/** What the box office says of one tier. Comps are not sold. */
export const TierCount = Schema.Struct({
  tier: Label,
  sold: places,
  comps: Schema.optionalWith(places, { default: () => 0 }),
  holds: Schema.optionalWith(places, { default: () => 0 })
})
export type TierCount = typeof TierCount.Type

/** One report of the box office. Fewer sold than before is a correction and says why. */
export const TicketCount = Schema.Struct({
  countedAtMillis: Schema.Int,
  source: Label,
  tiers: Schema.Array(TierCount).pipe(
    Schema.minItems(1, { message: () => "a count names at least one tier" }),
    Schema.maxItems(50, { message: () => "a count names at most 50 tiers" })
  ),
  correction: Schema.NullOr(Schema.String.pipe(Schema.maxLength(500)))
})
export type TicketCount = typeof TicketCount.Type

/** So many unsold places of one tier go on sale at another price, as a tier of their own. */
export const PriceMove = Schema.Struct({
  from: Label,
  to: Label,
  priceCents: PriceCents,
  places: Schema.Int.pipe(Schema.between(1, 500_000, { message: () => "a price is moved for at least one place" }))
})
export type PriceMove = typeof PriceMove.Type

/** A deposit: to whom, how much, by when, and when it was paid. A day relative to the show moves with it. */
export const Payment = Schema.Struct({
  name: Label,
  talent: Label,
  cents: Amount,
  due: Schema.Union(
    Schema.TaggedStruct("On", { dateMillis: Schema.Int }),
    Schema.TaggedStruct("BeforeShow", { days: Schema.Int.pipe(Schema.between(0, 400)) })
  ),
  paidAtMillis: instant
})
export type Payment = typeof Payment.Type

/** A line of the marketing plan, planned and spent. */
export const MarketingLine = Schema.Struct({
  name: Label,
  budgetCents: Amount,
  spentCents: Schema.optionalWith(Amount, { default: () => 0 })
})
export type MarketingLine = typeof MarketingLine.Type

/** Lists are matched by name; each is sent whole. */
export const Payments = Schema.Array(Payment).pipe(
  Schema.maxItems(50, { message: () => "a booking has at most 50 payments" }),
  Schema.filter((all) => new Set(all.map(({ name }) => name)).size === all.length || "two payments have the same name")
)
export const Marketing = Schema.Array(MarketingLine).pipe(
  Schema.maxItems(50, { message: () => "a marketing plan has at most 50 lines" })
)

/** Where the sale stands. */
export const SaleView = Schema.Struct({
  dates: SaleDates,
  /** newest count of each tier */
  tiers: Schema.Array(Schema.Struct({ ...TierCount.fields, countedAtMillis: Schema.Int })),
  /** tickets sold in all, count after count, the newest 400 */
  curve: Schema.Array(Schema.Struct({ atMillis: Schema.Int, sold: Schema.Int })),
  sold: Schema.Int,
  sellable: Schema.Int,
  grossCents: Schema.Int,
  /** quantiles of the final count; null without a forecast, an on-sale date and a count */
  pace: Schema.NullOr(
    Schema.Struct({
      standing: Schema.Literal("behind", "onPace", "ahead"),
      p50: Schema.Int,
      p80: Schema.Int
    })
  ),
  payments: Schema.Array(Schema.Struct({ ...Payment.fields, dueAtMillis: Schema.Int })),
  marketing: Schema.Array(MarketingLine)
})
export type SaleView = typeof SaleView.Type

export class SaleDatesRefused extends Schema.TaggedError<SaleDatesRefused>()("SaleDatesRefused", {
  bookingId: BookingId,
  problem: Schema.String
}) {
  override get message() {
    return `The dates are out of order: ${this.problem}`
  }
}

export class CountRefused extends Schema.TaggedError<CountRefused>()("CountRefused", {
  bookingId: BookingId,
  tier: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `The count of tier ${this.tier} cannot be right: ${this.problem}`
  }
}

export class PriceMoveRefused extends Schema.TaggedError<PriceMoveRefused>()("PriceMoveRefused", {
  bookingId: BookingId,
  problem: Schema.String
}) {
  override get message() {
    return `The price cannot be moved: ${this.problem}`
  }
}
/** One thing done to the sale of a confirmed show. */
export const SaleCommand = Schema.Union(
  Schema.TaggedStruct("SetDates", { dates: SaleDates }),
  Schema.TaggedStruct("Count", { count: TicketCount }),
  Schema.TaggedStruct("MovePrice", { move: PriceMove }),
  Schema.TaggedStruct("SetPayments", { payments: Payments }),
  Schema.TaggedStruct("SetMarketing", { lines: Marketing }),
  Schema.TaggedStruct("MarkPlayed", {})
)
export type SaleCommand = typeof SaleCommand.Type

export const SaleRefusal = Schema.Union(SaleDatesRefused, CountRefused, PriceMoveRefused)
