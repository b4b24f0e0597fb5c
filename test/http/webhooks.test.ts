import { SqlClient } from "@effect/sql"
import { assert, describe, it, layer as suite } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { Webhook } from "standardwebhooks"
import { type Command, CommandView } from "../../http/webhooks/Command.ts"
import * as Signature from "../../http/webhooks/Signature.ts"
import { Keys } from "../../rpc/Keys.ts"
import * as App from "./app.ts"

const Accepted = Schema.parseJson(
  Schema.Struct({ commandId: Schema.String, status: Schema.String, location: Schema.String })
)
const decodeView = Schema.decodeSync(Schema.parseJson(CommandView))

/** What an automation sends, signed by the reference implementation of Standard Webhooks. */
const signed = (secret: string, id: string, body: string, offByMillis = 0) => {
  const at = new Date(Date.now() + offByMillis)
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body)
  }
}

const source = (role: "viewer" | "booker" = "booker") =>
  Effect.flatMap(Keys, (keys) => keys.createWebhookSource({ name: "n8n", role }))

const deliver = (sourceId: string, body: string, headers: Readonly<Record<string, string>>) =>
  App.postJson(`/webhooks/commands?source=${sourceId}`, body, headers)

const watch = (id: string, watched = true): string =>
  JSON.stringify({ type: "artist.watch", id, data: { artistId: "act", watched } } satisfies typeof Command.Encoded)

const kept = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ kept: string }>`select (select count(*) from webhook_commands) || '/' ||
    (select count(*) from webhook_deliveries) || '/' || (select count(*) from journal) || '/' ||
    (select coalesce(sum(version), 0) from streams) as kept`
  return row?.kept
})

const finished = (location: string) =>
  App.send(location).pipe(
    Effect.delay("50 millis"),
    Effect.map(({ text }) => decodeView(text)),
    Effect.repeat({ until: ({ status }) => status !== "accepted" }),
    Effect.timeout("10 seconds")
  )

