import { SqlClient } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Array, Cause, Deferred, Effect, Either, Exit, Fiber, Layer, Option, Ref, Schedule } from "effect"
import * as GroupCommit from "../../entities/GroupCommit.ts"
import * as HashChain from "../../entities/HashChain.ts"
import { type Commit, Journal } from "../../entities/Journal.ts"
import * as Writer from "../../entities/Writer.ts"
import * as Database from "../support/Database.ts"
import { Sent } from "../support/Sent.ts"
import { add, type Added, definition, type JournalRow, OnlyUp, recorded } from "./counter.ts"

const storage = GroupCommit.layer.pipe(Layer.provideMerge(Sent.layer))
const layer = storage.pipe(Layer.provideMerge(Database.layer))

const counter = (id = "a") => Writer.make(definition, id)

const events = Effect.fnUntraced(function*(id = "a") {
  const sql = yield* SqlClient.SqlClient
  return yield* sql<JournalRow & { readonly transaction: string }>`
    select position, type, payload, command_id, actor, at, hash, xmin::text as transaction from journal
    where stream = ${`counter/${id}`} order by position`
})

/** The total that the journal tells of, once its chain was found whole. */
const told = Effect.fnUntraced(function*(id = "a") {
  const rows = yield* events(id)
  assert.isUndefined(HashChain.firstBreak(`counter/${id}`, rows.map(recorded)))
  assert.deepStrictEqual(rows.map(({ position }) => position), rows.map((_, index) => index + 1))
  return rows.reduce((sum, { payload }) => sum + Number(JSON.parse(payload).by), 0)
})

const requests = (count: number, prefix = "add") => Array.makeBy(count, (n) => `${prefix}-${n}`)
const together = { concurrency: "unbounded" } as const

/** A caller of the real thing: "try again" is tried again, under the same id. */
const insist = <A, E>(command: Effect.Effect<A, E>) =>
  Effect.retry(command, Schedule.spaced("20 millis").pipe(Schedule.upTo("10 seconds")))

/** A journal whose commits wait at a gate. */
const gated = Effect.gen(function*() {
  const inner = yield* Journal
  const gate = yield* Deferred.make<void>()
  const commits = yield* Ref.make<ReadonlyArray<Commit>>([])
  const journal = Journal.of({
    load: inner.load,
    commit: (commit) =>
      Ref.update(commits, (before) => [...before, commit]).pipe(
        Effect.zipRight(Deferred.await(gate)),
        Effect.zipRight(inner.commit(commit))
      )
  })
  return { journal, open: Deferred.succeed(gate, undefined), commits: Ref.get(commits) }
})

