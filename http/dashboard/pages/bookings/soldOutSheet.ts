import { Option, Schema } from "effect"
import type { BookingTerms } from "../../../../entities/domain/Booking.ts"
import { soldOut } from "../../../../entities/domain/deal/Scaling.ts"
import { type SheetLine, sheetLines } from "../../../../entities/domain/deal/Sheet.ts"
import { Show } from "../../../../entities/domain/deal/Show.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import type { VenueDefaults } from "../../../../entities/domain/Venue.ts"

const decode = Schema.decodeOption(Show)

/** The way from the gross of a sold-out room to what is left for the promoter, by the deal engine. */
export const soldOutSheet = (
  terms: BookingTerms,
  { facilityFeeCents, houseCosts, tax }: VenueDefaults
): ReadonlyArray<SheetLine> =>
  decode({
    scaling: {
      capacity: terms.capacity,
      fees: facilityFeeCents === 0
        ? []
        : [{ name: "Facility fee", kind: "facility", centsPerTicket: facilityFeeCents }],
      tiers: terms.tiers
    },
    tax,
    costs: houseCosts,
    talents: [{
      name: terms.artistName,
      role: "headliner",
      deal: { terms: { _tag: "Flat", guaranteeCents: terms.deal.guaranteeCents } }
    }]
  }).pipe(
    Option.map((show) => sheetLines(waterfall(show, soldOut(show.scaling)))),
    Option.getOrElse(() => [])
  )
