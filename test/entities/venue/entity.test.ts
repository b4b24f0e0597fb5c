import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Either, Schedule } from "effect"
import { ask } from "../../../entities/Ask.ts"
import { BookingId, RequestId } from "../../../entities/domain/Ids.ts"
import type { VenueFacts } from "../../../entities/domain/Venue.ts"
import { VenueEntity } from "../../../entities/venue/protocol.ts"
import * as Cluster from "../../support/Cluster.ts"
import * as Database from "../../support/Database.ts"
import { date, facts, later, stage, venueId } from "./venue.ts"

const key = (requestId: string) => ({ requestId: RequestId.make(requestId), actor: "tester" })
const venue = Effect.map(VenueEntity.client, (venueOf) => venueOf(venueId))
const register = (facts: VenueFacts) =>
  Effect.flatMap(venue, (venue) => ask("register", venue.Register({ ...key("register"), facts })))
const get = Effect.flatMap(venue, (venue) => ask("get", venue.Get()))
const hold = (booking: string, dates = [date], requestId = `hold-${booking}`) =>
  Effect.flatMap(
    venue,
    (venue) =>
      ask("hold", venue.PlaceHold({ ...key(requestId), stageId: stage, bookingId: BookingId.make(booking), dates }))
  )

const queues = Effect.map(
  get,
  ({ dates }) =>
    dates.map(({ date, holds }) => [date, holds.map(({ bookingId, level }) => `${bookingId} ${level}`)] as const)
)

const rows = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql`select to_char(date, 'YYYY-MM-DD') as date, booked_by, jsonb_array_length(holds) as holds from venue_dates order by date`
)

describe("a venue", () => {
  it.scopedLive("gives thirty-two clients that come at once a level each, without a gap, and turns away the rest", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* register(facts({ maxLevel: 20 }))
        const ends = yield* Effect.forEach(Array.makeBy(32, (n) => `bk-${n}`), (id) => Effect.either(hold(id)), {
          concurrency: "unbounded"
        })
        const levels = ends.filter(Either.isRight).flatMap(({ right }) => right.map(({ level }) => level ?? 0))
        assert.deepStrictEqual(levels.toSorted((a, b) => a - b), Array.range(1, 20))
        assert.deepStrictEqual(
          ends.filter(Either.isLeft).map(({ left }) => left._tag),
          Array.replicate("HoldQueueFull" as const, 12)
        )
        assert.deepStrictEqual(yield* rows, [{ date, booked_by: null, holds: 20 }])
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))

  it.scopedLive("holds all of the dates that are asked for or none, and a repeat changes nothing", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* register(facts({ maxLevel: 1 }))
        yield* hold("bk-1", [later])
        const refused = yield* Effect.flip(hold("bk-2", [date, later]))
        assert.strictEqual(refused._tag, "HoldQueueFull")
        assert.deepStrictEqual(yield* queues, [[later, ["bk-1 1"]]])
        const first = yield* hold("bk-3", [date])
        assert.deepStrictEqual(yield* hold("bk-3", [date]), first)
        assert.deepStrictEqual(yield* queues, [[date, ["bk-3 1"]], [later, ["bk-1 1"]]])
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))

  it.scopedLive(
    "lets a hold go that expired while the process was down, and moves up those behind it",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.all([register(facts()), hold("bk-1"), hold("bk-2"), hold("bk-3", [date, later])]).pipe(
          Effect.provide(Cluster.layer(url))
        )
        yield* expireInStorage("bk-1").pipe(Effect.provide(Cluster.layerSql(url)))
        yield* Effect.gen(function*() {
          const found = yield* queues.pipe(
            Effect.filterOrFail(([first]) => first?.[1].length === 2),
            Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("10 seconds")))
          )
          assert.deepStrictEqual(found, [[date, ["bk-2 1", "bk-3 2"]], [later, ["bk-3 1"]]])
          const sql = yield* SqlClient.SqlClient
          const [timer] = yield* sql<{ ahead: boolean }>`select due_at > now() as ahead from timers`
          assert.deepStrictEqual(timer, { ahead: true })
        }).pipe(Effect.provide(Cluster.layer(url)))
      }),
    20_000
  )
})

/** As if the hold had been placed so long ago that it is over now: its events and the timer, nothing else. */
const expireInStorage = (booking: string) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    yield* sql`update journal set payload = jsonb_set(payload::jsonb, '{expiresAt}', '1000')::text
      where payload::jsonb ->> 'bookingId' = ${booking} and payload::jsonb ? 'expiresAt'`
    yield* sql`update timers set due_at = now()`
  })
