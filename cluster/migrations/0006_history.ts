import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/** Past shows that promoters bring along: when each was last written, the files they came in, and whom their names mean. */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    alter table shows add column changed_at timestamptz not null default now();
    create index shows_changed on shows (changed_at);

    create table show_imports (
      id text primary key,
      actor text not null,
      at timestamptz not null default now(),
      file_hash text not null,
      counts jsonb not null
    );
    comment on column show_imports.file_hash is 'SHA-256 of the file, hex';
    create index show_imports_newest on show_imports (at desc);

    create table crosswalk (
      kind text not null constraint crosswalk_kind check (kind in ('act', 'venue')),
      name text not null,
      means text,
      actor text not null,
      at timestamptz not null default now(),
      primary key (kind, name)
    );
    comment on column crosswalk.name is 'folded name of a file, of a venue with its city';
    comment on column crosswalk.means is 'id of ours; null keeps the name as it is';
  `)
})
