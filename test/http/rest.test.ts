import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { Contract } from "../../rpc/contract/Contract.ts"
import * as App from "./app.ts"

const booking = { artistId: "act", venueId: "hall", date: "2031-06-13", ticketPriceCents: 4000 }
const Opened = Schema.parseJson(Schema.Struct({ id: Schema.String, stage: Schema.String }))

const journal = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ events: number; streams: number }>`
    select (select count(*)::int from journal) as events, (select count(*)::int from streams) as streams`
  return row
})

const Document = Schema.parseJson(
  Schema.Struct({
    openapi: Schema.String,
    paths: Schema.Record({
      key: Schema.String,
      value: Schema.Record({ key: Schema.String, value: Schema.Struct({ operationId: Schema.String }) })
    })
  })
)

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("REST", (it) => {
  it.effect("has a call for every RPC of the contract, and answers at every address of its document", () =>
    Effect.gen(function*() {
      const document = yield* Schema.decode(Document)((yield* App.send("/api/v1/openapi.json")).text)
      assert.match(document.openapi, /^3\.1\./)
      const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({
          path,
          method: method.toUpperCase(),
          operationId
        }))
      )
      const documented = new Set(operations.map(({ operationId }) => operationId))
      assert.deepStrictEqual([...Contract.requests.keys()].filter((tag) => !documented.has(tag)), [])
      for (const { method, operationId, path } of operations) {
        const answer = yield* App.send(path.replace(/\{\w+\}/g, "nobody"), { method })
        const routed = answer.status < 400 ||
          !["NotFound", "MethodNotAllowed"].includes(App.refusal(answer).code)
        assert.isTrue(routed, `${operationId} answered ${answer.status} ${answer.text}`)
        assert.notStrictEqual(answer.status, 500, operationId)
      }
    }))

  it.effect("books a show and answers a repeated command with the first answer", () =>
    Effect.gen(function*() {
      const key = { "idempotency-key": "book-once" }
      const first = yield* App.postJson("/api/v1/bookings/book-now", booking, key)
      const before = yield* journal
      const again = yield* App.postJson("/api/v1/bookings/book-now", booking, key)
      assert.deepStrictEqual([first.status, again.status], [201, 201])
      assert.strictEqual((yield* Schema.decode(Opened)(first.text)).stage, "confirmed")
      assert.strictEqual(again.text, first.text)
      assert.strictEqual(first.headers.get("idempotency-key"), "book-once")
      assert.deepStrictEqual(yield* journal, before)
    }))

  it.effect("says which dates are free instead of a taken one", () =>
    Effect.gen(function*() {
      const date = "2031-07-04"
      yield* App.postJson("/api/v1/bookings/book-now", { ...booking, date })
      const refused = yield* App.postJson("/api/v1/bookings/book-now", { ...booking, date })
      assert.strictEqual(refused.status, 409)
      assert.strictEqual(App.refusal(refused).code, "DateTaken")
      assert.match(refused.text, /"next":\[\{"date":"2031-07-05"/)
    }))

  it.effect("predicts at the root as under /api/v1", () =>
    Effect.gen(function*() {
      const asked = { artistId: "act", venueId: "hall", date: "2031-06-13" }
      for (const path of ["/predictions", "/api/v1/predictions"]) {
        const answer = yield* App.postJson(path, asked)
        assert.strictEqual(answer.status, 200, answer.text)
        assert.include(answer.text, "\"demand\":{\"estimated\":")
      }
    }))

  const wrong: ReadonlyArray<readonly [string, string, unknown, number, string]> = [
    ["an unknown artist", "/predictions", { artistId: "nobody", venueId: "hall", date: "2031-01-01" }, 404, ""],
    ["an unknown venue", "/predictions", { artistId: "act", venueId: "nowhere", date: "2031-01-01" }, 404, ""],
    ["a date that is none", "/predictions", { artistId: "act", venueId: "hall", date: "0000-00-00" }, 422, "date"],
    ["a 30th of February", "/predictions", { artistId: "act", venueId: "hall", date: "2031-02-30" }, 422, "date"],
    [
      "an id with SQL in it",
      "/predictions",
      { artistId: "x'; drop table artists", venueId: "hall", date: "2031-01-01" },
      422,
      "artistId"
    ],
    ["a number for an id", "/predictions", { artistId: 7, venueId: "hall", date: "2031-01-01" }, 422, "artistId"],
    ["a negative price", "/api/v1/bookings", { ...booking, ticketPriceCents: -1 }, 422, "ticketPriceCents"],
    [
      "an endless price",
      "/api/v1/bookings",
      "{\"artistId\":\"act\",\"venueId\":\"hall\",\"date\":\"2031-01-01\",\"ticketPriceCents\":1e999}",
      422,
      "ticketPriceCents"
    ],
    [
      "a tier without a place",
      "/api/v1/bookings",
      { ...booking, tiers: [{ name: "a", priceCents: 100, allotment: 0 }] },
      422,
      "tiers.0.allotment"
    ],
    [
      "more tickets than places",
      "/api/v1/bookings",
      { ...booking, tiers: [{ name: "a", priceCents: 100, allotment: 1501 }] },
      422,
      "tiers"
    ],
    ["an unknown field", "/api/v1/bookings", { ...booking, discount: 5 }, 422, "discount"],
    ["a smuggled request id", "/api/v1/artists/act/watch", { watched: true, requestId: "x" }, 422, "requestId"],
    ["a smuggled artist", "/api/v1/artists/act/watch", { watched: true, artistId: "other" }, 422, "artistId"],
    ["a missing body", "/api/v1/bookings", "", 422, ""],
    ["a list for an object", "/api/v1/artists/act/watch", [], 422, ""],
    ["half a document", "/api/v1/bookings", "{\"artistId\":", 400, ""],
    [
      "a prototype",
      "/api/v1/artists/act/watch",
      "{\"watched\":true,\"__proto__\":{\"role\":\"administrator\"}}",
      422,
      "__proto__"
    ]
  ]
  for (const [what, path, body, status, field] of wrong) {
    it.effect(`answers ${what} with ${status}, which field and why, and writes nothing`, () =>
      Effect.gen(function*() {
        const before = yield* journal
        const answer = yield* App.postJson(path, body)
        const problem = App.refusal(answer)
        assert.strictEqual(answer.status, status, answer.text)
        assert.strictEqual(problem.status, status)
        assert.strictEqual(answer.headers.get("content-type"), "application/problem+json")
        if (field !== "") assert.include(problem.errors.map(({ field }) => field), field, answer.text)
        assert.isNotEmpty(problem.detail)
        assert.deepStrictEqual(yield* journal, before)
      }))
  }

  it.effect("refuses a body that is too large, announced or not, and stays alive", () =>
    Effect.gen(function*() {
      const announced = yield* App.postJson("/api/v1/bookings", `"${"x".repeat(10_000_000)}"`).pipe(Effect.either)
      if (announced._tag === "Right") assert.strictEqual(announced.right.status, 413)
      assert.strictEqual(yield* App.stream("/predictions", 1_100_000), 413)
      assert.strictEqual(yield* App.stream("/rpc", 1_100_000), App.cutOff)
      assert.strictEqual((yield* App.send("/health/live")).status, 200)
    }))

  it.effect("refuses what is not JSON, another method, an address that is none", () =>
    Effect.gen(function*() {
      const plain = yield* App.send("/predictions", {
        method: "POST",
        body: "{}",
        headers: { "content-type": "text/plain" }
      })
      const method = yield* App.send("/api/v1/bookings", { method: "DELETE" })
      const nowhere = yield* App.send("/api/v1/nowhere")
      assert.deepStrictEqual([plain, method, nowhere].map(({ status }) => status), [415, 405, 404])
      assert.strictEqual(method.headers.get("allow"), "POST, GET")
    }))

  it.effect("reads numbers and booleans of a query, and refuses what are none", () =>
    Effect.gen(function*() {
      const good = yield* App.send("/api/v1/artists?limit=5&watchedOnly=false&query=act")
      assert.strictEqual(good.status, 200, good.text)
      assert.include(good.text, "The Act")
      const bad = yield* App.send("/api/v1/artists?limit=many&watchedOnly=perhaps&sort=up")
      assert.strictEqual(bad.status, 422)
      assert.sameMembers(App.refusal(bad).errors.map(({ field }) => field), [
        "limit",
        "watchedOnly",
        "sort"
      ])
    }))

  it.effect("lets nobody in who comes from another site, under another name or through a proxy", () =>
    Effect.gen(function*() {
      const foreign: ReadonlyArray<Record<string, string>> = [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "x-forwarded-for": "203.0.113.9" },
        { "sec-fetch-site": "cross-site" },
        { authorization: "Bearer pos_nonsense" }
      ]
      for (const headers of foreign) {
        const answer = yield* App.postJson("/api/v1/bookings", booking, headers)
        assert.strictEqual(answer.status, 401, JSON.stringify(headers))
        assert.strictEqual(answer.headers.get("www-authenticate"), "Bearer")
      }
    }))

  it.effect("lets a key do what its role allows and no more", () =>
    Effect.gen(function*() {
      const Created = Schema.parseJson(Schema.Struct({ id: Schema.String, secret: Schema.String }))
      const made = yield* App.postJson("/api/v1/api-keys", { name: "<b>reader</b>'; --", role: "viewer" })
      assert.strictEqual(made.status, 201)
      const { id, secret } = yield* Schema.decode(Created)(made.text)
      const viewer = { authorization: `Bearer ${secret}` }
      assert.strictEqual((yield* App.send("/api/v1/bookings", { headers: viewer })).status, 200)
      assert.strictEqual((yield* App.postJson("/api/v1/bookings", booking, viewer)).status, 403)
      assert.strictEqual((yield* App.send("/api/v1/api-keys", { headers: viewer })).status, 403)
      const listed = yield* App.send("/api/v1/api-keys")
      assert.notInclude(listed.text, secret)
      assert.strictEqual((yield* App.send(`/api/v1/api-keys/${id}`, { method: "DELETE" })).status, 204)
      yield* Effect.sleep("2500 millis")
      assert.strictEqual((yield* App.send("/api/v1/bookings", { headers: viewer })).status, 401)
    }))

  it.effect("carries the security headers on every answer", () =>
    Effect.gen(function*() {
      for (const path of ["/api/v1/about", "/api/v1/nowhere", "/health/live", "/api/v1/docs"]) {
        const { headers } = yield* App.send(path)
        assert.include(headers.get("content-security-policy"), "default-src 'self'")
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
        assert.strictEqual(headers.get("x-frame-options"), "DENY")
      }
    }))

  it.effect("shows its document without a script or another host", () =>
    Effect.gen(function*() {
      const docs = yield* App.send("/api/v1/docs")
      assert.strictEqual(docs.status, 200)
      assert.notMatch(docs.text, /<script|https?:\/\//)
      assert.include(docs.text, "/api/v1/bookings/book-now")
    }))

  it.effect("tells how its parts are, and its figures as Prometheus reads them", () =>
    Effect.gen(function*() {
      const ready = yield* App.send("/health/ready")
      assert.strictEqual(ready.status, 200, ready.text)
      assert.include(ready.text, "\"name\":\"database\",\"status\":\"up\"")
      assert.include(ready.text, "\"name\":\"realtime\",\"status\":\"up\"")
      const figures = yield* App.send("/metrics")
      assert.match(figures.text, /^process_resident_memory_bytes \d+$/m)
      assert.match(figures.text, /^promoteros_journal_batch_commits_bucket\{le="\+Inf"\} \d+$/m)
      for (const line of figures.text.trimEnd().split("\n").filter((line) => !line.startsWith("#"))) {
        assert.match(line, /^[a-zA-Z_:][\w:]*(\{(\w+="([^"\\\n]|\\.)*",?)*\})? -?[\d.e+-]+$/)
      }
      assert.strictEqual((yield* App.send("/metrics", { headers: { origin: "https://evil.example" } })).status, 401)
    }))
})
