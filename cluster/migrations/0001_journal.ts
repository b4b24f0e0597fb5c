import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/** Streams, their events, the answers of their commands, timers, the outgoing feed, and the one function that commits. */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create table streams (
      stream text primary key,
      version integer not null,
      previous_version integer not null,
      head text not null,
      snapshot_version integer not null default 0,
      snapshot text
    ) with (fillfactor = 70);
    comment on column streams.head is 'hash of the newest event, hex: the end of the stream''s hash chain';

    create table journal (
      stream text not null,
      position integer not null,
      type text not null,
      payload text not null,
      command_id text not null,
      actor text not null,
      at timestamptz not null,
      hash text not null,
      primary key (stream, position)
    );

    create table commands (
      stream text not null,
      command_id text not null,
      answer text not null,
      at timestamptz not null default now(),
      primary key (stream, command_id)
    );
    create index commands_at on commands using brin (at);

    create table timers (
      stream text primary key,
      kind text not null,
      due_at timestamptz not null,
      claimed_until timestamptz not null default '-infinity',
      claimed_by integer,
      attempts integer not null default 0
    );
    comment on column timers.attempts is 'wake-ups that came to nothing; after too many it waits for an operator';
    create index timers_due on timers (kind, due_at);

    create sequence feed_seq;
    create table feed (
      seq bigint primary key,
      tx xid8 not null default pg_current_xact_id(),
      channel text not null,
      artist_id text,
      venue_id text,
      platform text,
      body text not null,
      at timestamptz not null default now()
    );
    create index feed_at on feed using brin (at);
  `)
})