describe("Writer", () => {
  it.scoped("counts 64 commands that come at once exactly, in fewer commits than commands", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const totals = yield* Effect.forEach(requests(64), (id) => add(writer, id), together)
      assert.deepStrictEqual([...totals].sort((a, b) => a - b), Array.range(1, 64))
      assert.deepStrictEqual(yield* writer.state, { total: 64 })
      assert.strictEqual(yield* told(), 64)
      assert.isBelow(new Set((yield* events()).map(({ transaction }) => transaction)).size, 10)
    }).pipe(Effect.provide(layer)))

  it.scoped("answers nothing and shows nothing before it is stored", () =>
    Effect.gen(function*() {
      const { commits, journal, open } = yield* gated
      const writer = yield* Effect.provideService(counter(), Journal, journal)
      const caller = yield* Effect.fork(add(writer, "add-1"))
      yield* Effect.repeat(Effect.yieldNow(), { while: () => Effect.map(commits, ({ length }) => length === 0) })
      assert.isTrue(Option.isNone(yield* Fiber.poll(caller)))
      assert.deepStrictEqual(yield* writer.state, { total: 0 })
      yield* open
      assert.strictEqual(yield* Fiber.join(caller), 1)
      assert.deepStrictEqual(yield* writer.state, { total: 1 })
    }).pipe(Effect.provide(layer)))

  it.scoped("answers a repeated request the same, also once it was loaded anew", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      assert.strictEqual(yield* add(writer, "first", 5), 5)
      yield* add(writer, "second", 2)
      assert.strictEqual(yield* add(writer, "first", 5), 5)
      assert.strictEqual(yield* add(yield* counter(), "first", 5), 5)
      assert.strictEqual(yield* told(), 7)
    }).pipe(Effect.provide(layer)))

  it.scoped("refuses a repeated request the same, also once it was loaded anew", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      yield* add(writer, "first", 5)
      const refusal = yield* Effect.flip(add(writer, "down", -1))
      assert.deepStrictEqual(refusal, new OnlyUp({ total: 5 }))
      yield* add(writer, "second", 2)
      assert.deepStrictEqual(yield* Effect.flip(add(writer, "down", -1)), refusal)
      assert.deepStrictEqual(yield* Effect.flip(add(yield* counter(), "down", -1)), refusal)
      assert.strictEqual(yield* told(), 7)
    }).pipe(Effect.provide(layer)))

  it.scoped("remembers a refusal that shared its commit with the very first event", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const [, refused] = yield* Effect.all([
        add(writer, "first", 5),
        Effect.flip(add(writer, "down", -1))
      ], together)
      yield* add(writer, "second", 2)
      assert.deepStrictEqual(refused, new OnlyUp({ total: 5 }))
      assert.deepStrictEqual(yield* Effect.flip(add(writer, "down", -1)), refused)
    }).pipe(Effect.provide(layer)))

  it.scoped("keeps nothing of an entity that never was", () =>
    Effect.gen(function*() {
      const writer = yield* counter("nobody")
      yield* Effect.flip(add(writer, "down", -1))
      const sql = yield* SqlClient.SqlClient
      assert.deepStrictEqual(yield* sql`select stream from streams union all select stream from commands`, [])
    }).pipe(Effect.provide(layer)))

  it.scoped("does a request once that is sent many times while it is underway", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const answers = yield* Effect.forEach(Array.replicate("same", 20), (id) => add(writer, id, 3), together)
      assert.deepStrictEqual(answers, Array.replicate(3, 20))
      assert.strictEqual(yield* told(), 3)
    }).pipe(Effect.provide(layer)))

  it.scoped("survives a defect: it fails the command that caused it and no other", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const throwing = writer.run(
        { requestId: "bug", actor: "tester", answer: { encode: () => "", decode: () => Either.right(0) } },
        (): Either.Either<ReadonlyArray<Added>> => {
          throw new Error("a bug")
        },
        ({ total }) => total
      )
      const [before, ended, after] = yield* Effect.all(
        [add(writer, "before"), Effect.exit(throwing), add(writer, "after")],
        together
      )
      assert.deepStrictEqual([before, after], [1, 2])
      assert.isTrue(Exit.isFailure(ended) && Cause.isDie(ended.cause))
      assert.strictEqual(yield* add(writer, "later"), 3)
      assert.strictEqual(yield* told(), 3)
    }).pipe(Effect.provide(layer)))

  it.scoped("fails alone a command under an id that another kind of command was answered with", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      yield* add(writer, "taken")
      const other = writer.run(
        {
          requestId: "taken",
          actor: "tester",
          answer: {
            encode: () => "",
            decode: () => {
              throw new Error("not an answer of this kind")
            }
          }
        },
        () => Either.right([{ _tag: "Added", by: 100 }] as const),
        ({ total }) => total
      )
      const [mate, ended] = yield* Effect.all([add(writer, "mate"), Effect.exit(other)], together)
      assert.strictEqual(mate, 2)
      assert.isTrue(Exit.isFailure(ended) && Cause.isDie(ended.cause))
      assert.strictEqual(yield* told(), 2)
    }).pipe(Effect.provide(layer)))

  it.scoped("fails alone a command that the database refuses, though it shared its commit with others", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const ends = yield* Effect.forEach(
        ["one", "two\u0000", "three"],
        (id) => Effect.exit(add(writer, id)),
        together
      )
      assert.deepStrictEqual(ends.map(Exit.isSuccess), [true, false, true])
      assert.strictEqual(yield* told(), 2)
    }).pipe(Effect.provide(layer)))

  it.scopedLive("lets two owners of one entity get in each other's way without losing or doubling a command", () =>
    Effect.gen(function*() {
      const [one, two] = [yield* counter(), yield* counter()]
      const sent = [...requests(32, "one").map((id) => add(one, id)), ...requests(32, "two").map((id) => add(two, id))]
      yield* Effect.forEach(sent, insist, together)
      assert.strictEqual(yield* told(), 64)
      yield* insist(add(one, "last-one"))
      assert.strictEqual(yield* insist(add(two, "last-two")), 66)
    }).pipe(Effect.provide(layer)))

  it.scoped("is loaded from a snapshot and at most a hundred events", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      for (const id of requests(250)) yield* add(writer, id)
      const { load } = yield* Journal
      const found = Option.getOrThrow(yield* load("counter/a"))
      assert.isAbove(found.snapshotVersion, 0)
      assert.isAtMost(found.events.length, 100)
      const again = yield* counter()
      assert.deepStrictEqual(yield* again.state, yield* writer.state)
      assert.strictEqual(yield* add(again, "next"), 251)
      assert.strictEqual(yield* told(), 251)
    }).pipe(Effect.provide(layer)))

  it.scoped("loses nothing for callers that went away", () =>
    Effect.gen(function*() {
      const writer = yield* counter()
      const callers = yield* Effect.forEach(requests(40), (id, n) =>
        Effect.fork(add(writer, id)).pipe(Effect.tap(() => n % 5 === 0 ? Effect.yieldNow() : Effect.void)))
      const leave = (caller: (typeof callers)[number], n: number) =>
        n % 2 === 0 ? Effect.asVoid(Fiber.interrupt(caller)) : Effect.asVoid(Fiber.join(caller))
      yield* Effect.forEach(callers, leave, together)
      assert.strictEqual(yield* add(writer, "after"), yield* told())
      yield* Effect.forEach(requests(40), (id) =>
        add(writer, id), together)
      assert.strictEqual(yield* told(), 41)
      assert.deepStrictEqual(yield* writer.state, { total: 41 })
    }).pipe(Effect.provide(layer)))

  it.scopedLive(
    "applies every command once while the database keeps closing its connections",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        const app = storage.pipe(Layer.provideMerge(PgClient.layer({ url, maxConnections: 4, applicationName: "app" })))
        const killer = PgClient.layer({ url, maxConnections: 1, applicationName: "killer" })
        const closing = Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          const [row] = yield* sql<{ count: number }>`select count(pg_terminate_backend(pid))::int from pg_stat_activity
          where application_name = 'app' and datname = current_database()`
          return row?.count ?? 0
        })
        yield* Effect.gen(function*() {
          const writers = yield* Effect.forEach(["a", "b", "c", "d", "e"], counter)
          const rounds = Effect.forEach(
            requests(40),
            (id) => Effect.forEach(writers, (writer) => insist(add(writer, id)), together),
            { discard: true }
          )
          const killed = yield* Ref.make(0)
          const strikes = closing.pipe(
            Effect.flatMap((count) => Ref.update(killed, (before) => before + count)),
            Effect.repeat(Schedule.intersect(Schedule.spaced("40 millis"), Schedule.recurs(10))),
            Effect.provide(killer)
          )
          yield* Effect.zip(strikes, rounds, { concurrent: true })
          assert.isAbove(yield* Ref.get(killed), 0)
          for (const id of ["a", "b", "c", "d", "e"]) assert.strictEqual(yield* told(id), 40)
        }).pipe(Effect.provide(app))
      }),
    30_000
  )
})
