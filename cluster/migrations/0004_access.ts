import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * Who may call: API keys by their hash, and the sources that sign webhooks. What a source has sent is kept in two tables:
 * its deliveries, so that none is taken twice, and the commands in them, so that none is lost.
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create table api_keys (
      id text primary key,
      name text not null,
      role text not null constraint api_key_role check (role in ('viewer', 'booker', 'administrator')),
      hash text not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    comment on column api_keys.hash is 'SHA-256 of the secret, hex: the secret has 256 random bits and needs no salt';

    create table webhook_sources (
      id text primary key,
      name text not null,
      role text not null constraint webhook_source_role check (role in ('viewer', 'booker', 'administrator')),
      secret text not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    comment on column webhook_sources.secret is 'Standard Webhooks secret, whsec_ and base64: a signature is checked with it';

    create table webhook_commands (
      id text primary key,
      source_id text not null references webhook_sources (id),
      key text not null,
      body_hash text not null,
      type text not null,
      command text not null,
      status text not null default 'accepted'
        constraint webhook_command_status check (status in ('accepted', 'succeeded', 'refused', 'failed')),
      attempts integer not null default 0,
      run_at timestamptz not null default now(),
      result text,
      accepted_at timestamptz not null default now(),
      finished_at timestamptz,
      unique (source_id, key)
    );
    create index webhook_commands_due on webhook_commands (run_at) where status = 'accepted';
    create index webhook_commands_finished on webhook_commands (finished_at) where status <> 'accepted';

    create table webhook_deliveries (
      source_id text not null references webhook_sources (id),
      webhook_id text not null,
      command_id text not null,
      received_at timestamptz not null default now(),
      answered_at timestamptz,
      primary key (source_id, webhook_id)
    );
    create index webhook_deliveries_received on webhook_deliveries using brin (received_at);

    create index feed_in_commit_order on feed (tx, seq);
    create table feed_horizon (
      only_row boolean primary key default true check (only_row),
      tx xid8 not null,
      seq bigint not null
    );
    comment on table feed_horizon is 'rows of the feed up to this place may have been removed';
    insert into feed_horizon (tx, seq) values ('0', 0);
  `)
})
