import { assert, layer } from "@effect/vitest"
import { Effect, Either, Fiber } from "effect"
import { Scraper } from "../../entities/Scraper.ts"
import { Sandbox } from "../../scrapers/sandbox/Sandbox.ts"
import { sandbox } from "./platforms.ts"

const act = "sbx_rising_star"

layer(sandbox(), { excludeTestServices: true })("the scraper", (it) => {
  it.effect(
    "reads an artist's profile on every platform, with where the figures come from",
    () =>
      Effect.gen(function*() {
        const scraper = yield* Scraper
        const tiktok = yield* scraper.scrape("tiktok", "@testartist")
        const instagram = yield* scraper.scrape("instagram", "@testartist")
        const spotify = yield* scraper.scrape("spotify", "sbxLoadtestLanterns002")
        assert.strictEqual(tiktok.artist.displayName, "Loadtest Lanterns")
        assert.strictEqual(instagram.artist.username, "testartist")
        for (const { metadata, metrics } of [tiktok, instagram, spotify]) {
          assert.isAbove(metrics.followers ?? 0, 10_000)
          assert.isAtMost(metadata.retryCount, 3)
          assert.strictEqual(metadata.source, "sandbox")
          assert.strictEqual(metadata.proxyUsed, "direct")
        }
        assert.isAbove(tiktok.metrics.engagement.comments ?? 0, 0)
        assert.deepStrictEqual(spotify.metrics.topCities?.map(({ city }) => city).slice(0, 1), ["San Francisco"])
        assert.isAbove(spotify.metrics.monthlyListeners ?? 0, spotify.metrics.followers ?? 0)
        assert.isFalse("followers" in spotify.metrics.engagement)
      }),
    20_000
  )

  it.effect("tries again when a platform stumbles, and counts it", () =>
    Effect.gen(function*() {
      yield* (yield* Sandbox).plan({ platform: "tiktok", handle: act, fault: "ServerError", count: 2 })
      const { metadata } = yield* (yield* Scraper).scrape("tiktok", act)
      assert.strictEqual(metadata.retryCount, 2)
    }), 20_000)

  it.effect("waits as long as the platform asks before it asks again", () =>
    Effect.gen(function*() {
      yield* (yield* Sandbox).plan({
        platform: "instagram",
        handle: act,
        fault: "RateLimited",
        count: 1,
        retryAfter: 1
      })
      const { metadata } = yield* (yield* Scraper).scrape("instagram", act)
      assert.strictEqual(metadata.retryCount, 1)
      assert.isAtLeast(metadata.scrapeTime, 950)
    }), 20_000)

  it.effect("goes to the page in a browser where Instagram's API wants a login", () =>
    Effect.gen(function*() {
      yield* (yield* Sandbox).plan({ platform: "instagram", handle: act, fault: "LoginPage", count: 1 })
      const { metadata } = yield* (yield* Scraper).scrape("instagram", act)
      assert.strictEqual(metadata.layout, "instagram/og")
    }), 20_000)

  it.effect("refuses what can be no handle without asking anybody", () =>
    Effect.gen(function*() {
      const before = yield* (yield* Sandbox).requests
      const refused = yield* Effect.flip((yield* Scraper).scrape("tiktok", "http://169.254.169.254/"))
      assert.strictEqual(refused.reason, "NotFound")
      assert.strictEqual(yield* (yield* Sandbox).requests, before)
    }))

  it.effect("leaves nothing behind when a look is interrupted", () =>
    Effect.gen(function*() {
      const scraper = yield* Scraper
      const box = yield* Sandbox
      yield* box.plan({ platform: "tiktok", handle: act, fault: "Silence", count: 3 })
      const looks = yield* Effect.forEach([1, 2, 3], () => Effect.fork(scraper.scrape("tiktok", act)))
      yield* Effect.sleep(500)
      yield* Fiber.interruptAll(looks)
      yield* box.clear
      assert.isAbove((yield* scraper.scrape("tiktok", act)).metrics.followers ?? 0, 10_000)
    }), 20_000)
})

layer(sandbox({ SCRAPER_BREAKER_FAILURES: "2", SCRAPER_RETRIES: "0", SCRAPER_BREAKER_OPEN: "1 second" }), {
  excludeTestServices: true
})("the breaker", (it) => {
  it.effect(
    "leaves a platform that fails alone for a while, others not, and tries again after it",
    () =>
      Effect.gen(function*() {
        const scraper = yield* Scraper
        const box = yield* Sandbox
        yield* box.plan({ platform: "instagram", fault: "Consent" })
        const reasons = yield* Effect.forEach([1, 2, 3], () =>
          Effect.map(
            Effect.either(scraper.scrape("instagram", act)),
            (look) => Either.isLeft(look) ? look.left.reason : "figures"
          ))
        assert.deepStrictEqual(reasons, ["Consent", "Consent", "CircuitOpen"])
        yield* box.clear
        yield* scraper.scrape("spotify", "sbxRisingStar000000001")
        yield* Effect.sleep(1_100)
        yield* scraper.scrape("instagram", act)
      }),
    20_000
  )
})
