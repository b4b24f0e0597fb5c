import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Random } from "effect"
import { Feed } from "../../realtime/Feed.ts"
import { connect } from "./client.ts"
import { layer, write } from "./server.ts"

const writers = 6
const each = 30

describe("the live feed", () => {
  it.scopedLive("gives every item once, whatever order transactions commit in and however often a client comes back", () =>
    Effect.gen(function*() {
      const random = Random.make("feed")
      const writing = yield* Effect.forEach(
        Array.from({ length: writers }, (_, writer) => writer),
        (writer) =>
          Effect.forEach(
            Array.from({ length: each }, (_, at) => at),
            (at) => Effect.flatMap(random.nextIntBetween(0, 30), (hold) => write({ id: `${writer}-${at}` }, hold)),
            {
              discard: true
            }
          ),
        { concurrency: writers, discard: true }
      ).pipe(Effect.fork)

      const seen: Array<string> = []
      const cursors: Array<string> = []
      while (seen.length < writers * each) {
        const patience = yield* random.nextIntBetween(1, 25)
        yield* Effect.scoped(Effect.gen(function*() {
          const client = yield* connect()
          yield* client.subscribe({ cursor: cursors.at(-1) ?? "0.0" })
          for (let taken = 0; taken < patience && seen.length < writers * each; taken++) {
            const message = yield* client.next
            seen.push(message.data?.id ?? "?")
            cursors.push(message.cursor ?? "?")
          }
        }))
      }
      yield* Fiber.join(writing)
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ id: string }>`select body::json -> 'data' ->> 'id' as id from feed order by tx, seq`
      assert.deepStrictEqual(seen, rows.map(({ id }) => id))
    }).pipe(Effect.provide(layer())))

  it.scopedLive("holds an item back while one that will come before it may still commit", () =>
    Effect.gen(function*() {
      const client = yield* connect()
      yield* client.subscribe()
      const slow = yield* Effect.fork(write({ id: "first" }, 400))
      yield* Effect.sleep("100 millis")
      yield* write({ id: "second" })
      const order = [(yield* client.next).data?.id, (yield* client.next).data?.id]
      yield* Fiber.join(slow)
      assert.deepStrictEqual(order, ["first", "second"])
    }).pipe(Effect.provide(layer())))

  it.scopedLive("sends a client back to the newest place when what it missed is gone", () =>
    Effect.gen(function*() {
      yield* write({ id: "old" })
      const first = yield* connect()
      const { cursor } = yield* first.subscribe({ cursor: "0.0" })
      const sql = yield* SqlClient.SqlClient
      yield* sql`update feed set at = now() - interval '3 days'`
      // a row goes when no transaction of this server is older than it, and other tests have some
      const removed = yield* Effect.flatMap(Feed, (feed) => feed.prune).pipe(
        Effect.delay("50 millis"),
        Effect.repeat({ until: (count) => count > 0, times: 100 })
      )
      assert.strictEqual(removed, 1)
      yield* write({ id: "new" })
      const second = yield* connect()
      const reset = yield* second.subscribe({ cursor })
      assert.strictEqual(reset.type, "reset")
      assert.strictEqual((yield* second.next).type, "subscribed")
      yield* write({ id: "newer" })
      assert.strictEqual((yield* second.next).data?.id, "newer")
    }).pipe(Effect.provide(layer())))

  it.scopedLive("keeps what is younger than the retention", () =>
    Effect.gen(function*() {
      yield* write({ id: "kept" })
      assert.strictEqual(yield* Effect.flatMap(Feed, (feed) => feed.prune), 0)
    }).pipe(Effect.provide(layer())))

  it.scopedLive("refuses a cursor of another database's future", () =>
    Effect.gen(function*() {
      const client = yield* connect()
      assert.strictEqual((yield* client.subscribe({ cursor: "999999999.1" })).type, "reset")
    }).pipe(Effect.provide(layer())))
})
