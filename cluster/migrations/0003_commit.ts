import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * One round trip, one transaction, many entities. A stream whose version is not the expected one, or one of whose command
 * ids has an answer already, is left out whole; every other stream of the batch commits.
 * Rows told: `answered` (stream, command id, answer), `moved` (stream), `feed` (ordinal of the item, its position).
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create function commit_batch(
      p_stream text[], p_expected integer[], p_version integer[], p_head text[], p_snapshot text[],
      c_stream text[], c_id text[], c_answer text[],
      e_stream text[], e_position integer[], e_type text[], e_payload text[], e_command text[], e_actor text[],
      e_at bigint[], e_hash text[],
      t_stream text[], t_due bigint[],
      f_stream text[], f_channel text[], f_artist text[], f_venue text[], f_platform text[], f_body text[],
      r_artists text, r_metrics text, r_venues text, r_dates text, r_bookings text
    ) returns table (kind text, stream text, key text, value text) language plpgsql as $$
    #variable_conflict use_column
    declare
      v_repeated text[];
      v_moved text[];
    begin
      select coalesce(array_agg(distinct q.stream), '{}') into v_repeated
        from unnest(c_stream, c_id) as q(stream, id)
        join commands a on a.stream = q.stream and a.command_id = q.id;
      if cardinality(v_repeated) > 0 then
        return query
          select 'answered', q.stream, q.id, a.answer
          from unnest(c_stream, c_id) as q(stream, id)
          join commands a on a.stream = q.stream and a.command_id = q.id;
      end if;

      with moved as (
        insert into streams as s (stream, version, previous_version, head, snapshot_version, snapshot)
        select i.stream, i.version, i.expected, i.head, case when i.snapshot is null then 0 else i.version end, i.snapshot
        from unnest(p_stream, p_expected, p_version, p_head, p_snapshot) as i(stream, expected, version, head, snapshot)
        where i.stream <> all (v_repeated)
          and (i.expected = 0 or exists (select 1 from streams o where o.stream = i.stream))
        order by i.stream
        on conflict (stream) do update set
          version = excluded.version,
          previous_version = excluded.previous_version,
          head = excluded.head,
          snapshot_version = case when excluded.snapshot is null then s.snapshot_version else excluded.snapshot_version end,
          snapshot = coalesce(excluded.snapshot, s.snapshot)
        where s.version = excluded.previous_version
        returning s.stream
      )
      select coalesce(array_agg(m.stream), '{}') into v_moved from moved m;
      return query select 'moved', m, null::text, null::text from unnest(v_moved) m;

      insert into commands (stream, command_id, answer)
        select q.stream, q.id, q.answer from unnest(c_stream, c_id, c_answer) as q(stream, id, answer)
        where q.stream = any (v_moved);
      if cardinality(e_stream) > 0 then
        insert into journal (stream, position, type, payload, command_id, actor, at, hash)
          select e.stream, e.position, e.type, e.payload, e.command, e.actor, to_timestamp(e.at / 1000.0), e.hash
          from unnest(e_stream, e_position, e_type, e_payload, e_command, e_actor, e_at, e_hash)
            as e(stream, position, type, payload, command, actor, at, hash)
          where e.stream = any (v_moved);
      end if;
      if cardinality(t_stream) > 0 then
        delete from timers t using unnest(t_stream, t_due) as q(stream, due)
          where t.stream = q.stream and q.due is null and q.stream = any (v_moved);
        insert into timers (stream, kind, due_at)
          select q.stream, split_part(q.stream, '/', 1), to_timestamp(q.due / 1000.0) from unnest(t_stream, t_due) as q(stream, due)
          where q.due is not null and q.stream = any (v_moved)
          on conflict (stream) do update set due_at = excluded.due_at, claimed_until = '-infinity', claimed_by = null,
            attempts = 0;
      end if;
      if cardinality(f_stream) > 0 then
        return query
          with numbered as (
            select q.ord, nextval('feed_seq') as seq, q.channel, q.artist, q.venue, q.platform, q.body
            from unnest(f_stream, f_channel, f_artist, f_venue, f_platform, f_body) with ordinality
              as q(stream, channel, artist, venue, platform, body, ord)
            where q.stream = any (v_moved)
          ), written as (
            insert into feed (seq, channel, artist_id, venue_id, platform, body)
            select n.seq, n.channel, n.artist, n.venue, n.platform, n.body from numbered n
          )
          select 'feed', null::text, n.ord::text, n.seq::text from numbered n;
      end if;

      if r_artists is not null then
        insert into artists as a (id, name, platform_ids, genres, home_city, latitude, longitude, watched, source,
          tiktok_followers, instagram_followers, spotify_followers, spotify_monthly_listeners, reach, growth_28d,
          scraped_at, next_due_at)
        select r.id, r.name, r.platform_ids, r.genres, r.home_city, r.latitude, r.longitude, r.watched, r.source,
          r.tiktok_followers, r.instagram_followers, r.spotify_followers, r.spotify_monthly_listeners, r.reach, r.growth_28d,
          r.scraped_at, r.next_due_at
        from json_to_recordset(r_artists::json) as r(stream text, id text, name text, platform_ids jsonb, genres text[],
          home_city text, latitude double precision, longitude double precision, watched boolean, source text,
          tiktok_followers bigint, instagram_followers bigint, spotify_followers bigint, spotify_monthly_listeners bigint,
          reach bigint, growth_28d double precision, scraped_at timestamptz, next_due_at timestamptz)
        where r.stream = any (v_moved)
        on conflict (id) do update set
          name = excluded.name, platform_ids = excluded.platform_ids, genres = excluded.genres,
          home_city = excluded.home_city, latitude = excluded.latitude, longitude = excluded.longitude,
          watched = excluded.watched, source = excluded.source, tiktok_followers = excluded.tiktok_followers,
          instagram_followers = excluded.instagram_followers, spotify_followers = excluded.spotify_followers,
          spotify_monthly_listeners = excluded.spotify_monthly_listeners, reach = excluded.reach,
          growth_28d = excluded.growth_28d, scraped_at = excluded.scraped_at, next_due_at = excluded.next_due_at,
          updated_at = now();
      end if;
      if r_metrics is not null then
        insert into metrics (artist_id, platform, metric_type, value, source, collected_at)
        select r.artist_id, r.platform, r.metric_type, r.value, r.source, r.collected_at
        from json_to_recordset(r_metrics::json) as r(stream text, artist_id text, platform text, metric_type text,
          value double precision, source text, collected_at timestamptz)
        where r.stream = any (v_moved)
        on conflict do nothing;
      end if;
      if r_venues is not null then
        insert into venues (id, name, city, country, zone, latitude, longitude, city_population, capacity, stages)
        select r.id, r.name, r.city, r.country, r.zone, r.latitude, r.longitude, r.city_population, r.capacity, r.stages
        from json_to_recordset(r_venues::json) as r(stream text, id text, name text, city text, country text, zone text,
          latitude double precision, longitude double precision, city_population integer, capacity integer, stages jsonb)
        where r.stream = any (v_moved)
        on conflict (id) do update set
          name = excluded.name, city = excluded.city, country = excluded.country, zone = excluded.zone,
          latitude = excluded.latitude, longitude = excluded.longitude, city_population = excluded.city_population,
          capacity = excluded.capacity, stages = excluded.stages, updated_at = now();
      end if;
      if r_dates is not null then
        insert into venue_dates (venue_id, stage_id, date, booked_by, holds)
        select r.venue_id, r.stage_id, r.date, r.booked_by, r.holds
        from json_to_recordset(r_dates::json) as r(stream text, venue_id text, stage_id text, date date, booked_by text,
          holds jsonb)
        where r.stream = any (v_moved)
        on conflict (venue_id, stage_id, date) do update set booked_by = excluded.booked_by, holds = excluded.holds;
      end if;
      if r_bookings is not null then
        insert into bookings (id, artist_id, artist_name, venue_id, venue_name, stage_id, prediction_id, state, status,
          scheduled_date, capacity, owns_date, show, radius, is_public, gross_potential_cents, created_at, updated_at)
        select r.id, r.artist_id, r.artist_name, r.venue_id, r.venue_name, r.stage_id, r.prediction_id, r.state, r.status,
          r.scheduled_date, r.capacity, r.owns_date, r.show, r.radius, r.is_public, r.gross_potential_cents, r.created_at,
          r.updated_at
        from json_to_recordset(r_bookings::json) as r(stream text, id text, artist_id text, artist_name text, venue_id text,
          venue_name text, stage_id text, prediction_id text, state text, status text, scheduled_date date,
          capacity integer, owns_date boolean, show jsonb, radius jsonb, is_public boolean, gross_potential_cents bigint, created_at timestamptz,
          updated_at timestamptz)
        where r.stream = any (v_moved)
        on conflict (id) do update set
          artist_name = excluded.artist_name, venue_id = excluded.venue_id, venue_name = excluded.venue_name,
          stage_id = excluded.stage_id, prediction_id = excluded.prediction_id, state = excluded.state,
          status = excluded.status, scheduled_date = excluded.scheduled_date, capacity = excluded.capacity,
          owns_date = excluded.owns_date, show = excluded.show, radius = excluded.radius, is_public = excluded.is_public,
          gross_potential_cents = excluded.gross_potential_cents,
          updated_at = excluded.updated_at;
      end if;
    end $$;
  `)
})
