import { SqlClient } from "@effect/sql"
import { Cache, Context, Effect, Layer, Option, Schema } from "effect"
import type { RoomFigures } from "../entities/domain/Forecast.ts"
import { StageId, VenueId } from "../entities/domain/Ids.ts"
import type { Unavailable } from "../entities/domain/Unavailable.ts"
import { Stage } from "../entities/domain/Venue.ts"
import { VenueNotRegistered } from "../entities/domain/VenueRefusals.ts"
import type { VenueSearch, VenueSummary } from "./contract/VenueRpcs.ts"
import { literally } from "./literally.ts"
import { orUnavailable } from "./orUnavailable.ts"

const figure = Schema.NullOr(Schema.Number)

const Row = Schema.Struct({
  id: VenueId,
  name: Schema.String,
  city: Schema.String,
  country: Schema.String,
  zone: Schema.String,
  latitude: figure,
  longitude: figure,
  city_population: figure,
  capacity: Schema.Int,
  stages: Schema.Array(Stage)
})

const columns = "id, name, city, country, zone, latitude, longitude, city_population, capacity, stages"

const summary = ({ city_population, stages, ...row }: typeof Row.Type): VenueSummary => ({
  ...row,
  cityPopulation: city_population,
  stages: stages.map(({ configs, name, stageId }) => ({
    stageId: StageId.make(stageId),
    name,
    capacity: Math.max(...configs.map(({ capacity }) => capacity))
  }))
})

/** The room as the forecast sees it. */
export const roomFigures = (venue: VenueSummary): RoomFigures => ({
  venueId: venue.id,
  name: venue.name,
  city: venue.city,
  country: venue.country,
  ...(venue.latitude === null ? {} : { latitude: venue.latitude }),
  ...(venue.longitude === null ? {} : { longitude: venue.longitude }),
  ...(venue.cityPopulation === null ? {} : { cityPopulation: venue.cityPopulation }),
  capacity: venue.capacity
})

/** The facts of rooms, from their read model: looked up by id on every prediction, so kept for a minute. */
export class VenueDirectory extends Context.Tag("promoteros/rpc/VenueDirectory")<VenueDirectory, {
  readonly find: (venueId: VenueId) => Effect.Effect<VenueSummary, VenueNotRegistered | Unavailable>
  readonly search: (wanted: typeof VenueSearch.Type) => Effect.Effect<ReadonlyArray<VenueSummary>, Unavailable>
}>() {
  static readonly layer = Layer.effect(
    VenueDirectory,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient

      const load = (venueId: VenueId) =>
        sql`select ${sql.literal(columns)} from venues where id = ${venueId}`.pipe(
          Effect.flatMap(Schema.decodeUnknown(Schema.Array(Row))),
          Effect.flatMap((rows) => Option.fromNullable(rows[0])),
          Effect.catchTag("NoSuchElementException", () => Effect.fail(new VenueNotRegistered({ venueId }))),
          Effect.map(summary),
          orUnavailable("The venue list")
        )
      const known = yield* Cache.make({ capacity: 5_000, timeToLive: "1 minute", lookup: load })

      return VenueDirectory.of({
        find: (venueId) => known.get(venueId),
        search: Effect.fn("VenueDirectory.search")(function*({ limit, maxCapacity, minCapacity, query }) {
          const text = query.trim().toLowerCase()
          const rows = yield* sql`
            select ${sql.literal(columns)} from venues
            where capacity between ${minCapacity} and ${maxCapacity}
              ${
            text === ""
              ? sql``
              : sql`and (lower(name || ' ' || city) like ${`%${
                literally(text)
              }%`} or lower(name || ' ' || city) % ${text})`
          }
            order by ${text === "" ? sql`` : sql`similarity(lower(name || ' ' || city), ${text}) desc,`} capacity, id
            limit ${limit}`.pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(Row))))
          return rows.map(summary)
        }, orUnavailable("The venue list"))
      })
    })
  )
}
