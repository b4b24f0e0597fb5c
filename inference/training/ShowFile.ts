import { parse } from "csv-parse/sync"
import { Either, Schema } from "effect"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import type { PastShow } from "../PastShows.ts"

/** A show of a training file: a past show and what only the file knows. */
export interface TrainingShow {
  readonly past: PastShow
  /** line of the file, the header being line 1 */
  readonly line: number
  readonly firstNight: ShowDate.ShowDate
  readonly nights: number
  readonly file: string
}

export interface RejectedRow {
  readonly line: number
  readonly reason: string
}

export class ShowFileUnreadable extends Schema.TaggedError<ShowFileUnreadable>()("ShowFileUnreadable", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.path}: ${this.reason}`
  }
}

const required = ["date", "act", "venue", "city", "country", "capacity", "sold"] as const

const Row = Schema.Record({ key: Schema.String, value: Schema.String })
const Records = Schema.Array(
  Schema.Struct({ record: Schema.Array(Schema.String), info: Schema.Struct({ lines: Schema.Number }) })
)

/**
 * Reads the layout `source,date,end_date,shows,act,support,venue,city,region,country,genre,capacity,sold,gross_usd,
 * price_min,price_max`. Columns may be in any order; those beyond the first need not be there. A row that cannot be read is
 * named with its reason and left out; a file that cannot be read at all is refused.
 */
export const read = (
  path: string,
  text: string
): Either.Either<
  { readonly shows: ReadonlyArray<TrainingShow>; readonly rejected: ReadonlyArray<RejectedRow> },
  ShowFileUnreadable
> => {
  const refuse = (reason: string) => Either.left(new ShowFileUnreadable({ path, reason }))
  if (text.trim() === "") return refuse("the file is empty")
  const parsed = Either.try({
    try: (): unknown =>
      parse(text, {
        info: true,
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ["\r\n", "\n"]
      }),
    catch: (cause) => String(cause)
  }).pipe(Either.flatMap(Schema.decodeUnknownEither(Records)))
  if (Either.isLeft(parsed)) {
    return refuse(`not a CSV file: ${typeof parsed.left === "string" ? parsed.left : parsed.left.message}`)
  }
  const [header, ...rows] = parsed.right
  if (header === undefined || rows.length === 0) return refuse("the file has a header and no rows")
  const columns = header.record.map((name) => name.trim())
  const missing = required.filter((name) => !columns.includes(name))
  if (missing.length > 0) return refuse(`missing column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`)
  const shows: Array<TrainingShow> = []
  const rejected: Array<RejectedRow> = []
  for (const { info, record } of rows) {
    const show = record.length === columns.length
      ? showOf(Object.fromEntries(columns.map((name, i) => [name, record[i] ?? ""])), info.lines)
      : Either.left(`${record.length} columns where the header has ${columns.length}`)
    if (Either.isRight(show)) shows.push(show.right)
    else rejected.push({ line: info.lines, reason: show.left })
  }
  return Either.right({ shows, rejected })
}

const showOf = (row: typeof Row.Type, line: number): Either.Either<TrainingShow, string> =>
  Either.gen(function*() {
    const firstNight = yield* dateOf(row, "date")
    const lastNight = (row["end_date"] ?? "") === "" ? firstNight : yield* dateOf(row, "end_date")
    if (lastNight < firstNight) return yield* Either.left(`end_date ${lastNight} is before date ${firstNight}`)
    const capacity = yield* countOf(row, "capacity")
    const sold = yield* countOf(row, "sold")
    if (capacity < 1) return yield* Either.left("capacity is not above 0")
    const act = (row["act"] ?? "").trim()
    if (act === "") return yield* Either.left("act is empty")
    const nights = Number(row["shows"] ?? "1")
    const gross = yield* optionalNumber(row, "gross_usd")
    const low = yield* optionalNumber(row, "price_min")
    const high = yield* optionalNumber(row, "price_max")
    const priced = low !== undefined && low > 0
    const many = Number.isInteger(nights) && nights > 1 ? nights : 1
    const file = row["source"] ?? ""
    return {
      line,
      firstNight,
      nights: many,
      file,
      past: {
        id: `${file}:${line}`,
        act,
        venue: row["venue"] ?? "",
        city: row["city"] ?? "",
        country: row["country"] ?? "",
        capacity,
        sold,
        ...(gross !== undefined && gross > 0 ? { grossCents: Math.round(gross * 100) } : {}),
        ...(priced ? { priceCents: Math.round((low + (high ?? low)) * 50) } : {}),
        date: lastNight,
        ...((row["genre"] ?? "") === "" ? {} : { genre: row["genre"] ?? "" }),
        source: "import"
      }
    }
  })

const dateOf = (row: typeof Row.Type, column: string): Either.Either<ShowDate.ShowDate, string> =>
  Schema.decodeUnknownEither(ShowDate.ShowDate)(row[column]).pipe(
    Either.mapLeft(() => `${column} ${JSON.stringify(row[column] ?? "")} is not a day`)
  )

const countOf = (row: typeof Row.Type, column: string): Either.Either<number, string> => {
  const text = (row[column] ?? "").trim()
  const value = Number(text)
  return text === "" || !Number.isFinite(value) || value < 0 || value > 10_000_000
    ? Either.left(`${column} ${JSON.stringify(text)} is not a count`)
    : Either.right(Math.round(value))
}

const optionalNumber = (row: typeof Row.Type, column: string): Either.Either<number | undefined, string> => {
  const text = (row[column] ?? "").trim()
  if (text === "") return Either.right(undefined)
  const value = Number(text)
  return Number.isFinite(value) ? Either.right(value) : Either.left(`${column} ${JSON.stringify(text)} is not a number`)
}
