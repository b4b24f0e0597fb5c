import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, Schedule, Schema } from "effect"
import { ArtistEntity } from "../../../entities/artist/protocol.ts"
import { ask } from "../../../entities/Ask.ts"
import { PredictionResponse } from "../../../entities/domain/Forecast.ts"
import { RequestId } from "../../../entities/domain/Ids.ts"
import { ScrapeFailed } from "../../../entities/domain/Scrape.ts"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"
import * as Cluster from "../../support/Cluster.ts"
import * as Database from "../../support/Database.ts"
import { Sent } from "../../support/Sent.ts"

const id = "nova-kestrel"
const key = (requestId: string) => ({ requestId: RequestId.make(requestId), actor: "tester" })
const profile = {
  name: "Nova Kestrel",
  genres: ["indie pop"],
  handles: { instagram: "nova" },
  source: "sandbox"
} as const

const artist = Effect.map(ArtistEntity.client, (artistOf) => artistOf(id))
const register = Effect.flatMap(artist, (artist) => ask("register", artist.Register({ ...key("register"), profile })))
const get = Effect.flatMap(artist, (artist) => ask("get", artist.Get()))
const scrape = (requestId: string) =>
  Effect.flatMap(artist, (artist) => ask("scrape", artist.Scrape({ ...key(requestId), platforms: ["instagram"] })))
const predict = Effect.flatMap(artist, (artist) =>
  ask(
    "predict",
    artist.Predict({
      room: { venueId: "mill-hall", name: "Mill Hall", city: "Leeds", country: "GB", capacity: 1_400 },
      date: ShowDate.make("2027-03-05"),
      asOf: ShowDate.make("2026-11-22"),
      useHistorical: true,
      includeSimilarArtists: true,
      seasonalAdjustment: true
    }),
    "20 seconds"
  )).pipe(Effect.flatMap(Schema.decode(Schema.parseJson(PredictionResponse))))

/** The artist once its timer has had it looked at for the n-th time. */
const looked = (isThere: (view: Effect.Effect.Success<typeof get>) => boolean) =>
  get.pipe(
    Effect.filterOrFail(isThere),
    Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("10 seconds")))
  )
const wasLookedAt = looked(({ platforms }) => platforms["instagram"]?.scrapedAtMillis !== undefined)

const loginWall = new ScrapeFailed({
  platform: "instagram",
  handle: "nova",
  reason: "LoginWall",
  detail: "a login page instead of the profile"
})

const metrics = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql<
      { metric_type: string; value: number }
    >`select metric_type, value from metrics order by collected_at, metric_type`
)

