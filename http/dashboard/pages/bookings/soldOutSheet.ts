import { Schema } from "effect"
import type { BookingTerms } from "../../../../entities/domain/Booking.ts"
import { soldOut } from "../../../../entities/domain/deal/Scaling.ts"
import { type SheetLine, sheetLines } from "../../../../entities/domain/deal/Sheet.ts"
import { Show } from "../../../../entities/domain/deal/Show.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import type { VenueDefaults } from "../../../../entities/domain/Venue.ts"

const decode = Schema.decodeUnknownSync(Show)

/** The way from the gross of a sold-out room to what is left before the costs of the show, by the deal engine. */
export const soldOutSheet = (
  terms: BookingTerms,
  { facilityFeeCents, tax }: VenueDefaults
): ReadonlyArray<SheetLine> => {
  const show = decode({
    scaling: {
      capacity: terms.capacity,
      fees: [{ name: "Facility fee", kind: "facility", centsPerTicket: facilityFeeCents }],
      tiers: terms.tiers.map(({ allotment, name, priceCents }) => ({ name, priceCents, allotment }))
    },
    tax,
    costs: [],
    talents: [{
      name: terms.artistName,
      deal: { terms: { _tag: "Flat", guaranteeCents: terms.deal.guaranteeCents }, bonuses: [] }
    }]
  })
  return sheetLines(waterfall(show, soldOut(show.scaling))).filter(({ label }) => label !== "Net")
}
