import { Either, Schema } from "effect"
import { PriceCents } from "../Money.ts"
import { Amount, Label } from "./Label.ts"

const Places = Schema.Int.pipe(
  Schema.between(0, 500_000, { message: () => "a number of places is a whole number from 0 to 500000" })
)
const none = { default: () => 0 }

/** Taken out of the ticket price before tax: the house's facility fee, or what a pre-settlement fee is for (VIP lift, charity). */
export const Fee = Schema.Struct({
  name: Label,
  kind: Schema.Literal("facility", "preSettlement"),
  centsPerTicket: Amount
})
export type Fee = typeof Fee.Type

const Fees = Schema.optionalWith(
  Schema.Array(Fee).pipe(Schema.maxItems(20, { message: () => "there are at most 20 fees" })),
  { default: () => [] }
)

/** Tickets of one price. A new price is a new tier: a tier that has sold is never edited, or its counts would lie. */
export const Tier = Schema.Struct({
  name: Label,
  priceCents: PriceCents,
  allotment: Places,
  comps: Schema.optionalWith(Places, none),
  kills: Schema.optionalWith(Places, none),
  /** on top of the fees that every tier has */
  fees: Fees
}).pipe(Schema.filter((tier) =>
  tier.comps + tier.kills <= tier.allotment ||
  `tier ${tier.name} gives away ${tier.comps + tier.kills} of ${tier.allotment} places`
))
export type Tier = typeof Tier.Type

export const sellable = (tier: Tier): number => tier.allotment - tier.comps - tier.kills

const sum = (tiers: ReadonlyArray<Tier>, count: (tier: Tier) => number): number =>
  tiers.reduce((total, tier) => total + count(tier), 0)

/** How the room is sold. The places of all tiers, given away or not, fit into what the configuration leaves. */
export const Scaling = Schema.Struct({
  /** legal capacity of the configuration */
  capacity: Places,
  /** places of the configuration that are never sold */
  kills: Schema.optionalWith(Places, none),
  /** places kept for the production */
  productionHolds: Schema.optionalWith(Places, none),
  fees: Fees,
  tiers: Schema.Array(Tier).pipe(
    Schema.minItems(1, { message: () => "a scaling has at least one tier" }),
    Schema.maxItems(50, { message: () => "a scaling has at most 50 tiers" })
  )
}).pipe(
  Schema.filter((scaling) => {
    const room = scaling.capacity - scaling.kills - scaling.productionHolds
    const allotted = sum(scaling.tiers, (tier) => tier.allotment)
    return allotted <= room || `the tiers allot ${allotted} places, the room has ${room} to allot`
  }),
  Schema.filter((scaling) =>
    new Set(scaling.tiers.map((tier) => tier.name)).size === scaling.tiers.length || "two tiers have the same name"
  )
)
export type Scaling = typeof Scaling.Type

export const totalSellable = (scaling: Scaling): number => sum(scaling.tiers, sellable)

/** Gross of a sold-out room. */
export const grossPotential = (scaling: Scaling): number =>
  sum(scaling.tiers, (tier) => tier.priceCents * sellable(tier))

export class SalesRefused extends Schema.TaggedError<SalesRefused>()("SalesRefused", {
  tier: Schema.String,
  sold: Schema.Number,
  sellable: Schema.Number
}) {
  override get message() {
    return `Tier ${this.tier} cannot have sold ${this.sold} of ${this.sellable} tickets`
  }
}

/** Tickets sold by tier name, as the list that the engine takes: one figure a tier, in their order. */
export const soldByTier = (
  scaling: Scaling,
  sold: Readonly<Record<string, number>>
): Either.Either<ReadonlyArray<number>, SalesRefused> => {
  const stranger = Object.keys(sold).find((name) => !scaling.tiers.some((tier) => tier.name === name))
  if (stranger !== undefined) {
    return Either.left(new SalesRefused({ tier: stranger, sold: sold[stranger] ?? 0, sellable: 0 }))
  }
  return Either.all(scaling.tiers.map((tier) => {
    const count = sold[tier.name] ?? 0
    return Number.isInteger(count) && count >= 0 && count <= sellable(tier)
      ? Either.right(count)
      : Either.left(new SalesRefused({ tier: tier.name, sold: count, sellable: sellable(tier) }))
  }))
}

/** Every tier sold out. */
export const soldOut = (scaling: Scaling): ReadonlyArray<number> => scaling.tiers.map(sellable)
