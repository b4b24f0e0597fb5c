import { HttpServer } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, type Scope } from "effect"
import { Gateway } from "../../realtime/Gateway.ts"
import { Keys } from "../../rpc/Keys.ts"
import { connect } from "./client.ts"
import { layer, port, write } from "./server.ts"

const noLocal = { HTTP_LOCAL_ADMINISTRATOR: "false" }
const refusedWith = (
  options: Parameters<typeof connect>[0]
): Effect.Effect<number, object, HttpServer.HttpServer | Scope.Scope> => Effect.flip(connect(options))

describe("SPEC 1, the upgrade", () => {
  it.scopedLive("refuses a page of another site, and one that hides where it is from", () =>
    Effect.gen(function*() {
      for (const origin of ["https://evil.example", "null", "http://localhost:1"]) {
        assert.strictEqual(yield* refusedWith({ headers: { origin } }), 403, origin)
      }
      yield* connect({ headers: { origin: `http://localhost:${yield* port}` } })
    }).pipe(Effect.provide(layer())))

  it.scopedLive("refuses a key in the address", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* refusedWith({ path: "/ws?token=abc" }), 400)
      assert.strictEqual(yield* refusedWith({ path: "/elsewhere" }), 404)
    }).pipe(Effect.provide(layer())))

  it.scopedLive("takes an API key as a header or as a subprotocol, and nobody without one", () =>
    Effect.gen(function*() {
      const { secret } = yield* Effect.flatMap(Keys, (keys) => keys.createApiKey({ name: "k", role: "viewer" }))
      assert.strictEqual(yield* refusedWith({}), 401)
      assert.strictEqual(yield* refusedWith({ headers: { authorization: "Bearer wrong" } }), 401)
      yield* connect({ headers: { authorization: `Bearer ${secret}` } })
      const browser = yield* connect({ protocols: ["promoteros.v1", `bearer.${secret}`] })
      assert.strictEqual(browser.socket.protocol, "promoteros.v1")
      assert.strictEqual((yield* browser.subscribe()).type, "subscribed")
    }).pipe(Effect.provide(layer(noLocal))))

  it.scopedLive("takes as many connections as it may, and no more", () =>
    Effect.gen(function*() {
      yield* connect()
      yield* connect()
      assert.strictEqual(yield* refusedWith({}), 503)
      assert.strictEqual(yield* Effect.flatMap(Gateway, ({ sessions }) => sessions), 2)
    }).pipe(Effect.provide(layer({ REALTIME_MAX_SESSIONS: "2" }))))
})

describe("SPEC 2 and 3, messages and filters", () => {
  it.scopedLive("gives each subscriber what it asked for and nothing else", () =>
    Effect.gen(function*() {
      const [all, act, hall, spotify] = yield* Effect.all([connect(), connect(), connect(), connect()])
      yield* all.subscribe()
      yield* act.subscribe({ filters: { artistIds: ["act"] } })
      yield* hall.subscribe({ channels: ["bookings"], filters: { venueIds: ["hall"] } })
      yield* spotify.subscribe({ channels: ["metrics"], filters: { platforms: ["spotify"] } })
      yield* write({ id: "1", artistId: "act", platform: "tiktok" })
      yield* write({ id: "2", artistId: "other", platform: "spotify" })
      yield* write({ id: "3", channel: "bookings", artistId: "act", venueId: "hall" })
      yield* write({ id: "4", channel: "bookings", artistId: "act", venueId: "elsewhere" })
      yield* write({ id: "end", artistId: "act", venueId: "hall", platform: "spotify" })
      yield* write({ id: "end", channel: "bookings", artistId: "act", venueId: "hall" })
      const until = (client: typeof all) =>
        Effect.gen(function*() {
          const seen: Array<string | undefined> = []
          while (seen.at(-1) !== "end") seen.push((yield* client.next).data?.id)
          return seen
        })
      assert.deepStrictEqual(yield* until(all), ["1", "2", "3", "4", "end"])
      assert.deepStrictEqual(yield* until(act), ["1", "3", "4", "end"])
      assert.deepStrictEqual(yield* until(hall), ["3", "end"])
      assert.deepStrictEqual(yield* until(spotify), ["2", "end"])
    }).pipe(Effect.provide(layer())))

  it.scopedLive("replaces a subscription by the next one, and stops when told to", () =>
    Effect.gen(function*() {
      const client = yield* connect()
      yield* client.subscribe({ filters: { artistIds: ["one"] } })
      yield* client.subscribe({ filters: { artistIds: ["two"] } })
      yield* write({ id: "1", artistId: "one" })
      yield* write({ id: "2", artistId: "two" })
      assert.strictEqual((yield* client.next).data?.id, "2")
      yield* client.send({ type: "unsubscribe" })
      assert.strictEqual((yield* client.next).type, "unsubscribed")
      const witness = yield* connect()
      yield* witness.subscribe()
      yield* write({ id: "3", artistId: "two" })
      assert.strictEqual((yield* witness.next).data?.id, "3")
      yield* client.subscribe()
      yield* write({ id: "4" })
      assert.strictEqual((yield* client.next).data?.id, "4")
    }).pipe(Effect.provide(layer())))

  it.scopedLive("answers what it does not understand with the field and the reason", () =>
    Effect.gen(function*() {
      const client = yield* connect()
      const said: ReadonlyArray<readonly [object | string, RegExp]> = [
        ["{", /JSON/],
        [{ type: "subscribe", channels: [] }, /channels: name at least one channel/],
        [{ type: "subscribe", channels: ["money"] }, /channels\.0/],
        [{ type: "subscribe", channels: ["metrics"], cursor: "yesterday" }, /cursor: a cursor is one that this server/],
        [{ type: "subscribe", channels: ["metrics"], token: "x" }, /token/],
        [{ type: "subscribe", channels: ["metrics"], filters: { artistIds: ["'; drop"] } }, /filters\.artistIds\.0/]
      ]
      for (const [message, expected] of said) {
        yield* client.send(message)
        const answer = yield* client.next
        assert.strictEqual(answer.code, "bad_message")
        assert.match(answer.message ?? "", expected)
      }
      assert.strictEqual((yield* client.subscribe()).type, "subscribed")
    }).pipe(Effect.provide(layer())))

  it.scopedLive("closes on a client that talks too much or too long", () =>
    Effect.gen(function*() {
      const [hasty, long] = yield* Effect.all([connect(), connect()])
      yield* Effect.replicateEffect(hasty.send({ type: "unsubscribe" }), 40)
      assert.strictEqual((yield* hasty.closed).code, 1008)
      yield* long.send("x".repeat(70_000))
      assert.strictEqual((yield* long.closed).code, 1009)
    }).pipe(Effect.provide(layer())))
})

