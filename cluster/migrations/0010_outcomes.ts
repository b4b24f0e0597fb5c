import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * A settled show is a past show: what forecasts compare with and learn from. It is written with the event itself, and a
 * show that is settled anew replaces what it said before. Shows of invented acts stay marked as such.
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create function show_of_settlement() returns trigger language plpgsql as $$
    begin
      insert into shows as s (id, source, artist_id, act, venue_id, venue, city, country, date, genre, capacity, sold,
        gross_cents, price_cents)
      select new.stream, case when a.source = 'sandbox' then 'sandbox' else 'settled' end, b.artist_id, b.artist_name,
        b.venue_id, b.venue_name, coalesce(v.city, ''), coalesce(v.country, ''), b.scheduled_date, a.genres[1], b.capacity,
        (new.payload::jsonb -> 'outcome' ->> 'sold')::integer, (new.payload::jsonb -> 'outcome' ->> 'grossCents')::bigint,
        (new.payload::jsonb -> 'outcome' ->> 'priceCents')::bigint
      from bookings b
      left join venues v on v.id = b.venue_id
      left join artists a on a.id = b.artist_id
      where 'booking/' || b.id = new.stream
      on conflict (id) do update set sold = excluded.sold, gross_cents = excluded.gross_cents,
        price_cents = excluded.price_cents, date = excluded.date, capacity = excluded.capacity, changed_at = now();
      return null;
    end $$;
    create trigger settled_show after insert on journal
      for each row
      when (new.type = 'BookingSettled' and current_setting('promoteros.restoring', true) is distinct from 'on')
      execute function show_of_settlement();
  `)
})
