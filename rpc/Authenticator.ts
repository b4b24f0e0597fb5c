import { SqlClient } from "@effect/sql"
import { Cache, Config, Context, Effect, Exit, Layer, Option, Schema } from "effect"
import { randomBytes } from "node:crypto"
import { Unavailable } from "../entities/domain/Unavailable.ts"
import * as ApiKey from "./ApiKey.ts"
import { type Principal, Role, Unauthenticated } from "./contract/Access.ts"
import type { Headers } from "./LocalVisit.ts"
import { orUnavailable } from "./orUnavailable.ts"

/** Who a call is made for: the owner of the API key it carries, else a visitor of this machine. */
export class Authenticator extends Context.Tag("promoteros/rpc/Authenticator")<Authenticator, {
  /** true where a visitor of this machine is an administrator without signing in */
  readonly localAdministrator: boolean
  /**
   * The header in which the HTTP server says "local" of a visit from this machine. Its name is drawn at the start, so that
   * nobody outside can send it; what else a header says of where a call comes from, its sender may have made up.
   */
  readonly localVisitHeader: string
  /** Who asks without an API key and needs none; undefined of everybody else. */
  readonly visitor: (headers: Headers) => Principal | undefined
  readonly authenticate: (headers: Headers) => Effect.Effect<Principal, Unauthenticated | Unavailable>
}>() {
  static readonly layer = Layer.effect(
    Authenticator,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const localAdministrator = yield* Config.boolean("HTTP_LOCAL_ADMINISTRATOR").pipe(Config.withDefault(true))
      const localVisitHeader = yield* Effect.sync(() => `x-local-visit-${randomBytes(16).toString("hex")}`)

      const find = Effect.fnUntraced(function*(id: string) {
        const rows = yield* sql`
          select name, role, hash, revoked_at is not null as revoked,
            last_used_at is null or last_used_at < now() - interval '1 minute' as unseen
          from api_keys where id = ${id}`.pipe(Effect.flatMap(decodeKeys), orUnavailable("The list of API keys"))
        return Option.fromNullable(rows[0])
      })
      const known = yield* Cache.makeWith({
        capacity: 4096,
        lookup: find,
        timeToLive: (found) => Exit.isSuccess(found) ? "1 second" : "0 seconds"
      })

      const visitor = (headers: Headers) =>
        localAdministrator && headers["authorization"] === undefined && headers[localVisitHeader] === "local"
          ? local
          : undefined

      const authenticate = Effect.fnUntraced(function*(headers: Headers) {
        const guest = visitor(headers)
        if (guest !== undefined) return guest
        const authorization = headers["authorization"]
        if (authorization === undefined) {
          return yield* new Unauthenticated({ reason: "send an API key as Authorization: Bearer …" })
        }
        const key = ApiKey.parse(/^Bearer +(.+)$/i.exec(String(authorization))?.[1]?.trim() ?? "")
        if (key === undefined) return yield* new Unauthenticated({ reason: "this is not an API key" })
        const found = yield* known.get(key.id)
        if (Option.isNone(found) || !ApiKey.fits(key.secret, found.value.hash)) {
          return yield* new Unauthenticated({ reason: "this API key is not known" })
        }
        if (found.value.revoked) return yield* new Unauthenticated({ reason: "this API key was revoked" })
        if (found.value.unseen) {
          yield* known.set(key.id, Option.some({ ...found.value, unseen: false }))
          yield* seen(sql, key.id)
        }
        return principal(key.id, found.value)
      })

      return Authenticator.of({ localAdministrator, localVisitHeader, visitor, authenticate })
    })
  )
}

const local: Principal = { id: "local", name: "Local administrator", role: "administrator", via: "loopback" }

const KeyRow = Schema.Struct({
  name: Schema.String,
  role: Role,
  hash: Schema.String,
  revoked: Schema.Boolean,
  unseen: Schema.Boolean
})
const decodeKeys = Schema.decodeUnknown(Schema.Array(KeyRow))

const principal = (id: string, { name, role }: typeof KeyRow.Type): Principal => ({ id, name, role, via: "apiKey" })

/** "Last used" is to the minute, and never in the way of a call. */
const seen = (sql: SqlClient.SqlClient, id: string) =>
  sql`update api_keys set last_used_at = now()
    where id = ${id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`.pipe(
    Effect.catchAll((fault) => Effect.logDebug("An API key's last use could not be noted", fault))
  )