describe("SPEC 6 and 7, slow clients and lost keys", () => {
  it.scopedLive("lets a client that does not read go without holding up the others, and it resumes where it stopped", () =>
    Effect.gen(function*() {
      const [slow, quick] = yield* Effect.all([connect(), connect()])
      const start = yield* slow.subscribe()
      yield* quick.subscribe()
      slow.socket.pause()
      const items = 60
      const writing = yield* Effect.fork(
        Effect.forEach(Array.from({ length: items }, (_, at) => at), (at) => write({ id: `${at}`, padding: 100_000 }), {
          discard: true
        })
      )
      for (let at = 0; at < items; at++) assert.strictEqual((yield* quick.next).data?.id, `${at}`)
      yield* Fiber.join(writing)
      yield* Effect.sleep("1500 millis")
      slow.socket.resume()
      const { code, reason } = yield* slow.closed
      assert.strictEqual(code, 1013)
      const seen: Array<string | undefined> = []
      while ((yield* slow.messages.size) > 0) {
        const { data, type } = yield* slow.next
        if (type === "metric_update") seen.push(data?.id)
      }
      const again = yield* connect()
      assert.strictEqual((yield* again.subscribe({ cursor: reason })).type, "subscribed")
      while (seen.length < items) seen.push((yield* again.next).data?.id)
      assert.deepStrictEqual(seen, Array.from({ length: items }, (_, at) => `${at}`))
      assert.isString(start.cursor)
    }).pipe(Effect.provide(layer({ REALTIME_LAG_PATIENCE: "500 millis" }))))

  it.scopedLive("closes the connections of a revoked key within five seconds", () =>
    Effect.gen(function*() {
      const keys = yield* Keys
      const [lost, kept] = yield* Effect.replicateEffect(keys.createApiKey({ name: "k", role: "viewer" }), 2)
      const [one, other] = yield* Effect.forEach([lost, kept], (key) =>
        connect({ headers: { authorization: `Bearer ${key?.secret}` } }))
      yield* keys.revokeApiKey(lost?.id ?? "")
      const closed = yield* Effect.timeout(one?.closed ?? Effect.never, "5 seconds")
      assert.strictEqual(closed.code, 1008)
      assert.strictEqual(other?.socket.readyState, 1)
    }).pipe(Effect.provide(layer(noLocal))))

  it.scopedLive("tells its clients to come back when it stops", () =>
    Effect.gen(function*() {
      const client = yield* connect().pipe(Effect.provide(layer()))
      assert.strictEqual((yield* client.closed).code, 1012)
    }))

  it.scopedLive("sends a heartbeat with the place that everything was sent up to", () =>
    Effect.gen(function*() {
      const client = yield* connect()
      const { cursor } = yield* client.subscribe()
      const beat = yield* client.messages.take.pipe(Effect.repeat({ until: ({ type }) => type === "heartbeat" }))
      assert.strictEqual(beat.cursor, cursor)
    }).pipe(Effect.provide(layer({ REALTIME_HEARTBEAT: "200 millis" }))))
})
