import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * What lists, searches and calendars read: written in the commit of the entity that each row tells of.
 * The masterplan's four tables (4.1), corrected where one number cannot hold a real show.
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create extension if not exists pg_trgm;

    create table artists (
      id text primary key,
      name text not null,
      platform_ids jsonb not null default '{}',
      genres text[] not null default '{}',
      home_city text,
      latitude double precision,
      longitude double precision,
      watched boolean not null default false,
      source text not null,
      tiktok_followers bigint,
      instagram_followers bigint,
      spotify_followers bigint,
      spotify_monthly_listeners bigint,
      reach bigint not null default 0,
      growth_28d double precision,
      scraped_at timestamptz,
      next_due_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    ) with (fillfactor = 70);
    create index artists_name_trgm on artists using gin (lower(name) gin_trgm_ops);
    create index artists_name on artists (lower(name), id);
    create index artists_name_start on artists (lower(name) text_pattern_ops);
    create index artists_reach on artists (reach desc, id);
    create index artists_growth on artists (growth_28d desc, id) where growth_28d is not null;
    create index artists_genres on artists using gin (genres);
    create index artists_watched on artists (reach desc, id) where watched;

    create table metrics (
      artist_id text not null,
      platform text not null,
      metric_type text not null,
      value double precision not null,
      source text not null,
      collected_at timestamptz not null,
      primary key (artist_id, platform, metric_type, collected_at)
    ) partition by range (collected_at);

    create function ensure_metrics_partitions(months_ahead integer) returns void language plpgsql as $$
    declare
      month date;
    begin
      for ahead in -1..months_ahead loop
        month := date_trunc('month', now() at time zone 'UTC')::date + make_interval(months => ahead);
        execute format(
          'create table if not exists %I partition of metrics for values from (%L) to (%L)',
          'metrics_' || to_char(month, 'YYYY_MM'), month || ' 00:00+00', (month + interval '1 month')::date || ' 00:00+00'
        );
      end loop;
    end $$;
    select ensure_metrics_partitions(3);

    create table venues (
      id text primary key,
      name text not null,
      city text not null,
      country text not null,
      zone text not null,
      latitude double precision,
      longitude double precision,
      city_population integer,
      capacity integer not null check (capacity > 0),
      stages jsonb not null,
      updated_at timestamptz not null default now()
    );
    create index venues_name_trgm on venues using gin (lower(name || ' ' || city) gin_trgm_ops);
    create index venues_capacity on venues (capacity, id);

    create table venue_dates (
      venue_id text not null,
      stage_id text not null,
      date date not null,
      booked_by text,
      holds jsonb not null,
      primary key (venue_id, stage_id, date)
    );
    create index venue_dates_by_date on venue_dates (date, venue_id);

    create table bookings (
      id text primary key,
      artist_id text not null,
      artist_name text not null,
      venue_id text not null,
      venue_name text not null,
      stage_id text not null,
      prediction_id text,
      state text not null,
      status text not null constraint booking_status check (status in ('pending', 'confirmed', 'cancelled', 'completed')),
      scheduled_date date not null,
      capacity integer not null check (capacity >= 0),
      owns_date boolean not null,
      show jsonb not null,
      radius jsonb,
      is_public boolean not null,
      gross_potential_cents bigint not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create unique index bookings_one_confirmed_show on bookings (venue_id, stage_id, scheduled_date)
      where owns_date;
    create index bookings_by_date on bookings (scheduled_date, id);
    create index bookings_by_status on bookings (status, scheduled_date, id);
    create index bookings_by_artist on bookings (artist_id, scheduled_date, id);
    create index bookings_by_venue on bookings (venue_id, scheduled_date, id);
    create index bookings_by_prediction on bookings (prediction_id) where prediction_id is not null;
    create index bookings_recent on bookings (updated_at desc, id);

    create table predictions (
      id text primary key,
      artist_id text not null,
      venue_id text not null,
      show_date date not null,
      model_version text not null,
      predicted_demand integer not null,
      confidence_score double precision not null check (confidence_score between 0 and 1),
      risk_score double precision not null check (risk_score between 0 and 1),
      price_recommendation_cents bigint not null,
      response text not null,
      features text not null,
      created_at timestamptz not null default now()
    );
    create index predictions_by_artist on predictions (artist_id, created_at desc);
    create index predictions_confidence on predictions (confidence_score desc);
    create index predictions_created on predictions using brin (created_at);

    create table shows (
      id text primary key,
      source text not null,
      artist_id text,
      act text not null,
      venue_id text,
      venue text not null,
      city text not null,
      country text not null,
      date date not null,
      genre text,
      capacity integer not null check (capacity > 0),
      sold integer not null check (sold >= 0),
      gross_cents bigint,
      price_cents bigint
    );
    create index shows_by_artist on shows (artist_id, date desc);
  `)
})
