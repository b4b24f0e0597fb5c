import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Either, Layer, Option, Ref } from "effect"
import * as GroupCommit from "../../entities/GroupCommit.ts"
import { type Commit, Journal } from "../../entities/Journal.ts"
import type { BookingRow } from "../../entities/ReadModel.ts"
import * as Database from "../support/Database.ts"
import { Sent } from "../support/Sent.ts"

const journal = GroupCommit.layer.pipe(Layer.provideMerge(Sent.layer), Layer.provideMerge(Database.layer))

const event = (position: number) => ({
  position,
  type: "Happened",
  payload: `{"position":${position}}`,
  commandId: `command-${position}`,
  actor: "tester",
  atMillis: 1_800_000_000_000 + position,
  hash: `hash-${position}`
})

const commitOf = (stream: string, change: Partial<Commit> = {}): Commit => ({
  stream,
  expected: 0,
  version: 1,
  head: "hash-1",
  events: [event(1)],
  snapshot: undefined,
  answers: [{ commandId: "command-1", answer: "first" }],
  dueAtMillis: 1_900_000_000_000,
  rows: {},
  feed: [{ channel: "bookings", body: JSON.stringify({ stream }) }],
  ...change
})

const booking = (id: string, status: string): BookingRow => ({
  id,
  artist_id: "nova-kestrel",
  artist_name: "Nova Kestrel",
  venue_id: "mill-hall",
  venue_name: "Mill Hall",
  stage_id: "main",
  prediction_id: null,
  state: "inquiry",
  status,
  scheduled_date: "2027-03-05",
  capacity: 1_400,
  owns_date: status === "confirmed",
  show: {},
  radius: null,
  is_public: true,
  gross_potential_cents: 1,
  created_at: "2026-11-22T00:00:00Z",
  updated_at: "2026-11-22T00:00:00Z"
})

const commit = (change: Commit) => Effect.flatMap(Journal, (journal) => journal.commit(change))

/** Everything that the database keeps of a stream, table by table. */
const kept = Effect.fnUntraced(function*(stream: string) {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<Record<"version" | "events" | "answers" | "timers" | "feed", number>>`
    select coalesce((select version from streams where stream = ${stream}), 0) as version,
      (select count(*)::int from journal where stream = ${stream}) as events,
      (select count(*)::int from commands where stream = ${stream}) as answers,
      (select count(*)::int from timers where stream = ${stream}) as timers,
      (select count(*)::int from feed where body::json ->> 'stream' = ${stream}) as feed`
  return row
})
const nothing = { version: 0, events: 0, answers: 0, timers: 0, feed: 0 }
const once = { version: 1, events: 1, answers: 1, timers: 1, feed: 1 }

