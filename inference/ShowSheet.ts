import { parse } from "csv-parse/sync"
import { Either, Schema } from "effect"
import { type RowFault, type SheetRow, ShowSheetUnreadable } from "../entities/domain/PastShowSheet.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"

export interface Sheet {
  readonly rows: ReadonlyArray<SheetRow>
  readonly faults: ReadonlyArray<RowFault>
}

const required = ["date", "act", "venue", "city", "country", "capacity", "sold"] as const
export const mostRows = 10_000
const longest = 200

const Records = Schema.Array(
  Schema.Struct({ record: Schema.Array(Schema.String), info: Schema.Struct({ lines: Schema.Number }) })
)

/**
 * Reads the layout `source,date,end_date,shows,act,support,venue,city,region,country,genre,capacity,sold,gross_usd,
 * price_min,price_max`, columns in any order, those beyond the required ones optional. Every fault of every row is named; a
 * row with one is not among the rows.
 */
export const readSheet = (csv: string, today: ShowDate.ShowDate): Either.Either<Sheet, ShowSheetUnreadable> => {
  const refused = (reason: string) => Either.left(new ShowSheetUnreadable({ reason }))
  if (csv.trim() === "") return refused("it is empty")
  const records = Either.try({
    try: (): unknown =>
      parse(csv, {
        info: true,
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ["\r\n", "\n", "\r"]
      }),
    catch: (cause) => cause instanceof Error ? cause.message : "it is not CSV"
  }).pipe(
    Either.flatMap((parsed) => Either.mapLeft(Schema.decodeUnknownEither(Records)(parsed), () => "it is not CSV"))
  )
  if (Either.isLeft(records)) return refused(records.left)
  const [header, ...lines] = records.right
  if (header === undefined || lines.length === 0) return refused("it has a header and no rows")
  if (lines.length > mostRows) return refused(`it has ${lines.length} rows, ${mostRows} is the most`)
  const columns = header.record.map((name) => name.trim().toLowerCase())
  const missing = required.filter((name) => !columns.includes(name))
  if (missing.length > 0) return refused(`it has no column ${missing.join(", ")}`)
  const rows: Array<SheetRow> = []
  const faults: Array<RowFault> = []
  for (const { info, record } of lines) {
    if (record.length !== columns.length) {
      const message = `the row has ${record.length} columns, the header ${columns.length}`
      faults.push({ line: info.lines, field: "", message })
      continue
    }
    const found = faults.length
    const reader = readerOf((name) => record[columns.indexOf(name)]?.trim() ?? "", (field, message) => {
      faults.push({ line: info.lines, field, message })
    })
    const row = rowOf(info.lines, reader, today)
    if (faults.length === found) rows.push(row)
  }
  return Either.right({ rows, faults })
}

interface Reader {
  readonly text: (field: string) => string
  readonly date: (field: string) => ShowDate.ShowDate
  readonly count: (field: string) => number
  readonly money: (field: string) => number | null
  readonly given: (field: string) => boolean
  readonly fault: (field: string, message: string) => void
}

const rowOf = (line: number, read: Reader, today: ShowDate.ShowDate): SheetRow => {
  const first = read.date("date")
  const last = read.given("end_date") ? read.date("end_date") : first
  if (last < first) read.fault("end_date", `${last} is before ${first}`)
  if (last >= today) read.fault(read.given("end_date") ? "end_date" : "date", `${last} is not over yet`)
  const capacity = read.count("capacity")
  const sold = read.count("sold")
  if (capacity === 0) read.fault("capacity", "a room has at least one place")
  else if (sold > capacity) read.fault("sold", `${sold} are more than the ${capacity} places that were on sale`)
  const [lowest, highest] = [read.money("price_min"), read.money("price_max")]
  if (lowest !== null && highest !== null && highest < lowest) read.fault("price_max", "is below price_min")
  return {
    line,
    act: read.text("act"),
    venue: read.text("venue"),
    city: read.text("city"),
    country: read.text("country"),
    date: last,
    capacity,
    sold,
    grossCents: read.money("gross_usd"),
    priceCents: lowest === null ? null : Math.round((lowest + (highest ?? lowest)) / 2),
    genre: read.given("genre") ? read.text("genre") : null
  }
}

const decodeDate = Schema.decodeUnknownEither(ShowDate.ShowDate)
const noDate = ShowDate.make("1970-01-01")

const readerOf = (value: (field: string) => string, fault: Reader["fault"]): Reader => ({
  fault,
  given: (field) => value(field) !== "",
  text: (field) => {
    const text = value(field)
    if (text === "") fault(field, "is empty")
    else if (text.length > longest) fault(field, `is longer than ${longest} characters`)
    return text
  },
  date: (field) =>
    Either.getOrElse(decodeDate(value(field)), () => {
      fault(field, `${JSON.stringify(value(field).slice(0, 40))} is not a day such as 2024-05-17`)
      return noDate
    }),
  count: (field) => {
    const text = value(field)
    const whole = /^\d{1,7}(\.0+)?$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(whole) || whole > 500_000) {
      fault(field, `${JSON.stringify(text.slice(0, 40))} is not a whole number from 0 to 500000`)
      return 0
    }
    return whole
  },
  money: (field) => {
    const text = value(field)
    if (text === "") return null
    if (!/^\d{1,10}(\.\d+)?$/.test(text)) {
      fault(field, `${JSON.stringify(text.slice(0, 40))} is not an amount such as 1234.50`)
      return null
    }
    const cents = Math.round(Number(text) * 100)
    return cents === 0 ? null : cents
  }
})
