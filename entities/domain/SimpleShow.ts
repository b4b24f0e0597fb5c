import { Schema } from "effect"
import { Label } from "./deal/Label.ts"
import type { Show } from "./deal/Show.ts"
import { BasisPoints, Cents, PriceCents } from "./Money.ts"
import type { CapacityConfig, VenueDefaults } from "./Venue.ts"

/** The simple way to say what a show is: prices and how many tickets of each. */
export const PriceTier = Schema.Struct({
  name: Label,
  priceCents: PriceCents,
  allotment: Schema.Int.pipe(Schema.between(1, 500_000, { message: () => "an allotment is 1 to 500000 tickets" }))
})
export type PriceTier = typeof PriceTier.Type

export const FlatDeal = Schema.TaggedStruct("flat", { guaranteeCents: PriceCents })

export interface SimpleTerms {
  readonly artistName: string
  readonly room: CapacityConfig
  readonly defaults: VenueDefaults
  readonly tiers?: ReadonlyArray<PriceTier> | undefined
  /** of the one tier that there is without `tiers` */
  readonly ticketPriceCents?: PriceTier["priceCents"] | undefined
  readonly deal?: typeof FlatDeal.Type | undefined
}

/**
 * The whole show behind a simple request: one tier over the room at the venue's usual price where no tiers are given, the
 * venue's own tax, fee and house costs, and a flat fee of half the gross potential, a common opening offer, without a deal.
 */
export const simpleShow = ({ artistName, deal, defaults, room, ticketPriceCents, tiers }: SimpleTerms): Show => {
  const priced = tiers ?? [{
    name: "General admission",
    priceCents: ticketPriceCents ?? defaults.ticketPriceCents,
    allotment: Math.max(0, room.capacity - room.kills)
  }]
  const gross = priced.reduce((sum, { allotment, priceCents }) => sum + allotment * priceCents, 0)
  const guaranteeCents = deal?.guaranteeCents ?? Cents.make(Math.min(100_000_000, Math.round(gross / 2)))
  return {
    scaling: {
      capacity: room.capacity,
      kills: room.kills,
      productionHolds: 0,
      fees: defaults.facilityFeeCents === 0
        ? []
        : [{ name: "Facility fee", kind: "facility", centsPerTicket: defaults.facilityFeeCents }],
      tiers: priced.map((tier) => ({ ...tier, comps: 0, kills: 0, fees: [] }))
    },
    tax: defaults.tax,
    costs: defaults.houseCosts,
    revenue: [],
    talents: [{
      name: artistName.slice(0, 120),
      role: "headliner",
      deal: { terms: { _tag: "Flat", guaranteeCents, promoterProfit: BasisPoints.make(0) }, bonuses: [] },
      inOtherDeals: "notCounted"
    }],
    coPromoters: []
  }
}
