import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/** Papers made of offers, byte for byte as they were made. */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create table documents (
      hash text primary key,
      booking_id text not null,
      version integer not null,
      kind text not null constraint document_kind check (kind in ('offerSheet', 'contract')),
      pdf bytea not null,
      actor text not null,
      made_at timestamptz not null default now(),
      unique (booking_id, version, kind)
    );
    comment on column documents.hash is 'SHA-256 of the PDF, hex';
  `)
})