suite(App.layer(), { timeout: Duration.seconds(60), excludeTestServices: true })("Webhooks", (it) => {
  it.effect("takes a signed command with 202, and tells at its address what became of it", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source()
      const body = watch("watch-1")
      const answer = yield* deliver(id, body, signed(secret, "msg_1", body))
      assert.strictEqual(answer.status, 202, answer.text)
      const { location, status } = yield* Schema.decode(Accepted)(answer.text)
      assert.strictEqual(status, "accepted")
      assert.strictEqual(answer.headers.get("location"), location)
      const view = yield* finished(location)
      assert.strictEqual(view.status, "succeeded")
      assert.deepStrictEqual(view.result, { artistId: "act", watched: true })
      assert.include((yield* App.send("/api/v1/artists/act")).text, "\"watched\":true")
    }))

  it.effect("answers a bad, stale or replayed signature with 401 and changes nothing", () =>
    Effect.gen(function*() {
      const [mine, other] = yield* Effect.all([source(), source()])
      const body = watch("watch-2", false)
      const once = signed(mine.secret, "msg_2", body)
      assert.strictEqual((yield* deliver(mine.id, body, once)).status, 202)
      yield* Effect.sleep("500 millis")
      const before = yield* kept
      const sixMinutes = 6 * 60_000
      const bad: ReadonlyArray<readonly [string, string, string, Readonly<Record<string, string>>]> = [
        ["replayed", mine.id, body, once],
        ["another source's", mine.id, body, signed(other.secret, "msg_3", body)],
        ["of another body", mine.id, watch("other", false), signed(mine.secret, "msg_4", body)],
        ["of another id", mine.id, body, { ...signed(mine.secret, "msg_5", body), "webhook-id": "msg_6" }],
        ["stale", mine.id, body, signed(mine.secret, "msg_7", body, -sixMinutes)],
        ["of the future", mine.id, body, signed(mine.secret, "msg_8", body, sixMinutes)],
        ["without a signature", mine.id, body, {}],
        ["of an empty signature", mine.id, body, { ...signed(mine.secret, "msg_9", body), "webhook-signature": "v1," }],
        ["of an unknown source", "src-0000000000000000", body, signed(mine.secret, "msg_10", body)],
        ["of no source", "", body, signed(mine.secret, "msg_11", body)]
      ]
      for (const [what, from, sent, headers] of bad) {
        const answer = yield* deliver(from, sent, headers)
        assert.strictEqual(answer.status, 401, what)
      }
      assert.strictEqual(yield* kept, before)
    }))

  it.effect("takes a delivery again whose first one never got an answer", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source()
      const body = watch("watch-3")
      const headers = signed(secret, "msg_20", body)
      const first = yield* deliver(id, body, headers)
      const sql = yield* SqlClient.SqlClient
      yield* sql`update webhook_deliveries set answered_at = null where webhook_id = 'msg_20'`
      const second = yield* deliver(id, body, headers)
      assert.deepStrictEqual([second.status, second.text], [202, first.text])
      assert.strictEqual((yield* deliver(id, body, headers)).status, 401)
    }))

  it.effect("carries a command out once, however many deliveries bring it", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source()
      const body = JSON.stringify({
        type: "booking.book_now",
        id: "show-1",
        data: { artistId: "act", venueId: "hall", date: "2031-09-05" }
      })
      const deliveries = Array.from({ length: 8 }, (_, at) => deliver(id, body, signed(secret, `msg_3${at}`, body)))
      const answers = yield* Effect.all(deliveries, { concurrency: "unbounded" })
      assert.deepStrictEqual([...new Set(answers.map(({ status }) => status))], [202])
      assert.strictEqual(new Set(answers.map(({ text }) => text)).size, 1)
      const { location } = yield* Schema.decode(Accepted)(answers[0]?.text ?? "")
      const view = yield* finished(location)
      assert.strictEqual(view.status, "succeeded", JSON.stringify(view.problem))
      const sql = yield* SqlClient.SqlClient
      const shows = yield* sql`select 1 from bookings where scheduled_date = '2031-09-05'`
      assert.strictEqual(shows.length, 1)
      const changed = body.replace("2031-09-05", "2031-09-06")
      assert.strictEqual((yield* deliver(id, changed, signed(secret, "msg_39", changed))).status, 409)
    }))

  it.effect("keeps the refusal of a command that may not be done", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source("viewer")
      const body = JSON.stringify({ type: "booking.confirm", id: "c-1", data: { bookingId: "bk-none" } })
      const { text } = yield* deliver(id, body, signed(secret, "msg_40", body))
      const view = yield* finished((yield* Schema.decode(Accepted)(text)).location)
      assert.deepStrictEqual([view.status, view.problem?.code], ["refused", "Forbidden"])
    }))

  it.effect("refuses a signed command that is none, field by field, and keeps nothing of it", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source()
      const before = yield* kept
      for (
        const body of [
          "{\"type\":\"artist.delete\",\"id\":\"x\",\"data\":{}}",
          "{\"type\":\"artist.watch\",\"id\":\"x\",\"data\":{\"artistId\":\"act\",\"watched\":\"yes\"}}",
          "{\"type\":"
        ]
      ) {
        const answer = yield* deliver(id, body, signed(secret, "msg_50", body))
        assert.oneOf(answer.status, [400, 422])
      }
      assert.strictEqual(yield* kept, before)
    }))

  it.effect("takes up after a stop what was accepted before it", () =>
    Effect.gen(function*() {
      const { id } = yield* source()
      const sql = yield* SqlClient.SqlClient
      yield* sql`insert into webhook_commands (id, source_id, key, body_hash, type, command) values
        ('cmd-left', ${id}, 'left', 'x', 'artist.watch', ${watch("left")})`
      const view = yield* finished("/api/v1/commands/cmd-left")
      assert.strictEqual(view.status, "succeeded")
    }))

  it.effect("lets a revoked source do nothing more", () =>
    Effect.gen(function*() {
      const { id, secret } = yield* source()
      yield* Effect.flatMap(Keys, (keys) => keys.revokeWebhookSource(id))
      const body = watch("late")
      assert.strictEqual((yield* deliver(id, body, signed(secret, "msg_60", body))).status, 401)
    }))

  it.effect("knows no command that was never sent", () =>
    Effect.gen(function*() {
      const answer = yield* App.send("/api/v1/commands/cmd-none")
      assert.strictEqual(answer.status, 404)
      assert.strictEqual(App.refusal(answer).code, "CommandNotFound")
    }))
})

describe("Signature", () => {
  const secret = `whsec_${Buffer.from("a secret of the test").toString("base64")}`
  const at = new Date("2031-01-01T12:00:00Z")
  const body = "{\"name\":\"Björk ✓\"}"
  const timestamp = String(at.getTime() / 1000)
  const signature = new Webhook(secret).sign("msg", at, body)
  const objection = (changed: Partial<Signature.Signed>, now = at.getTime()) =>
    Signature.objection(secret, { id: "msg", timestamp, signature, body: Buffer.from(body), ...changed }, now)

  it("agrees with the reference implementation, byte for byte of the body", () => {
    assert.isUndefined(objection({}))
    assert.isUndefined(objection({ signature: `v1,AAAA ${signature}` }))
    assert.isDefined(objection({ body: Buffer.from(body.replace("ö", "o")) }))
    assert.isDefined(objection({ signature: signature.replace("v1,", "v2,") }))
  })

  it("is good for five minutes either way", () => {
    assert.isUndefined(objection({}, at.getTime() + Signature.toleranceMillis))
    assert.isUndefined(objection({}, at.getTime() - Signature.toleranceMillis))
    assert.isDefined(objection({}, at.getTime() + Signature.toleranceMillis + 1))
    assert.isDefined(objection({ timestamp: "1e9" }))
  })
})
