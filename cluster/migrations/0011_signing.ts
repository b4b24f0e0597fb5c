import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/** A key for each principal that signs; the private half can be opened with the master key only. */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create table signing_keys (
      principal text primary key,
      public_key text not null,
      sealed text not null,
      made_at timestamptz not null default now()
    );
    comment on column signing_keys.public_key is 'Ed25519, SubjectPublicKeyInfo, base64';
    comment on column signing_keys.sealed is 'PKCS 8 under AES-256-GCM: nonce, tag, ciphertext, base64';
    comment on column webhook_sources.secret is 'the Standard Webhooks secret, sealed as a signing key is';
  `)
})
