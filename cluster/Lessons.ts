import { SqlClient } from "@effect/sql"
import { Effect, Layer, Schema } from "effect"
import { Scraper } from "../entities/Scraper.ts"
import { Lessons } from "../inference/retraining/Lessons.ts"
import { keyOf } from "../inference/training/Cities.ts"
import { readShows } from "./History.ts"

const Cities = Schema.Array(Schema.Struct({ city: Schema.String, country: Schema.String, population: Schema.Int }))

/** Live figures: what was settled or imported. Sandbox figures: the sandbox's own shows, so that a training can be tried. */
export const layer = Layer.effect(
  Lessons,
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const { source } = yield* Scraper
    const invented = source === "sandbox"
    const read = Effect.gen(function*() {
      const all = yield* readShows
      const cities = yield* sql`
        select city, country, max(city_population) as population from venues
        where city_population is not null group by city, country`.pipe(Effect.flatMap(Schema.decodeUnknown(Cities)))
      return {
        shows: all.filter((show) => invented || show.source !== "sandbox").map((past, i) => ({
          past,
          line: i + 1,
          firstNight: past.date,
          nights: 1,
          file: past.source
        })),
        populations: new Map(cities.map(({ city, country, population }) => [keyOf(city, country), population]))
      }
    }).pipe(Effect.provideService(SqlClient.SqlClient, sql))
    return Lessons.of({ read, invented })
  })
)
