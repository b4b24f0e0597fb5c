import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer, Schema } from "effect"
import { randomBytes } from "node:crypto"
import type { Unavailable } from "../entities/domain/Unavailable.ts"
import * as ApiKey from "./ApiKey.ts"
import { Role } from "./contract/Access.ts"
import type { ApiKeySummary, CreatedSecret } from "./contract/OperationsRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"
import { Vault } from "./Vault.ts"

type Listed = Effect.Effect<ReadonlyArray<ApiKeySummary>, Unavailable>
type Created = Effect.Effect<typeof CreatedSecret.Type, Unavailable>
interface Named {
  readonly name: string
  readonly role: Role
}

/** API keys and webhook sources: made, listed without their secrets, revoked for good. What is revoked stays listed. */
export class Keys extends Context.Tag("promoteros/rpc/Keys")<Keys, {
  readonly listApiKeys: Listed
  readonly createApiKey: (wanted: Named) => Created
  readonly revokeApiKey: (id: string) => Effect.Effect<void, Unavailable>
  readonly listWebhookSources: Listed
  readonly createWebhookSource: (wanted: Named) => Created
  readonly revokeWebhookSource: (id: string) => Effect.Effect<void, Unavailable>
}>() {
  static readonly layer = Layer.effect(
    Keys,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const vault = yield* Vault

      const list = (table: Table) =>
        sql`select id, name, role, created_at, last_used_at, revoked_at from ${sql(table)}
          order by created_at desc, id limit 500`.pipe(Effect.flatMap(decode), orUnavailable(listOf[table]))
      const revoke = (table: Table, id: string) =>
        sql`update ${sql(table)} set revoked_at = now() where id = ${id} and revoked_at is null`.pipe(
          Effect.zipRight(Effect.logInfo("Revoked").pipe(Effect.annotateLogs({ table, id }))),
          orUnavailable(listOf[table])
        )

      return Keys.of({
        listApiKeys: list("api_keys"),
        createApiKey: Effect.fn("Keys.createApiKey")(function*({ name, role }) {
          const key = yield* Effect.sync(ApiKey.draw)
          yield* sql`insert into api_keys ${sql.insert({ id: key.id, name, role, hash: ApiKey.hash(key.secret) })}`
          return { id: key.id, secret: ApiKey.format(key) }
        }, orUnavailable(listOf.api_keys)),
        revokeApiKey: (id) => revoke("api_keys", id),
        listWebhookSources: list("webhook_sources"),
        createWebhookSource: Effect.fn("Keys.createWebhookSource")(function*({ name, role }) {
          const id = yield* Effect.sync(() => `src-${randomBytes(8).toString("hex")}`)
          const secret = yield* Effect.sync(() => `whsec_${randomBytes(32).toString("base64")}`)
          const sealed = yield* vault.seal(Buffer.from(secret), `webhook-source/${id}`)
          yield* sql`insert into webhook_sources ${sql.insert({ id, name, role, secret: sealed })}`
          return { id, secret }
        }, orUnavailable(listOf.webhook_sources)),
        revokeWebhookSource: (id) => revoke("webhook_sources", id)
      })
    })
  )
}

type Table = "api_keys" | "webhook_sources"
const listOf = { api_keys: "The list of API keys", webhook_sources: "The list of webhook sources" } as const

const Instant = Schema.transform(Schema.DateFromSelf, Schema.String, {
  strict: true,
  decode: (date) => date.toISOString(),
  encode: (text) => new Date(text)
})

const decode = Schema.decodeUnknown(Schema.Array(
  Schema.Struct({
    id: Schema.String,
    name: Schema.String,
    role: Role,
    createdAt: Schema.propertySignature(Instant).pipe(Schema.fromKey("created_at")),
    lastUsedAt: Schema.propertySignature(Schema.NullOr(Instant)).pipe(Schema.fromKey("last_used_at")),
    revokedAt: Schema.propertySignature(Schema.NullOr(Instant)).pipe(Schema.fromKey("revoked_at"))
  })
))
