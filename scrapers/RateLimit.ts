import { Clock, Config, Context, Duration, Effect, Layer, Ref } from "effect"
import { type Platform, platforms } from "../entities/domain/Platform.ts"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import { Misread } from "./sources/Sighting.ts"

/** A token bucket: `tokens` at `at`; nothing is given out before `closedUntil`. */
export interface Bucket {
  readonly tokens: number
  readonly at: number
  readonly closedUntil: number
}

export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export const full = (rate: Rate, now: number): Bucket => ({ tokens: rate.burst, at: now, closedUntil: 0 })

/** One token from the bucket, and the milliseconds to wait for it. A wait above `maxWait` takes nothing. */
export const take = (
  bucket: Bucket,
  rate: Rate,
  now: number,
  maxWait: number
): readonly [{ readonly waitMillis: number; readonly taken: boolean }, Bucket] => {
  const start = Math.max(now, bucket.closedUntil)
  const tokens = Math.min(rate.burst, bucket.tokens + (Math.max(0, start - bucket.at) * rate.perSecond) / 1_000) - 1
  const waitMillis = Math.ceil(start - now + (tokens < 0 ? (-tokens / rate.perSecond) * 1_000 : 0))
  return waitMillis > maxWait
    ? [{ waitMillis, taken: false }, bucket]
    : [{ waitMillis, taken: true }, { ...bucket, tokens, at: Math.max(start, bucket.at) }]
}

export const close = (bucket: Bucket, until: number): Bucket => ({
  ...bucket,
  closedUntil: Math.max(bucket.closedUntil, until)
})

/**
 * How often each platform is asked: a bucket for each, closed for as long as the platform itself says (`Retry-After`).
 * `SCRAPER_<PLATFORM>_PER_SECOND`.
 */
export class RateLimit extends Context.Tag("promoteros/scrapers/RateLimit")<RateLimit, {
  /** Waits for the platform's turn; RateLimited when that is further off than `maxWait`. */
  readonly turn: (platform: Platform, maxWait: Duration.Duration) => Effect.Effect<void, Misread>
  readonly close: (platform: Platform, millis: number) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.effect(
    RateLimit,
    Effect.gen(function*() {
      const { source } = yield* PlatformAddresses
      const rate = (setting: Config.Config<number>, live: number) =>
        setting.pipe(
          Config.validate({ message: "a rate is above 0", validation: (perSecond) => perSecond > 0 }),
          Config.withDefault(source === "live" ? live : 50),
          Config.map((perSecond): Rate => ({ perSecond, burst: Math.max(1, Math.ceil(perSecond)) }))
        )
      const rates = {
        tiktok: yield* rate(Config.number("SCRAPER_TIKTOK_PER_SECOND"), 0.5),
        instagram: yield* rate(Config.number("SCRAPER_INSTAGRAM_PER_SECOND"), 0.2),
        spotify: yield* rate(Config.number("SCRAPER_SPOTIFY_PER_SECOND"), 5)
      }
      const now = yield* Clock.currentTimeMillis
      const buckets = yield* Ref.make(
        new Map<Platform, Bucket>(platforms.map((platform) => [platform, full(rates[platform], now)]))
      )
      const modify = <A>(platform: Platform, f: (bucket: Bucket, now: number) => readonly [A, Bucket]) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          Ref.modify(buckets, (all) => {
            const [answer, bucket] = f(all.get(platform) ?? full(rates[platform], now), now)
            return [answer, new Map(all).set(platform, bucket)]
          }))
      return RateLimit.of({
        turn: Effect.fn("RateLimit.turn")(function*(platform, maxWait) {
          const { taken, waitMillis } = yield* modify(
            platform,
            (bucket, now) => take(bucket, rates[platform], now, Duration.toMillis(maxWait))
          )
          if (!taken) {
            return yield* new Misread({
              reason: "RateLimited",
              detail: `${platform} may be asked again in ${Math.ceil(waitMillis / 1_000)} s`,
              retryAfterMillis: waitMillis
            })
          }
          if (waitMillis > 0) yield* Effect.sleep(waitMillis)
        }),
        close: (platform, millis) => modify(platform, (bucket, now) => [undefined, close(bucket, now + millis)])
      })
    })
  )
}
