import { SqlClient, Statement } from "@effect/sql"
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer, Ref, Schema } from "effect"
import { ArtistId } from "../../entities/domain/Ids.ts"
import * as ArtistLists from "../../rpc/ArtistLists.ts"
import * as BookingLists from "../../rpc/BookingLists.ts"
import { ArtistSearch } from "../../rpc/contract/ArtistRpcs.ts"
import { BookingSearch } from "../../rpc/contract/BookingRpcs.ts"
import * as Database from "../support/Database.ts"

const acts = 100_000
const filled = Layer.effectDiscard(
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    yield* sql`insert into artists (id, name, genres, source, reach, growth_28d, watched)
    select 'act-' || n, md5(n::text) || ' ' || n, array[case when n % 50 = 0 then 'ska' else 'pop' end], 'sandbox',
      (n * 7919 % 20000), case when n % 3 = 0 then (n % 500) / 1000.0 end, n % 100 = 0
    from generate_series(1, ${acts}) n`
    yield* sql`insert into artists (id, name, source, reach) values ('kestrel', 'Nova Kestrel', 'sandbox', 5),
    ('bjork', 'Ébène Österreich', 'sandbox', 5), ('percent', '100% Wolf_Pack', 'sandbox', 5)`
    yield* sql`insert into metrics (artist_id, platform, metric_type, value, source, collected_at)
    select 'act-' || n, 'tiktok', 'followers', n, 'sandbox', now() - (n % 2) * interval '1 month' from generate_series(1, ${acts}) n`
    yield* sql`insert into shows (id, source, artist_id, act, venue, city, country, date, capacity, sold)
    select 's-' || n, 'sandbox', 'act-' || n, 'Act', 'V', 'C', 'GB', '2025-03-05', 100, 50 from generate_series(1, ${acts}) n`
    yield* sql`insert into journal (stream, position, type, payload, command_id, actor, at, hash)
    select 'booking/bk-' || n, 1, 'T', '{}', 'c', 'a', now(), 'h' from generate_series(1, ${acts}) n`
    yield* sql`insert into bookings (id, artist_id, artist_name, venue_id, venue_name, stage_id, state, status, scheduled_date,
      capacity, owns_date, show, is_public, gross_potential_cents, created_at, updated_at)
    select 'bk-' || n, 'act-' || n % 5000, 'A', 'v-' || n % 300, 'V', 'main', 'hold',
      case when n % 1000 = 0 then 'cancelled' else 'pending' end, date '2026-01-01' + n % 900, 100, false, '{}', false, 1, now(), now()
    from generate_series(1, ${acts}) n`
    for (const table of ["artists", "metrics", "shows", "journal", "bookings"]) yield* sql`vacuum analyze ${sql(table)}`
  }).pipe(Effect.orDie)
)
const database = filled.pipe(Layer.provideMerge(Database.layer))

interface Node {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly Plans?: ReadonlyArray<Node>
}
const Node: Schema.Schema<Node> = Schema.Struct({
  "Node Type": Schema.String,
  "Relation Name": Schema.optionalWith(Schema.String, { exact: true }),
  Plans: Schema.optionalWith(Schema.Array(Schema.suspend(() => Node)), { exact: true })
})
const Plan = Schema.Tuple(Schema.Struct({ "QUERY PLAN": Schema.Tuple(Schema.Struct({ Plan: Node })) }))

const nodes = (node: Node): ReadonlyArray<Node> => [node, ...(node.Plans ?? []).flatMap(nodes)]

/** The plans of the very statements that `ask` sends. */
const plans = <A, E, R>(ask: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const sent = yield* Ref.make<ReadonlyArray<readonly [string, ReadonlyArray<unknown>]>>([])
    yield* Statement.withTransformer(ask, (statement) =>
      Effect.as(Ref.update(sent, (before) => [...before, statement.compile()]), statement))
    const found = yield* Effect.forEach(yield* Ref.get(sent), ([text, parameters]) =>
      Effect.flatMap(sql.unsafe(`explain (format json) ${text}`, [...parameters]), Schema.decodeUnknown(Plan)))
    assert.isNotEmpty(found)
    return found.flatMap(([{ "QUERY PLAN": [{ Plan }] }]) =>
      nodes(Plan)
    )
  })

const usesIndexes = <A, E, R>(ask: Effect.Effect<A, E, R>) =>
  Effect.map(
    plans(ask),
    (all) =>
      assert.deepStrictEqual(
        all.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]),
        []
      )
  )

const wanted = Schema.decodeSync(ArtistSearch)
const search = (asked: Schema.Schema.Encoded<typeof ArtistSearch>) => ArtistLists.search(wanted(asked))
const bookings = Schema.decodeSync(BookingSearch)

