import { Headers } from "@effect/platform"
import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, TestClock } from "effect"
import { Authenticator } from "../../rpc/Authenticator.ts"
import { Keys } from "../../rpc/Keys.ts"
import * as LocalVisit from "../../rpc/LocalVisit.ts"
import * as Database from "../support/Database.ts"
import * as Sealing from "../support/Sealing.ts"

const layer = Layer.provideMerge(
  Layer.merge(Authenticator.layer, Keys.layer),
  Layer.merge(Database.layer, Sealing.layer)
)
const withoutLocal = Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["HTTP_LOCAL_ADMINISTRATOR", "false"]])))
const bearer = (key: string) => Headers.fromInput({ authorization: `Bearer ${key}` })

const authenticate = (headers: Headers.Headers) =>
  Effect.flatMap(Authenticator, (authenticator) => authenticator.authenticate(headers))
const refused = (headers: Headers.Headers) => Effect.map(Effect.flip(authenticate(headers)), ({ _tag }) => _tag)
const local = Effect.map(Authenticator, ({ localVisitHeader }) => Headers.fromInput({ [localVisitHeader]: "local" }))

describe("Authenticator", () => {
  it.scoped("knows the owner of an API key, whose secret it does not keep", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* Effect.flatMap(Keys, (keys) => keys.createApiKey({ name: "n8n", role: "booker" }))
      const principal = yield* authenticate(bearer(secret))
      assert.deepStrictEqual(principal, { id, name: "n8n", role: "booker", via: "apiKey" })
      const sql = yield* SqlClient.SqlClient
      const [row] = yield* sql<{ kept: string }>`select row_to_json(api_keys)::text as kept from api_keys`
      assert.notInclude(row?.kept ?? "", secret.split("_")[2] ?? "")
      const [listed] = yield* Effect.flatMap(Keys, (keys) => keys.listApiKeys)
      assert.strictEqual(listed?.id, id)
      assert.isNotNull(listed?.lastUsedAt)
    }).pipe(Effect.provide(layer)))

  it.scoped("refuses a key that is unknown, has another secret, or is no key", () =>
    Effect.gen(function*() {
      const keys = yield* Keys
      const [first, second] = yield* Effect.replicateEffect(keys.createApiKey({ name: "a", role: "viewer" }), 2)
      const mixed = `pos_${first?.id}_${second?.secret.slice(-43)}`
      const unknown = `pos_${"0".repeat(16)}_${"A".repeat(43)}`
      for (const key of [mixed, unknown, "", "pos_", "' or 1=1 --", "x".repeat(10_000)]) {
        assert.strictEqual(yield* refused(bearer(key)), "Unauthenticated")
      }
      assert.strictEqual(yield* refused(Headers.fromInput({ authorization: "Basic YTpi" })), "Unauthenticated")
    }).pipe(Effect.provide(layer)))

  it.scoped("refuses a revoked key within five seconds", () =>
    Effect.gen(function*() {
      const keys = yield* Keys
      const { id, secret } = yield* keys.createApiKey({ name: "lost", role: "administrator" })
      yield* authenticate(bearer(secret))
      yield* keys.revokeApiKey(id)
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(yield* refused(bearer(secret)), "Unauthenticated")
    }).pipe(Effect.provide(layer)))

  it.scoped("makes a visitor of this machine an administrator, and nobody who only says so", () =>
    Effect.gen(function*() {
      const principal = yield* authenticate(yield* local)
      assert.deepStrictEqual([principal.role, principal.via], ["administrator", "loopback"])
      const claims = { "x-local-visit": "local", host: "localhost", origin: "http://localhost" }
      assert.strictEqual(yield* refused(Headers.fromInput(claims)), "Unauthenticated")
      assert.strictEqual(yield* refused(Headers.empty), "Unauthenticated")
    }).pipe(Effect.provide(layer)))

  it.scoped("does not fall back to the local administrator when a key is wrong", () =>
    Effect.gen(function*() {
      const headers = Headers.set(yield* local, "authorization", "Bearer wrong")
      assert.strictEqual(yield* refused(headers), "Unauthenticated")
    }).pipe(Effect.provide(layer)))

  it.scoped("has no local administrator where that is turned off", () =>
    Effect.gen(function*() {
      assert.isFalse((yield* Authenticator).localAdministrator)
      assert.strictEqual(yield* refused(yield* local), "Unauthenticated")
    }).pipe(Effect.provide(Layer.provide(layer, withoutLocal))))
})

describe("LocalVisit", () => {
  const asked = { host: "localhost:3000" }
  const visits: ReadonlyArray<readonly [string, string | undefined, Record<string, string>, boolean]> = [
    ["a loopback peer", "127.0.0.1", asked, true],
    ["a loopback peer by IPv6", "::1", { host: "[::1]:3000" }, true],
    ["a loopback peer, mapped", "::ffff:127.0.0.1", asked, true],
    ["its own page", "127.0.0.1", { ...asked, origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }, true],
    ["another machine", "192.168.1.7", asked, false],
    ["an unknown peer", undefined, asked, false],
    ["a loopback look-alike", "127.0.0.1.evil.example", asked, false],
    ["a foreign name that resolves here", "127.0.0.1", { host: "evil.example:3000" }, false],
    ["a name that begins like ours", "127.0.0.1", { host: "localhost.evil.example" }, false],
    ["no Host", "127.0.0.1", {}, false],
    ["a page of another site", "127.0.0.1", { ...asked, origin: "https://evil.example" }, false],
    ["a page of another port", "127.0.0.1", { ...asked, origin: "http://localhost:8080" }, false],
    ["a page without an origin", "127.0.0.1", { ...asked, origin: "null" }, false],
    ["an image on another site", "127.0.0.1", { ...asked, "sec-fetch-site": "cross-site" }, false],
    ["something passed on", "127.0.0.1", { ...asked, "x-forwarded-for": "203.0.113.9" }, false],
    ["something passed on, by the standard", "127.0.0.1", { ...asked, forwarded: "for=203.0.113.9" }, false]
  ]
  it.each(visits)("%s", (_, peer, headers, expected) => {
    assert.strictEqual(LocalVisit.isLocal(peer, Headers.fromInput(headers)), expected)
  })
})
