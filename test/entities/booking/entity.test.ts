import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Fiber, Option, Schedule } from "effect"
import * as HashChain from "../../../entities/HashChain.ts"
import { Journal } from "../../../entities/Journal.ts"
import * as Cluster from "../../support/Cluster.ts"
import * as Database from "../../support/Database.ts"
import { cancel, confirm, get, held, opened, registerVenue } from "./show.ts"

const booked = Effect.map(held, ({ dates }) => dates.flatMap(({ booked }) => booked?.bookingId ?? []))

/** Every stream's chain, from its first event on. */
const brokenChains = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const streams = yield* sql<{ readonly stream: string }>`select distinct stream from journal`
  return yield* Effect.filter(streams, ({ stream }) =>
    Effect.map(
      sql<{
        readonly position: number
        readonly type: string
        readonly payload: string
        readonly command_id: string
        readonly actor: string
        readonly at: Date
        readonly hash: string
      }>`select * from journal where stream = ${stream} order by position`,
      (rows) =>
        HashChain.firstBreak(
          stream,
          rows.map(({ at, command_id, ...event }) => ({ ...event, commandId: command_id, atMillis: at.getTime() }))
        ) !== undefined
    ))
})

describe("a booking", () => {
  it.scopedLive("is confirmed, owns its date, and answers a repeated request the same", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* registerVenue
        yield* opened("bk-1")
        const first = yield* confirm("bk-1")
        assert.strictEqual(first.stage, "confirmed")
        assert.strictEqual(first.status, "confirmed")
        assert.deepStrictEqual(yield* booked, ["bk-1"])
        yield* cancel("bk-1")
        assert.deepStrictEqual(yield* confirm("bk-1", "confirm-bk-1"), first)
        assert.strictEqual((yield* get("bk-1")).stage, "cancelled")
        assert.deepStrictEqual(yield* booked, [])
        assert.deepStrictEqual(yield* brokenChains, [])
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))

  it.scopedLive("loses a race for one room and date with a refusal that offers the next free dates", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* registerVenue
        const ids = Array.from({ length: 32 }, (_, n) => `bk-${n}`)
        yield* Effect.forEach(ids, (id) => opened(id), { concurrency: 32 })
        const ends = yield* Effect.forEach(ids, (id) => Effect.either(confirm(id)), { concurrency: 32 })
        const [lost, won] = [ends.filter(Either.isLeft), ends.filter(Either.isRight)]
        assert.strictEqual(won.length, 1)
        for (const { left } of lost) {
          assert.include(["DateTaken", "HoldNotFirst", "HoldQueueFull"], left._tag)
          assert.strictEqual("next" in left ? left.next[0]?.date : undefined, "2027-03-06")
        }
        assert.strictEqual((yield* booked).length, 1)
        const { dates } = yield* held
        assert.deepStrictEqual(dates.flatMap(({ holds }) => holds), [])
        assert.deepStrictEqual(yield* brokenChains, [])
        const sql = yield* SqlClient.SqlClient
        const rows = yield* sql`select id from bookings where status = 'confirmed'`
        assert.strictEqual(rows.length, 1)
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))

  const kills = (["before", "after"] as const).flatMap((when) => Array.from({ length: 7 }, (_, nth) => ({ when, nth })))

  it.scopedLive.each(kills)(
    "ends a confirmation that was killed $when commit $nth of its saga, once and whole",
    ({ nth, when }) =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.zipRight(registerVenue, opened("bk-1")).pipe(Effect.provide(Cluster.layer(url)))
        yield* Effect.gen(function*() {
          const answer = yield* Effect.fork(Effect.either(confirm("bk-1")))
          yield* Effect.sleep("700 millis")
          yield* Fiber.interruptFork(answer)
        }).pipe(Effect.provide(Cluster.layer(url, { kill: { when, strikes: (_, commit) => commit === nth } })))
        yield* Effect.gen(function*() {
          const again = yield* confirm("bk-1").pipe(
            Effect.retry(Schedule.spaced("200 millis").pipe(Schedule.upTo(9000)))
          )
          assert.strictEqual(again.stage, "confirmed")
          assert.deepStrictEqual(yield* booked, ["bk-1"])
          assert.deepStrictEqual(yield* brokenChains, [])
          const journal = yield* Journal
          const events = Option.getOrThrow(yield* journal.load("booking/bk-1")).events.map(({ type }) => type)
          assert.strictEqual(events.filter((type) => type === "BookingConfirmed").length, 1)
        }).pipe(Effect.provide(Cluster.layer(url)))
      }),
    20_000
  )

  it.scopedLive("goes on by itself after a kill, though nobody asks again", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.zipRight(registerVenue, opened("bk-1")).pipe(Effect.provide(Cluster.layer(url)))
      yield* Effect.gen(function*() {
        yield* Effect.fork(Effect.either(confirm("bk-1")))
        yield* Effect.sleep("500 millis")
      }).pipe(Effect.provide(Cluster.layer(url, { kill: { when: "after", strikes: (_, nth) => nth === 1 } })))
      yield* get("bk-1").pipe(
        Effect.filterOrFail(({ stage }) => stage === "confirmed"),
        Effect.retry(Schedule.spaced("200 millis").pipe(Schedule.upTo(12_000))),
        Effect.provide(Cluster.layer(url))
      )
    }), 20_000)
})
