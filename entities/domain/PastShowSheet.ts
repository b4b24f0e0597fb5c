import { Schema } from "effect"
import { ShowDate } from "./ShowDate.ts"

/** One show of a promoter's own past, as a row of the file says it. Capacity and sold are of one night. */
export const SheetRow = Schema.Struct({
  /** line of the file, its header being line 1 */
  line: Schema.Int,
  act: Schema.String,
  venue: Schema.String,
  city: Schema.String,
  country: Schema.String,
  /** the last night */
  date: ShowDate,
  capacity: Schema.Int,
  sold: Schema.Int,
  grossCents: Schema.NullOr(Schema.Int),
  /** the middle of the lowest and the highest price */
  priceCents: Schema.NullOr(Schema.Int),
  genre: Schema.NullOr(Schema.String)
})
export type SheetRow = typeof SheetRow.Type

/** What is wrong with a row: the column, and why. */
export const RowFault = Schema.Struct({ line: Schema.Int, field: Schema.String, message: Schema.String })
export type RowFault = typeof RowFault.Type

/** The file as a whole cannot be read. */
export class ShowSheetUnreadable extends Schema.TaggedError<ShowSheetUnreadable>()("ShowSheetUnreadable", {
  reason: Schema.String
}) {
  override get message() {
    return `This file cannot be imported: ${this.reason}`
  }
}
