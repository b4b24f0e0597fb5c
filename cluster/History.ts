import { SqlClient } from "@effect/sql"
import { Effect, Layer, Ref, Schedule, Schema } from "effect"
import { PastShow } from "../inference/PastShows.ts"
import { ShowHistory } from "../inference/ShowHistory.ts"

const Stamp = Schema.Tuple(Schema.Struct({ stamp: Schema.String }))

const decodeShows = Schema.decodeUnknown(Schema.Array(Schema.Struct({ show: PastShow })))

/** All shows that were played, as the table has them. */
export const readShows = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql`
    select json_strip_nulls(json_build_object('id', s.id, 'act', s.act, 'artistId', s.artist_id, 'venue', s.venue,
      'venueId', s.venue_id, 'city', s.city, 'country', s.country, 'latitude', v.latitude, 'longitude', v.longitude,
      'capacity', s.capacity, 'sold', s.sold, 'grossCents', s.gross_cents, 'priceCents', s.price_cents,
      'date', to_char(s.date, 'YYYY-MM-DD'), 'genre', s.genre, 'source', s.source)) as show
    from shows s left join venues v on v.id = s.venue_id`.pipe(
    Effect.flatMap(decodeShows),
    Effect.map((rows) => rows.map(({ show }) => show))
  ))

/** Keeps the past shows that forecasts look at in step with the table: read at the start, and whenever it has changed. */
export const layer = Layer.scopedDiscard(
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const history = yield* ShowHistory
    const seen = yield* Ref.make("")
    const read = Effect.flatMap(readShows, history.replace)
    const refresh = Effect.gen(function*() {
      const [{ stamp }] = yield* sql`select concat(count(*), ' ', max(changed_at)) as stamp from shows`.pipe(
        Effect.flatMap(Schema.decodeUnknown(Stamp))
      )
      if (stamp === (yield* Ref.get(seen))) return
      yield* read
      yield* Ref.set(seen, stamp)
    })
    yield* Effect.orDie(refresh)
    yield* refresh.pipe(
      Effect.catchAll((cause) => Effect.logWarning("The past shows could not be read again", cause)),
      Effect.schedule(Schedule.spaced("5 seconds")),
      Effect.forkScoped
    )
  })
)
