import { Schema } from "effect"
import { CostLines } from "./deal/Costs.ts"
import { Label } from "./deal/Label.ts"
import { RevenueLine } from "./deal/Revenue.ts"
import { Settlement, SettlementTerms } from "./deal/Settlement.ts"
import { Variance } from "./deal/Variance.ts"
import { BookingId } from "./Ids.ts"
import { Reason } from "./Reason.ts"

const { adjustments, deposits, withholdings } = SettlementTerms.fields

/** Revenue of the show besides its tickets. */
export const RevenueLines = Schema.Array(RevenueLine).pipe(
  Schema.maxItems(50, { message: () => "there are at most 50 revenue lines" })
)

/** Both have to sign the same sheet. */
export const SigningSide = Schema.Literal("promoter", "artist")
export type SigningSide = typeof SigningSide.Type

/** SHA-256 of a sheet, hex: who signs says which one was looked at. */
export const SheetHash = Schema.String.pipe(
  Schema.pattern(/^[0-9a-f]{64}$/, { message: () => "a sheet is named by its SHA-256, 64 hex digits" })
)

/** One thing done to the settlement of a played show. Lists are sent whole. */
export const SettlementCommand = Schema.Union(
  Schema.TaggedStruct("Begin", {}),
  /** actual and reported figures of the costs; what the offer budgeted stands */
  Schema.TaggedStruct("SetCosts", { costs: CostLines }),
  Schema.TaggedStruct("SetRevenue", { revenue: RevenueLines }),
  Schema.TaggedStruct("SetTerms", { adjustments, withholdings }),
  Schema.TaggedStruct("Sign", { side: SigningSide, name: Label, sheetHash: SheetHash }),
  /** a settled sheet is never changed: this begins its next version */
  Schema.TaggedStruct("Reopen", { reason: Reason })
)
export type SettlementCommand = typeof SettlementCommand.Type

export const SheetSignature = Schema.Struct({
  side: SigningSide,
  /** who signed, as written on the sheet */
  name: Label,
  /** the principal that brought the signature */
  by: Schema.String,
  sheetHash: SheetHash,
  atMillis: Schema.Int
})
export type SheetSignature = typeof SheetSignature.Type

/** A version that both sides signed. */
export const SettledVersion = Schema.Struct({
  version: Schema.Int,
  sheet: Settlement,
  sheetHash: SheetHash,
  signatures: Schema.Array(SheetSignature),
  settledAtMillis: Schema.Int,
  /** why it was taken up again; null while it stands */
  reopened: Schema.NullOr(Schema.Struct({ by: Schema.String, reason: Schema.String, atMillis: Schema.Int }))
})
export type SettledVersion = typeof SettledVersion.Type

export const SettlementView = Schema.Struct({
  version: Schema.Int,
  costs: CostLines,
  revenue: RevenueLines,
  adjustments,
  withholdings,
  /** those of the payments that are paid */
  deposits,
  /** the newest count of each tier */
  sold: Schema.Array(Schema.Struct({ tier: Schema.String, sold: Schema.Int })),
  sheet: Settlement,
  sheetHash: SheetHash,
  /** of the sheet as it is: a change to it voids what was signed before */
  signatures: Schema.Array(SheetSignature),
  settledAtMillis: Schema.NullOr(Schema.Int),
  /** against the show sold out, as offered */
  againstOffer: Schema.Array(Variance),
  /** against the median of the forecast at booking; null without one */
  againstForecast: Schema.NullOr(Schema.Array(Variance)),
  /** versions that were settled, first to last */
  settled: Schema.Array(SettledVersion)
})
export type SettlementView = typeof SettlementView.Type

export class SettlementRefused extends Schema.TaggedError<SettlementRefused>()("SettlementRefused", {
  bookingId: BookingId,
  problem: Schema.String
}) {
  override get message() {
    return `The show cannot be settled so: ${this.problem}`
  }
}