describe("an artist", () => {
  it.scopedLive("is looked at though nobody asks, and its figures are kept, listed and told", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* register
        const view = yield* wasLookedAt
        assert.strictEqual(view.platforms["instagram"]?.followers, 4_200)
        assert.deepStrictEqual(yield* metrics, [{ metric_type: "followers", value: 4_200 }])
        const sql = yield* SqlClient.SqlClient
        const rows =
          yield* sql`select name, reach::int, instagram_followers::int as instagram, tiktok_followers as tiktok,
          next_due_at = t.due_at as "dueAsTimed", scraped_at is not null as scraped
          from artists join timers t on t.stream = ${`artist/${id}`}`
        assert.deepStrictEqual(rows, [
          { name: "Nova Kestrel", reach: 4_200, instagram: 4_200, tiktok: null, dueAsTimed: true, scraped: true }
        ])
        const sent = yield* Effect.flatMap(Sent, Ref.get)
        assert.deepStrictEqual(
          sent.map(({ artistId, body, channel, platform }) => [
            channel,
            artistId,
            platform,
            JSON.parse(body).data.metric,
            JSON.parse(body).data.value
          ]),
          [["metrics", id, "instagram", "followers", 4_200]]
        )
      }).pipe(Effect.provide(Cluster.layer(url, { platforms: () => Cluster.followers(4_200) })))
    }))

  it.scopedLive("keeps what it knew when a look fails, and says what failed", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* register
        const before = yield* wasLookedAt
        yield* scrape("second")
        const once = yield* get
        const twice = yield* scrape("third")
        assert.strictEqual(twice.platforms["instagram"]?.followers, 4_200)
        assert.strictEqual(
          twice.platforms["instagram"]?.scrapedAtMillis,
          before.platforms["instagram"]?.scrapedAtMillis
        )
        assert.strictEqual(twice.platforms["instagram"]?.consecutiveFailures, 2)
        assert.strictEqual(once.platforms["instagram"]?.consecutiveFailures, 1)
        assert.deepStrictEqual(twice.platforms["instagram"]?.lastFailure, {
          reason: "LoginWall",
          detail: "a login page instead of the profile"
        })
        assert.deepStrictEqual(yield* metrics, [{ metric_type: "followers", value: 4_200 }])
      }).pipe(
        Effect.provide(Cluster.layer(url, { platforms: (look) => look === 0 ? Cluster.followers(4_200) : loginWall }))
      )
    }))

  it.scopedLive("has no figure that no platform reported", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const { metrics: reported, ...rest } = Cluster.followers(0)
      const { followers: _, ...unreported } = reported
      yield* Effect.gen(function*() {
        yield* register
        const view = yield* wasLookedAt
        assert.notProperty(view.platforms["instagram"], "followers")
        assert.deepStrictEqual(yield* metrics, [])
        const sql = yield* SqlClient.SqlClient
        assert.deepStrictEqual(
          yield* sql`select instagram_followers, spotify_monthly_listeners, growth_28d from artists`,
          [{ instagram_followers: null, spotify_monthly_listeners: null, growth_28d: null }]
        )
      }).pipe(Effect.provide(Cluster.layer(url, { platforms: () => ({ ...rest, metrics: unreported }) })))
    }))

  it.scopedLive("is the same after a restart, its next look included", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      const platforms = () => Cluster.followers(4_200)
      const before = yield* Effect.zipRight(register, wasLookedAt).pipe(
        Effect.provide(Cluster.layer(url, { platforms }))
      )
      const after = yield* get.pipe(Effect.provide(Cluster.layer(url, { platforms })))
      assert.deepStrictEqual(after, before)
      assert.isAbove(after.nextDueAtMillis ?? 0, after.platforms["instagram"]?.scrapedAtMillis ?? Infinity)
    }))

  it.scopedLive("is the same after it was idle and left the memory", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        yield* register
        const before = yield* wasLookedAt
        const sql = yield* SqlClient.SqlClient
        yield* Effect.sleep("7 seconds")
        // only one that is loaded anew can tell of this
        yield* sql`update streams set snapshot = replace(snapshot, 'Nova Kestrel', 'Nova K.')`
        assert.deepStrictEqual(yield* get, { ...before, name: "Nova K." })
      }).pipe(Effect.provide(Cluster.layer(url, { platforms: () => Cluster.followers(4_200), maxIdleMillis: 500 })))
    }), 30_000)

  it.scopedLive(
    "answers the same question with the same prediction until there are new figures",
    () =>
      Effect.gen(function*() {
        const url = yield* Database.fresh
        yield* Effect.gen(function*() {
          yield* register
          yield* wasLookedAt
          const first = yield* predict
          assert.deepStrictEqual(yield* predict, first)
          yield* scrape("again")
          const fresh = yield* predict
          assert.notStrictEqual(fresh.predictionId, first.predictionId)
          const sql = yield* SqlClient.SqlClient
          const kept = yield* sql<{ id: string; followers: number }>`
          select id, (features::json -> 'act' ->> 'instagramFollowers')::int as followers from predictions order by created_at`
          assert.deepStrictEqual(kept, [
            { id: first.predictionId, followers: 1_000 },
            { id: fresh.predictionId, followers: 90_000 }
          ])
        }).pipe(
          Effect.provide(Cluster.layer(url, { platforms: (look) => Cluster.followers(look === 0 ? 1_000 : 90_000) }))
        )
      }),
    60_000
  )

  it.scopedLive("that nobody registered is refused, and nothing is written of it", () =>
    Effect.gen(function*() {
      const url = yield* Database.fresh
      yield* Effect.gen(function*() {
        const nobody = yield* artist
        const calls = [
          Effect.asVoid(get),
          Effect.asVoid(scrape("scrape")),
          Effect.asVoid(predict),
          Effect.asVoid(ask("watch", nobody.SetWatched({ ...key("watch"), watched: true })))
        ]
        const refusals = yield* Effect.forEach(calls, (call) => Effect.flip(call))
        assert.deepStrictEqual(refusals.map(({ _tag }) => _tag), Array(4).fill("ArtistNotFound"))
        const sql = yield* SqlClient.SqlClient
        assert.deepStrictEqual(
          yield* sql`select stream from streams union all select stream from commands union all select stream from timers
            union all select id from artists union all select id from predictions`,
          []
        )
      }).pipe(Effect.provide(Cluster.layer(url)))
    }))
})
