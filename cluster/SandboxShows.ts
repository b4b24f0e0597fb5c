import { SqlClient } from "@effect/sql"
import { Clock, Effect, Layer } from "effect"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { Scraper } from "../entities/Scraper.ts"
import { acts } from "../scrapers/sandbox/Acts.ts"
import { boxOffice } from "../scrapers/sandbox/BoxOffice.ts"

const record = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const now = yield* Clock.currentTimeMillis
  const today = ShowDate.ofInstantUtc(now)
  const rows = acts.flatMap((act) =>
    boxOffice(act, today).map((show) => ({
      id: show.id,
      source: "sandbox",
      artist_id: show.artistId,
      act: act.name,
      venue_id: show.venueId,
      venue: show.venueName,
      city: show.city,
      country: show.country,
      date: show.date,
      genre: act.genres[0] ?? null,
      capacity: show.capacity,
      sold: show.sold,
      gross_cents: show.grossCents,
      price_cents: show.priceCents
    }))
  )
  yield* sql`
    insert into shows (id, source, artist_id, act, venue_id, venue, city, country, date, genre, capacity, sold, gross_cents,
      price_cents)
    select id, source, artist_id, act, venue_id, venue, city, country, date, genre, capacity, sold, gross_cents, price_cents
    from json_populate_recordset(null::shows, ${JSON.stringify(rows)}::json)
    on conflict (id) do nothing`
}).pipe(Effect.orDie)

/** With the sandbox platforms, the past shows of their invented acts: what comps are found in until there are real ones. */
export const layer = Layer.effectDiscard(
  Effect.flatMap(Scraper, ({ source }) => source === "sandbox" ? record : Effect.void)
)
