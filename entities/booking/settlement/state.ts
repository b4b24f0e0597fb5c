import { Schema } from "effect"
import { CostLines } from "../../domain/deal/Costs.ts"
import { Settlement, SettlementTerms } from "../../domain/deal/Settlement.ts"
import { RevenueLines, SettledVersion, SheetHash, SheetSignature } from "../../domain/Settling.ts"
import type { Booking } from "../state.ts"

const at = { atMillis: Schema.Int } as const
const { adjustments, withholdings } = SettlementTerms.fields

export const Begun = Schema.TaggedStruct("BookingSettlementBegun", at)
export const CostsSet = Schema.TaggedStruct("BookingSettlementCostsSet", { ...at, costs: CostLines })
export const RevenueSet = Schema.TaggedStruct("BookingSettlementRevenueSet", { ...at, revenue: RevenueLines })
export const TermsSet = Schema.TaggedStruct("BookingSettlementTermsSet", { ...at, adjustments, withholdings })
export const Signed = Schema.TaggedStruct("BookingSettlementSigned", { ...at, signature: SheetSignature })
/** Both sides signed the same sheet. The outcome becomes a past show, written by the database with this event. */
export const Settled = Schema.TaggedStruct("BookingSettled", {
  ...at,
  version: Schema.Int,
  sheet: Settlement,
  sheetHash: SheetHash,
  signatures: Schema.Array(SheetSignature),
  outcome: Schema.Struct({ sold: Schema.Int, grossCents: Schema.Int, priceCents: Schema.NullOr(Schema.Int) })
})
export const Reopened = Schema.TaggedStruct("BookingSettlementReopened", {
  ...at,
  by: Schema.String,
  reason: Schema.String
})

export const SettlementEvent = Schema.Union(Begun, CostsSet, RevenueSet, TermsSet, Signed, Settled, Reopened)
export type SettlementEvent = typeof SettlementEvent.Type

/** What is entered for the settlement; the sheet follows from it, the counts, and the booking's terms. */
export const Settling = Schema.Struct({
  version: Schema.Int,
  /** null: as in the booking's terms */
  costs: Schema.NullOr(CostLines),
  revenue: Schema.NullOr(RevenueLines),
  adjustments,
  withholdings,
  signatures: Schema.Array(SheetSignature),
  settled: Schema.Array(SettledVersion)
})
export type Settling = typeof Settling.Type

const first: Settling = {
  version: 1,
  costs: null,
  revenue: null,
  adjustments: [],
  withholdings: [],
  signatures: [],
  settled: []
}

export const change = (booking: Booking, event: SettlementEvent): Booking => {
  const settling = booking.settling ?? first
  switch (event._tag) {
    case "BookingSettlementBegun":
      return { ...booking, stage: "inSettlement", settling }
    case "BookingSettlementCostsSet":
      return { ...booking, settling: { ...settling, costs: event.costs } }
    case "BookingSettlementRevenueSet":
      return { ...booking, settling: { ...settling, revenue: event.revenue } }
    case "BookingSettlementTermsSet":
      return {
        ...booking,
        settling: { ...settling, adjustments: event.adjustments, withholdings: event.withholdings }
      }
    case "BookingSettlementSigned":
      return {
        ...booking,
        settling: {
          ...settling,
          signatures: [...settling.signatures.filter(({ side }) => side !== event.signature.side), event.signature]
        }
      }
    case "BookingSettled": {
      const { atMillis, sheet, sheetHash, signatures, version } = event
      const kept = { version, sheet, sheetHash, signatures, settledAtMillis: atMillis, reopened: null }
      return { ...booking, stage: "settled", settling: { ...settling, settled: [...settling.settled, kept] } }
    }
    case "BookingSettlementReopened":
      return { ...booking, stage: "inSettlement", settling: reopened(settling, event) }
  }
}

const reopened = (settling: Settling, { atMillis, by, reason }: typeof Reopened.Type): Settling => ({
  ...settling,
  version: settling.version + 1,
  signatures: [],
  settled: settling.settled.map((one, index) =>
    index === settling.settled.length - 1 ? { ...one, reopened: { by, reason, atMillis } } : one
  )
})
