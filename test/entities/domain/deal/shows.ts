import { Schema } from "effect"
import { Deal } from "../../../../entities/domain/deal/Deal.ts"
import { Show } from "../../../../entities/domain/deal/Show.ts"

export const decodeShow = Schema.decodeSync(Show)
export const decodeDeal = Schema.decodeSync(Deal)
type DealInput = typeof Deal.Encoded

/** 1,400 places: 400 at 35, 800 at 45, 200 at 75; a facility fee of 2.50; 5 % tax inside; 18,000 fixed, 1.25 a ticket. */
export const commonShow = (deal: DealInput): Show =>
  decodeShow({
    scaling: {
      capacity: 1_400,
      fees: [{ name: "Facility fee", kind: "facility", centsPerTicket: 250 }],
      tiers: [
        { name: "Balcony", priceCents: 3_500, allotment: 400 },
        { name: "Floor", priceCents: 4_500, allotment: 800 },
        { name: "Front", priceCents: 7_500, allotment: 200 }
      ]
    },
    tax: { mode: "divisor", rate: 500 },
    costs: [
      { name: "House and production", basis: "fixed", cents: { budget: 1_800_000 } },
      { name: "Insurance", basis: "perTicket", cents: { budget: 125 } }
    ],
    talents: [{ name: "Headliner", role: "headliner", deal }]
  })

/** 640 sold, 1,050 sold, sold out. */
export const low = [400, 200, 40]
export const average = [400, 550, 100]
export const soldOut = [400, 800, 200]

/** One tier at 10.00, no fees, no tax, no costs: figures that can be checked in the head. */
export const plainShow = (deal: DealInput, more: Partial<typeof Show.Encoded> = {}): Show =>
  decodeShow({
    scaling: { capacity: 1_000, tiers: [{ name: "All", priceCents: 1_000, allotment: 1_000 }] },
    tax: { mode: "divisor", rate: 0 },
    costs: [],
    talents: [{ name: "Headliner", role: "headliner", deal }],
    ...more
  })
