import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound } from "../../entities/domain/Artist.ts"
import { ArtistId, RequestId, VenueId } from "../../entities/domain/Ids.ts"
import { RowFault, SheetRow, ShowSheetUnreadable } from "../../entities/domain/PastShowSheet.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { VenueNotRegistered } from "../../entities/domain/VenueRefusals.ts"
import { Forbidden } from "./Access.ts"

/**
 * Past shows as a CSV file of at most a million characters and 10,000 rows. Columns: date, act, venue, city, country, capacity
 * and sold; and, where known, end_date, genre, gross_usd, price_min, price_max.
 */
const Csv = Schema.String.pipe(
  Schema.maxLength(1_000_000, { message: () => "a file is at most 1000000 characters: send it in parts" })
)

const Candidate = Schema.Struct({ id: Schema.String, name: Schema.String, similarity: Schema.Number })

/**
 * A name of the file and whom it means: `same` by name or by an earlier decision; `undecided` where names of ours are nearly
 * the same, and somebody has to say; `own` where it is kept as it is.
 */
export const NameMatch = Schema.Struct({
  name: Schema.String,
  /** empty of an act */
  city: Schema.String,
  rows: Schema.Int,
  standing: Schema.Literal("same", "undecided", "own"),
  id: Schema.NullOr(Schema.String),
  /** ours, most alike first */
  candidates: Schema.Array(Candidate)
})
export type NameMatch = typeof NameMatch.Type

export const SheetCounts = Schema.Struct({
  rows: Schema.Int,
  added: Schema.Int,
  changed: Schema.Int,
  unchanged: Schema.Int,
  /** rows with a fault */
  faulty: Schema.Int
})
export type SheetCounts = typeof SheetCounts.Type

export const SheetPreview = Schema.Struct({
  counts: SheetCounts,
  /** the first 500 */
  faults: Schema.Array(RowFault),
  acts: Schema.Array(NameMatch),
  venues: Schema.Array(NameMatch),
  /** the first 100 rows, and what importing would do to them */
  shows: Schema.Array(
    Schema.Struct({ ...SheetRow.fields, standing: Schema.Literal("new", "changed", "unchanged") })
  )
})
export type SheetPreview = typeof SheetPreview.Type

export const ImportedSheet = Schema.Struct({
  id: Schema.String,
  at: Schema.String,
  by: Schema.String,
  counts: SheetCounts
})
export type ImportedSheet = typeof ImportedSheet.Type

export class ShowRowsRefused extends Schema.TaggedError<ShowRowsRefused>()("ShowRowsRefused", {
  faulty: Schema.Int,
  faults: Schema.Array(RowFault)
}) {
  override get message() {
    return `${this.faulty} row${this.faulty === 1 ? " has" : "s have"} faults; mend them or leave them out`
  }
}

export class NamesUndecided extends Schema.TaggedError<NamesUndecided>()("NamesUndecided", {
  names: Schema.Array(Schema.String)
}) {
  override get message() {
    return `Say first who is meant by ${this.names.slice(0, 5).join(", ")}${this.names.length > 5 ? " and others" : ""}`
  }
}

const sheetError = Schema.Union(ShowSheetUnreadable, Forbidden, Unavailable)

const ActMeans = Schema.Struct({ name: Schema.NonEmptyTrimmedString, id: Schema.NullOr(ArtistId) })
const VenueMeans = Schema.Struct({
  name: Schema.NonEmptyTrimmedString,
  city: Schema.NonEmptyTrimmedString,
  id: Schema.NullOr(VenueId)
})
const mostNames = { message: () => "at most 2000 names are decided at once" }

export class HistoryRpcs extends RpcGroup.make(
  /** What importing a file would do. Nothing is written. */
  Rpc.make("PreviewShows", { payload: Schema.Struct({ csv: Csv }), success: SheetPreview, error: sheetError }),
  /** Says whom names of files mean, for this file and later ones; null keeps a name as it is. */
  Rpc.make("ConfirmNames", {
    payload: Schema.Struct({
      acts: Schema.optionalWith(Schema.Array(ActMeans).pipe(Schema.maxItems(2_000, mostNames)), { default: () => [] }),
      venues: Schema.optionalWith(Schema.Array(VenueMeans).pipe(Schema.maxItems(2_000, mostNames)), {
        default: () => []
      })
    }),
    success: Schema.Void,
    error: Schema.Union(ArtistNotFound, VenueNotRegistered, Forbidden, Unavailable)
  }),
  /** Writes the shows of a file; those that are there already are brought up to date. Forecasts see them within seconds. */
  Rpc.make("ImportShows", {
    payload: Schema.Struct({
      requestId: RequestId,
      csv: Csv,
      /** what becomes of a file with faulty rows: nothing of it is written, or all but those */
      faultyRows: Schema.optionalWith(Schema.Literal("refuse", "leaveOut"), { default: () => "refuse" as const })
    }),
    success: ImportedSheet,
    error: Schema.Union(ShowRowsRefused, NamesUndecided, sheetError)
  }),
  /** The newest hundred. */
  Rpc.make("ListImports", { success: Schema.Array(ImportedSheet), error: Unavailable })
) {}
