import { Clock, Config, DateTime, Duration, Effect, Layer, Metric, MetricBoundaries } from "effect"
import type { Platform } from "../entities/domain/Platform.ts"
import { ScrapeFailed, type ScraperResponse } from "../entities/domain/Scrape.ts"
import { Scraper } from "../entities/Scraper.ts"
import { Breakers } from "./Breakers.ts"
import * as Handle from "./Handle.ts"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import { RateLimit } from "./RateLimit.ts"
import { persistently } from "./retry.ts"
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
const retriesTotal = Metric.counter("promoteros_scrape_retries_total", {
  description: "Retries of looks",
  incremental: true
})
const duration = Metric.histogram(
  "promoteros_scrape_duration_seconds",
  MetricBoundaries.fromIterable([0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20]),
  "Time of whole looks, retries included"
)

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
    const retries = yield* Config.integer("SCRAPER_RETRIES").pipe(
      Config.withDefault(3),
      Config.validate({ message: "0 to 3 retries", validation: (retries) => retries >= 0 && retries <= 3 })
    )
    const attemptBound = yield* Config.duration("SCRAPER_ATTEMPT_TIMEOUT").pipe(
      Config.withDefault(Duration.seconds(10))
    )
    const breakers = yield* Breakers

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

    const scrape = Effect.fn("Scraper.scrape")(function*(platform: Platform, written: string) {
      const started = yield* Clock.currentTimeMillis
      const handle = yield* Effect.mapError(
        Handle.decode(platform, written),
        ({ message }) => new Misread({ reason: "NotFound", detail: message })
      )
      const found = yield* breakers.guard(
        platform,
        persistently((left) => once(platform, handle, left), { bound, retries }, retried(platform))
      )
      return response(platform, found, source, started, yield* DateTime.now)
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
  readonly value: { readonly sighting: Sighting; readonly proxy: string }
  readonly retries: number
}

const response = (
  platform: Platform,
  { retries, value: { proxy, sighting: { layout, ...sighting } } }: Found,
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
    retryCount: retries,
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

const retried = (platform: Platform) => Metric.increment(Metric.tagged(retriesTotal, "platform", platform))

const counted = (platform: Platform, outcome: string) =>
  Metric.update(looks.pipe(Metric.tagged("platform", platform), Metric.tagged("outcome", outcome)), 1)