describe("lists over 100,000 rows", () => {
  layer(database, { timeout: "60 seconds" })((it) => {
    const found: ReadonlyArray<readonly [string, string, string]> = [
      ["a typing error", "Nova Kestral", "kestrel"],
      ["the middle of a name", "va kest", "kestrel"],
      ["capitals", "NOVA", "kestrel"],
      ["capitals with accents", "ÉBÈNE ÖSTER", "bjork"],
      ["a percent sign that stands for itself", "100% w", "percent"],
      ["an underscore that stands for itself", "wolf_p", "percent"],
      ["the first two letters", "no", "kestrel"]
    ]
    it.effect.each(found)("finds an act by %s", ([, query, id]) =>
      Effect.gen(function*() {
        const { artists } = yield* search({ query, limit: 5 })
        assert.strictEqual(artists[0]?.id, id)
      }))

    const orders = ["reach", "growth", "name"] as const
    it.effect.each(orders)(
      "pages through the acts of a genre by %s without a gap or a repeat",
      (order) =>
        Effect.gen(function*() {
          const seen: Array<string> = []
          let cursor: string | null = null
          do {
            const page: Effect.Effect.Success<ReturnType<typeof search>> = yield* search({
              genre: "ska",
              order,
              limit: 100,
              ...(cursor === null ? {} : { cursor })
            })
            seen.push(...page.artists.map(({ id }) => id))
            cursor = page.nextCursor
          } while (cursor !== null)
          const sql = yield* SqlClient.SqlClient
          const all = yield* sql<{ id: string }>`select id from artists
          where genres @> '{ska}' and (${order} <> 'growth' or growth_28d is not null)`
          assert.strictEqual(new Set(seen).size, seen.length)
          assert.deepStrictEqual(seen.toSorted(), all.map(({ id }) => id).toSorted())
        }),
      30_000
    )

    it.effect("pages through the best matches to an end, however many there are", () =>
      Effect.gen(function*() {
        const seen: Array<string> = []
        let cursor: string | null = null
        do {
          const page: Effect.Effect.Success<ReturnType<typeof search>> = yield* search({
            query: "a1",
            limit: 100,
            ...(cursor === null ? {} : { cursor })
          })
          seen.push(...page.artists.map(({ id }) => id))
          cursor = page.nextCursor
        } while (cursor !== null)
        assert.isAbove(seen.length, 300)
        assert.strictEqual(new Set(seen).size, seen.length)
      }), 30_000)

    it.effect("starts over with a cursor of another order, or one that is none", () =>
      Effect.gen(function*() {
        const { nextCursor: byName } = yield* search({ order: "name", limit: 3 })
        const first = yield* search({ order: "reach", limit: 3 })
        for (const cursor of [byName ?? "", "", "%%%", "bm9uZQ"]) {
          assert.deepStrictEqual(yield* search({ order: "reach", limit: 3, cursor }), first)
          assert.strictEqual((yield* BookingLists.list(bookings({ limit: 3, cursor }))).bookings.length, 3)
        }
      }))

    const asked: ReadonlyArray<readonly [string, Schema.Schema.Encoded<typeof ArtistSearch>]> = [
      ["a name", { query: "kestrel" }],
      ["the beginning of a name", { query: "no" }],
      ["everybody by reach", {}],
      ["everybody by growth", { order: "growth" }],
      ["everybody by name", { order: "name" }],
      ["the watched", { watchedOnly: true }],
      ["a range of reach", { minReach: 100, maxReach: 200 }],
      ["a genre", { genre: "ska", order: "reach" }]
    ]
    it.effect.each(asked)("reads no table whole for %s, nor for its next page", ([, asked]) =>
      Effect.gen(function*() {
        yield* usesIndexes(search(asked))
        const { nextCursor } = yield* search(asked)
        if (nextCursor !== null) yield* usesIndexes(search({ ...asked, cursor: nextCursor }))
      }))

    it.effect("reads the history of one artist by index, and of the metrics only the months in question", () =>
      Effect.gen(function*() {
        const artistId = ArtistId.make("act-7")
        yield* usesIndexes(ArtistLists.pastShows(artistId))
        yield* usesIndexes(ArtistLists.series(artistId, 400))
        const scanned = (days: number) =>
          Effect.map(
            plans(ArtistLists.series(artistId, days)),
            (all) => [...new Set(all.flatMap((node) => node["Relation Name"] ?? []))].toSorted()
          )
        const sql = yield* SqlClient.SqlClient
        const months = (days: number) =>
          Effect.map(
            sql<{ name: string }>`select distinct 'metrics_' || to_char(day, 'YYYY_MM') as name from generate_series(
              greatest(now() - make_interval(days => ${days}), date_trunc('month', now()) - interval '1 month'), now(),
              interval '12 hours') as day order by 1`,
            (rows) => rows.map(({ name }) => name)
          )
        assert.deepStrictEqual(yield* scanned(1), yield* months(1))
        assert.deepStrictEqual(yield* scanned(400), yield* months(400))
      }))

    const listed: ReadonlyArray<readonly [string, Schema.Schema.Encoded<typeof BookingSearch>]> = [
      ["all", {}],
      ["those of a rare status", { status: "cancelled" }],
      ["those of an artist", { artistId: "act-7" }],
      ["those of a venue from a day on", { venueId: "v-7", from: "2027-01-01" }],
      ["those of a month", { from: "2027-01-01", to: "2027-01-31" }]
    ]
    it.effect.each(listed)("reads bookings by index: %s", ([, asked]) =>
      Effect.gen(function*() {
        yield* usesIndexes(BookingLists.list(bookings(asked)))
        const { nextCursor } = yield* BookingLists.list(bookings(asked))
        if (nextCursor !== null) yield* usesIndexes(BookingLists.list(bookings({ ...asked, cursor: nextCursor })))
      }))
  })
})
