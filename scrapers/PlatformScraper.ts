import { Clock, Config, DateTime, Duration, Effect, Layer, Metric, MetricBoundaries, Random, Ref } from "effect"
import type { Platform } from "../entities/domain/Platform.ts"
import { ScrapeFailed, type ScraperResponse } from "../entities/domain/Scrape.ts"
import { Scraper } from "../entities/Scraper.ts"
import * as CircuitBreaker from "./CircuitBreaker.ts"
import * as Handle from "./Handle.ts"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import { RateLimit } from "./RateLimit.ts"
import { delayBefore } from "./retry.ts"
import { ScraperPool } from "./ScraperPool.ts"
import * as instagram from "./sources/instagram/source.ts"
import { Misread, type Sighting } from "./sources/Sighting.ts"
import * as spotify from "./sources/spotify/source.ts"
import { SpotifyToken } from "./sources/spotify/Token.ts"
import * as tiktok from "./sources/tiktok/source.ts"

const sources = { tiktok, instagram, spotify }

const looks = Metric.counter("promoteros_scrapes_total", {
  description: "Looks at a platform, by outcome",
  incremental: true
})
const retries = Metric.counter("promoteros_scrape_retries_total", {
  description: "Retries of looks",
  incremental: true
})
const duration = Metric.histogram(
  "promoteros_scrape_duration_seconds",
  MetricBoundaries.fromIterable([0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20]),
  "Time of whole looks, retries included"
)
const circuits = Metric.gauge("promoteros_scrape_circuit_open", { description: "1 while a platform's breaker is open" })

/**
 * The scraper that artists ask: a look takes its turn (rate limit), a session (pool) and at most `SCRAPER_TIMEOUT`; it is
 * retried where that may help, and not begun at all while the platform's breaker is open.
 */
export const layer = Layer.effect(
  Scraper,
  Effect.gen(function*() {
    const environment = yield* Effect.context<PlatformAddresses | SpotifyToken>()
    const { source } = yield* PlatformAddresses
    const pool = yield* ScraperPool
    const rates = yield* RateLimit
    const bound = yield* Config.duration("SCRAPER_TIMEOUT").pipe(Config.withDefault(Duration.seconds(20)))
    const attemptBound = yield* Config.duration("SCRAPER_ATTEMPT_TIMEOUT").pipe(
      Config.withDefault(Duration.seconds(10))
    )
    const breaker = yield* breakers

    const once = (platform: Platform, handle: string, leftMillis: number) =>
      Effect.zipRight(
        rates.turn(platform, Duration.millis(leftMillis)),
        pool.use((session) =>
          sources[platform].look(session, handle).pipe(
            Effect.provide(environment),
            Effect.map((sighting) => ({ sighting, proxy: session.proxy })),
            Effect.timeoutFail({
              duration: attemptBound,
              onTimeout: () =>
                new Misread({ reason: "Timeout", detail: `no answer within ${Duration.format(attemptBound)}` })
            }),
            Effect.tapError((failure) => heeded(platform, failure))
          )
        )
      )

    const heeded = (platform: Platform, { reason, retryAfterMillis }: Misread) =>
      reason === "RateLimited" && retryAfterMillis !== undefined ? rates.close(platform, retryAfterMillis) : Effect.void

    const again = (platform: Platform, handle: string, until: number, retry: number): Effect.Effect<Found, Misread> =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        once(platform, handle, until - now).pipe(
          Effect.map((found) => ({ ...found, retry })),
          Effect.catchAll((failure) =>
            Effect.gen(function*() {
              const left = until - (yield* Clock.currentTimeMillis)
              const wait = delayBefore(retry, failure, left, yield* Random.next)
              if (wait === undefined) return yield* failure
              yield* Metric.increment(Metric.tagged(retries, "platform", platform))
              yield* Effect.sleep(wait)
              return yield* again(platform, handle, until, retry + 1)
            })
          )
        ))

    const scrape = Effect.fn("Scraper.scrape")(function*(platform: Platform, written: string) {
      const started = yield* Clock.currentTimeMillis
      const handle = yield* Effect.mapError(
        Handle.decode(platform, written),
        ({ message }) => new Misread({ reason: "NotFound", detail: message })
      )
      const found = yield* breaker[platform](
        again(platform, handle, started + Duration.toMillis(bound), 0).pipe(
          Effect.timeoutFail({
            duration: bound,
            onTimeout: () => new Misread({ reason: "Timeout", detail: `no figures within ${Duration.format(bound)}` })
          })
        )
      )
      const now = yield* DateTime.now
      return response(platform, found, source, started, now)
    })

    return Scraper.of({
      source,
      scrape: (platform, handle) =>
        scrape(platform, handle).pipe(
          measured(platform),
          Effect.mapError(({ detail, reason, retryAfterMillis }) =>
            new ScrapeFailed({
              platform,
              handle,
              reason,
              detail,
              ...(retryAfterMillis === undefined ? {} : { retryAfterMillis })
            })
          )
        )
    })
  })
)