describe("GroupCommit", () => {
  it.scoped("stores commits of many entities in few transactions", () =>
    Effect.gen(function*() {
      const streams = Array.makeBy(1_000, (n) => `counter/${n}`)
      yield* Effect.forEach(streams, (stream) => commit(commitOf(stream)), { concurrency: "unbounded" })
      const sql = yield* SqlClient.SqlClient
      const [row] = yield* sql<{ streams: number; transactions: number }>`
        select count(*)::int as streams, count(distinct xmin::text)::int as transactions from streams`
      assert.strictEqual(row?.streams, 1_000)
      assert.isAtMost(row?.transactions ?? 1_000, 50)
    }).pipe(Effect.provide(journal)))

  it.scoped("leaves a commit out whole whose stream has moved, and takes the others of its batch", () =>
    Effect.gen(function*() {
      yield* commit(commitOf("counter/moved", { feed: [] }))
      const stale = commitOf("counter/moved", {
        events: [event(1)],
        answers: [{ commandId: "late", answer: "late" }],
        dueAtMillis: null,
        rows: { bookings: [booking("stale", "pending")] }
      })
      const ends = yield* Effect.forEach(
        [commitOf("counter/a"), stale, commitOf("counter/b")],
        (each) => Effect.either(commit(each)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(ends.map(Either.isRight), [true, false, true])
      assert.strictEqual(Option.getOrThrow(Option.flatMap(Array.get(ends, 1), Either.getLeft))._tag, "StreamMoved")
      assert.deepStrictEqual(yield* kept("counter/moved"), { ...once, feed: 0 })
      assert.deepStrictEqual(yield* kept("counter/a"), once)
      assert.deepStrictEqual(yield* kept("counter/b"), once)
      const sql = yield* SqlClient.SqlClient
      assert.deepStrictEqual(yield* sql`select id from bookings`, [])
    }).pipe(Effect.provide(journal)))

  it.scoped("refuses a first commit for a stream that is there, and a later one for a stream that is not", () =>
    Effect.gen(function*() {
      yield* commit(commitOf("counter/there"))
      const again = yield* Effect.flip(
        commit(commitOf("counter/there", { answers: [{ commandId: "other", answer: "other" }] }))
      )
      assert.strictEqual(again._tag, "StreamMoved")
      const gap = yield* Effect.flip(
        commit(commitOf("counter/absent", { expected: 3, version: 4, events: [event(4)] }))
      )
      assert.strictEqual(gap._tag, "StreamMoved")
      assert.deepStrictEqual(yield* kept("counter/absent"), nothing)
    }).pipe(Effect.provide(journal)))

  it.scoped("gives the stored answers of a repeated command and stores nothing of its commit", () =>
    Effect.gen(function*() {
      yield* commit(commitOf("counter/a"))
      const repeated = yield* Effect.flip(commit(commitOf("counter/a", {
        expected: 1,
        version: 2,
        events: [event(2)],
        answers: [{ commandId: "command-1", answer: "other" }, { commandId: "command-2", answer: "second" }],
        dueAtMillis: null
      })))
      assert.isTrue(repeated._tag === "AlreadyAnswered")
      assert.deepStrictEqual(
        repeated._tag === "AlreadyAnswered" ? [...repeated.answers] : [],
        [["command-1", "first"]]
      )
      assert.deepStrictEqual(yield* kept("counter/a"), once)
    }).pipe(Effect.provide(journal)))

  it.scoped("keeps the same command id of two entities apart", () =>
    Effect.gen(function*() {
      yield* Effect.all([commit(commitOf("counter/a")), commit(commitOf("counter/b"))])
      assert.deepStrictEqual([yield* kept("counter/a"), yield* kept("counter/b")], [once, once])
    }).pipe(Effect.provide(journal)))

  it.scoped("fails a commit alone that the database refuses, wherever it stands in its batch", () =>
    Effect.gen(function*() {
      const bad = new Set([7, 13])
      const ends = yield* Effect.forEach(
        Array.makeBy(
          40,
          (n) =>
            commitOf(`counter/${n}`, { rows: { bookings: [booking(`bk-${n}`, bad.has(n) ? "perhaps" : "pending")] } })
        ),
        (each) => Effect.either(commit(each)),
        { concurrency: "unbounded" }
      )
      const refused = ends.flatMap((end, n) => Either.isLeft(end) ? [[n, end.left._tag]] : [])
      assert.deepStrictEqual(refused, [[7, "CommitRefused"], [13, "CommitRefused"]])
      for (const n of bad) assert.deepStrictEqual(yield* kept(`counter/${n}`), nothing)
      const sql = yield* SqlClient.SqlClient
      const [row] = yield* sql<{ count: number }>`select count(*)::int from bookings`
      assert.strictEqual(row?.count, 38)
    }).pipe(Effect.provide(journal)))

  it.scoped("tells the live side what was stored, under cursors that grow and are those of the feed table", () =>
    Effect.gen(function*() {
      const item = (stream: string, n: number) => ({
        channel: "metrics",
        artistId: stream,
        platform: "tiktok",
        body: JSON.stringify({ stream, n })
      } as const)
      yield* commit(commitOf("counter/5"))
      yield* Effect.forEach(
        Array.makeBy(10, (n) => `counter/${n}`),
        (stream) => Effect.either(commit(commitOf(stream, { feed: Array.makeBy(3, (n) => item(stream, n)) }))),
        { concurrency: "unbounded" }
      )
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ cursor: string; body: string }>`select seq::text as cursor, body from feed order by seq`
      const sent = yield* Effect.flatMap(Sent, Ref.get)
      assert.deepStrictEqual(sent.map(({ body, cursor }) => ({ cursor, body })), [...rows])
      assert.strictEqual(sent.length, 1 + 9 * 3)
      const own = sent.filter(({ artistId }) => artistId === "counter/3")
      assert.deepStrictEqual(own.map(({ body }) => JSON.parse(body).n), [0, 1, 2])
    }).pipe(Effect.provide(journal)))

  it.scoped("moves a timer, leaves it where the commit says nothing of it, and removes it at null", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const due = Effect.map(
        sql<{ kind: string; at: number; claimed: boolean }>`select kind, extract(epoch from due_at)::float8 as at,
          claimed_until > now() as claimed from timers`,
        (rows) => rows.map(({ at, claimed, kind }) => [kind, at, claimed])
      )
      const next = (version: number, dueAtMillis?: number | null) => {
        const { dueAtMillis: _, ...rest } = commitOf("counter/a", {
          expected: version - 1,
          version,
          events: [event(version)],
          answers: []
        })
        return commit(dueAtMillis === undefined ? rest : { ...rest, dueAtMillis })
      }
      yield* next(1, 1_900_000_000_000)
      assert.deepStrictEqual(yield* due, [["counter", 1_900_000_000, false]])
      yield* sql`update timers set claimed_until = now() + interval '1 hour'`
      yield* next(2)
      assert.deepStrictEqual(yield* due, [["counter", 1_900_000_000, true]])
      yield* next(3, 1_900_000_000_500)
      assert.deepStrictEqual(yield* due, [["counter", 1_900_000_000.5, false]])
      yield* next(4, null)
      assert.deepStrictEqual(yield* due, [])
    }).pipe(Effect.provide(journal)))

  it.scoped("loads what was stored, to the letter", () =>
    Effect.gen(function*() {
      const payload = "{\"name\":\"Bj\u00f6rk \u2028 \\\" \ud83c\udfb8\"}"
      yield* commit(commitOf("counter/a", { events: [{ ...event(1), payload }], snapshot: undefined }))
      const { load } = yield* Journal
      assert.deepStrictEqual(
        yield* load("counter/a"),
        Option.some({
          version: 1,
          head: "hash-1",
          snapshotVersion: 0,
          snapshot: undefined,
          events: [{ ...event(1), payload }]
        })
      )
      assert.deepStrictEqual(yield* load("counter/none"), Option.none())
    }).pipe(Effect.provide(journal)))
})
