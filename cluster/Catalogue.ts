import { SqlClient } from "@effect/sql"
import { Effect, Layer, Schedule, Schema } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { RequestId } from "../entities/domain/Ids.ts"
import { VenueFacts } from "../entities/domain/Venue.ts"
import { Scraper } from "../entities/Scraper.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"
import { acts, type SandboxAct } from "../scrapers/sandbox/Acts.ts"
import { type Room, rooms } from "../scrapers/sandbox/Rooms.ts"

/**
 * The starter catalogue: real rooms, and with the sandbox platforms their invented acts. What is there already stays as it
 * is; request ids make a start that was cut off go on where it ended.
 */
export const layer = Layer.effectDiscard(Effect.suspend(() => register))

/** Beside everything else: one of many processes does not keep the others waiting for it. */
export const layerBackground = Layer.scopedDiscard(Effect.suspend(() => Effect.forkScoped(register)))

const actor = "catalogue"
const sentTogether = 16
const Ids = Schema.Array(Schema.Struct({ id: Schema.String }))

const missing = Effect.fnUntraced(
  function*<A extends { readonly id: string }>(table: "artists" | "venues", wanted: ReadonlyArray<A>) {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql`select id from ${sql(table)} where id in ${sql.in(wanted.map(({ id }) => id))}`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Ids))
    )
    const known = new Set(rows.map(({ id }) => id))
    return wanted.filter(({ id }) => !known.has(id))
  },
  Effect.orDie
)

const decodeFacts = Schema.decode(VenueFacts)

const factsOf = (room: Room) =>
  decodeFacts({
    name: room.name,
    city: room.city,
    country: room.country,
    zone: room.timeZone,
    latitude: room.latitude,
    longitude: room.longitude,
    ...(room.cityPopulation === undefined ? {} : { cityPopulation: room.cityPopulation }),
    stages: [{
      stageId: "main",
      name: "Main stage",
      configs: [{ configId: "standard", name: "Standard", capacity: room.capacity }]
    }],
    policy: {},
    defaults: { ticketPriceCents: 4500, facilityFeeCents: 250, tax: { mode: "divisor", rate: 500 } }
  })

const registerRooms = Effect.gen(function*() {
  const venueOf = yield* VenueEntity.client
  yield* Effect.forEach(
    yield* missing("venues", rooms),
    (room) =>
      Effect.flatMap(factsOf(room), (facts) =>
        ask(
          `Venue ${room.id}`,
          venueOf(room.id).Register({ requestId: RequestId.make(`catalogue-${room.id}`), actor, facts })
        )),
    { concurrency: sentTogether, discard: true }
  )
})

const registerActs = Effect.gen(function*() {
  const artistOf = yield* ArtistEntity.client
  yield* Effect.forEach(
    yield* missing("artists", acts),
    ({ genres, handles, home, id, name }: SandboxAct) =>
      ask(
        `Artist ${id}`,
        artistOf(id).Register({
          requestId: RequestId.make(`catalogue-${id}`),
          actor,
          profile: { name, genres, home, handles, source: "sandbox" }
        })
      ),
    { concurrency: sentTogether, discard: true }
  )
})

const register = Effect.gen(function*() {
  const scraper = yield* Scraper
  yield* registerRooms
  if (scraper.source === "sandbox") yield* registerActs
}).pipe(
  Effect.retry({ while: ({ _tag }) => _tag === "Unavailable", schedule: Schedule.spaced("500 millis") }),
  Effect.timeout("5 minutes"),
  Effect.orDie,
  Effect.withSpan("Catalogue")
)