interface Found {
  readonly sighting: Sighting
  readonly proxy: string
  readonly retry: number
}

const response = (
  platform: Platform,
  { proxy, retry, sighting: { layout, ...sighting } }: Found,
  source: typeof Scraper.Service.source,
  started: number,
  now: DateTime.Utc
): ScraperResponse => ({
  platform,
  ...sighting,
  metadata: {
    scrapedAt: DateTime.formatIso(now),
    scrapeTime: DateTime.toEpochMillis(now) - started,
    proxyUsed: proxy,
    retryCount: retry,
    source,
    layout
  }
})

const measured = (platform: Platform) => <A>(look: Effect.Effect<A, Misread>): Effect.Effect<A, Misread> =>
  look.pipe(
    Effect.tapBoth({
      onSuccess: () => counted(platform, "Figures"),
      onFailure: ({ reason }) => counted(platform, reason)
    }),
    Metric.trackDurationWith(Metric.tagged(duration, "platform", platform), Duration.toSeconds)
  )

const counted = (platform: Platform, outcome: string) =>
  Metric.update(looks.pipe(Metric.tagged("platform", platform), Metric.tagged("outcome", outcome)), 1)

/** One breaker for each platform, as a guard around its looks. */
const breakers = Effect.gen(function*() {
  const failures = yield* Config.integer("SCRAPER_BREAKER_FAILURES").pipe(Config.withDefault(10))
  const open = yield* Config.duration("SCRAPER_BREAKER_OPEN").pipe(Config.withDefault(Duration.seconds(15)))
  const limits: CircuitBreaker.Limits = { failures, openMillis: Duration.toMillis(open) }
  const guard = Effect.fnUntraced(function*(platform: Platform) {
    const state = yield* Ref.make(CircuitBreaker.closed)
    const update = (f: (breaker: CircuitBreaker.Breaker, now: number) => CircuitBreaker.Breaker) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => Ref.updateAndGet(state, (breaker) => f(breaker, now))).pipe(
        Effect.flatMap(({ _tag }) =>
          Metric.set(Metric.tagged(circuits, "platform", platform), _tag === "Closed" ? 0 : 1)
        )
      )
    return <A>(look: Effect.Effect<A, Misread>): Effect.Effect<A, Misread> =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const entry = yield* Ref.modify(state, (breaker) => CircuitBreaker.enter(breaker, limits, now))
        if (!entry.allowed) {
          return yield* new Misread({
            reason: "CircuitOpen",
            detail: `${platform} has failed too often and is left alone for a while`,
            retryAfterMillis: entry.retryAfterMillis
          })
        }
        return yield* Effect.tapBoth(look, {
          onSuccess: () => update(CircuitBreaker.succeeded),
          onFailure: ({ reason }) =>
            CircuitBreaker.countsAgainst(reason)
              ? update((breaker, now) => CircuitBreaker.failed(breaker, limits, now))
              : update(CircuitBreaker.succeeded)
        })
      })
  })
  return {
    tiktok: yield* guard("tiktok"),
    instagram: yield* guard("instagram"),
    spotify: yield* guard("spotify")
  } satisfies Record<Platform, unknown>
})
