import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * The models and what becomes of them: the registry, trainings, what the champion and its shadow answered, and which features
 * questions had.
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create table models (
      version text primary key,
      role text not null constraint model_role check (role in ('candidate', 'shadow', 'champion', 'retired')),
      share double precision not null default 0 constraint model_share check (share between 0 and 1),
      origin text not null constraint model_origin check (origin in ('shipped', 'retrained')),
      manifest text not null,
      card text not null,
      graph bytea not null,
      comparison text,
      added_at timestamptz not null default now(),
      role_since timestamptz not null default now()
    );
    comment on column models.share is 'of all artists: how many are answered by a shadow instead of the champion';
    create unique index models_one_champion on models (role) where role = 'champion';
    create unique index models_one_shadow on models (role) where role = 'shadow';

    create table model_changes (
      id bigint generated always as identity primary key,
      version text not null,
      role text not null,
      actor text not null,
      reason text not null,
      at timestamptz not null default now()
    );
    create index model_changes_at on model_changes (at desc);

    create table training_runs (
      id text primary key,
      reason text not null,
      actor text not null,
      state text not null constraint training_run_state check (state in ('queued', 'running', 'succeeded', 'failed')),
      rounds_done integer not null default 0,
      rounds_all integer not null default 0,
      shows integer,
      newest_show date,
      attempts integer not null default 0,
      version text,
      comparison text,
      outcome text,
      requested_at timestamptz not null default now(),
      claimed_until timestamptz not null default '-infinity',
      finished_at timestamptz
    );
    create unique index training_runs_one_at_a_time on training_runs ((true)) where state in ('queued', 'running');
    create index training_runs_requested on training_runs (requested_at desc);

    create table shadow_answers (
      version text not null,
      artist_id text not null,
      venue_id text not null,
      show_date date not null,
      asked_on date not null,
      served boolean not null,
      capacity integer not null,
      p10 double precision not null,
      p50 double precision not null,
      p90 double precision not null,
      primary key (artist_id, venue_id, show_date, version, asked_on)
    );
    comment on column shadow_answers.p50 is 'attendance, as p10 and p90';

    create table feature_counts (
      version text not null,
      day date not null,
      feature integer not null,
      counts bigint[] not null,
      primary key (version, day, feature)
    );
    comment on column feature_counts.counts is 'questions by bin of the model''s reference, the missing ones last';
  `)
})
