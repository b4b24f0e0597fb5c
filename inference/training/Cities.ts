import { parse } from "csv-parse/sync"
import { Either, Schema } from "effect"
import { countryOf, fold } from "../PastShows.ts"
import { ShowFileUnreadable } from "./ShowFile.ts"

/** City populations by `keyOf`. */
export type Populations = ReadonlyMap<string, number>

export const keyOf = (city: string, country: string): string => `${fold(city)}|${countryOf(country)}`

const Rows = Schema.Array(Schema.Struct({
  city: Schema.String,
  country: Schema.String,
  city_population: Schema.String
}))

/** Reads the columns `city`, `country` and `city_population` of a venue file; cities without a population are left out. */
export const read = (path: string, text: string): Either.Either<Populations, ShowFileUnreadable> =>
  Either.try({
    try: (): unknown => parse(text, { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }),
    catch: (cause) => new ShowFileUnreadable({ path, reason: `not a CSV file: ${String(cause)}` })
  }).pipe(
    Either.flatMap((rows) =>
      Schema.decodeUnknownEither(Rows)(rows).pipe(
        Either.mapLeft(() =>
          new ShowFileUnreadable({ path, reason: "columns city, country and city_population are needed" })
        )
      )
    ),
    Either.map((rows) =>
      new Map(rows.flatMap((row) => {
        const population = Number(row.city_population)
        return population > 0 ? [[keyOf(row.city, row.country), population] as const] : []
      }))
    )
  )
