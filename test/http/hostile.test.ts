import { SqlClient } from "@effect/sql"
import { assert, layer as suite } from "@effect/vitest"
import { Duration, Effect } from "effect"
import * as App from "./app.ts"

const deep = (levels: number) => `{"profile":${"[".repeat(levels)}${"]".repeat(levels)}}`
const profile = (name: string) => JSON.stringify({ name, genres: [], handles: {}, source: "sandbox" })

/** What is sent, and the status it gets; `field` is named where one is at fault. */
const hostile: ReadonlyArray<
  readonly [what: string, method: string, path: string, body: string | undefined, status: number, field?: string]
> = [
  ["nested thousands deep", "PUT", "/api/v1/artists/x", deep(5_000), 400],
  ["nested in a booking", "POST", "/api/v1/bookings", "[".repeat(100_000), 400],
  ["nested in an offer", "POST", "/api/v1/bookings/x/offers", deep(65), 400],
  ["a NUL in a name", "PUT", "/api/v1/artists/x", profile("a\0b"), 422, "profile.name"],
  ["a NUL in a list", "POST", "/api/v1/bookings", JSON.stringify({ artistId: "a", x: ["\0"] }), 422, "booking.x.0"],
  ["a NUL in a query", "GET", "/api/v1/artists?query=%00", undefined, 422, "query"],
  ["a NUL in a path", "GET", "/api/v1/predictions/%00", undefined, 422, "predictionId"],
  ["a NUL in a venue search", "GET", "/api/v1/venues?query=a%00", undefined, 422, "query"],
  ["bytes that are no text", "GET", "/api/v1/artists/%FF", undefined, 400],
  ["half a surrogate", "GET", "/api/v1/artists/%ED%A0%80", undefined, 400],
  ["a lonely percent sign", "GET", "/api/v1/venues?query=100%", undefined, 400],
  ["a name that is SQL", "GET", "/api/v1/artists/'%3B%20drop%20table%20artists%3B--", undefined, 422, "artistId"],
  ["no object", "POST", "/predictions", "[]", 422, ""],
  [
    "a number that is none",
    "POST",
    "/predictions",
    "{\"artistId\":\"a\",\"venueId\":\"v\",\"date\":1e999}",
    422,
    "date"
  ],
  [
    "a day that is none",
    "POST",
    "/predictions",
    "{\"artistId\":\"act\",\"venueId\":\"hall\",\"date\":\"0000-00-00\"}",
    422,
    "date"
  ]
]

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("hostile input over REST", (it) => {
  it.effect("is refused by name, writes nothing, and the next one is answered", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const written = sql`select (select count(*) from streams) as streams, (select count(*) from journal) as journal`
      const before = yield* written
      for (const [what, method, path, body, status, field] of hostile) {
        const headers = body === undefined ? {} : { "content-type": "application/json" }
        const answer = yield* App.send(path, { method, headers, ...(body === undefined ? {} : { body }) })
        assert.strictEqual(answer.status, status, `${what}: ${answer.text}`)
        assert.match(answer.headers.get("content-type") ?? "", /problem\+json/, what)
        const { errors } = App.refusal(answer)
        if (field !== undefined) assert.include(errors.map((error) => error.field), field, what)
      }
      assert.deepStrictEqual(yield* written, before)
      assert.strictEqual((yield* App.send("/api/v1/artists/act")).status, 200)
    }))
})
