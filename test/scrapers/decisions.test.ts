import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import * as CircuitBreaker from "../../scrapers/CircuitBreaker.ts"
import * as Handle from "../../scrapers/Handle.ts"
import { reaches } from "../../scrapers/PlatformAddresses.ts"
import * as RateLimit from "../../scrapers/RateLimit.ts"
import { delayBefore } from "../../scrapers/retry.ts"
import { Misread } from "../../scrapers/sources/Sighting.ts"

describe("CircuitBreaker", () => {
  const limits = { failures: 3, openMillis: 1_000 }
  const after = (failures: number, now: number) =>
    Array.from({ length: failures }).reduce<CircuitBreaker.Breaker>(
      (breaker) => CircuitBreaker.failed(breaker, limits, now),
      CircuitBreaker.closed
    )

  it("stays closed below the limit and opens at it", () => {
    assert.isTrue(CircuitBreaker.enter(after(2, 0), limits, 0)[0].allowed)
    assert.deepStrictEqual(CircuitBreaker.enter(after(3, 0), limits, 400)[0], { allowed: false, retryAfterMillis: 600 })
  })

  it("lets one trial through when its time is over, and no second one beside it", () => {
    const [first, trial] = CircuitBreaker.enter(after(3, 0), limits, 1_000)
    assert.isTrue(first.allowed)
    assert.isFalse(CircuitBreaker.enter(trial, limits, 1_001)[0].allowed)
    assert.isTrue(CircuitBreaker.enter(trial, limits, 2_000)[0].allowed)
  })

  it("stays open twice as long after each trial that failed, sixteen times at most", () => {
    let breaker = after(3, 0)
    const waits = Array.from({ length: 7 }, (_, n) => {
      const now = 1_000_000 * (n + 1)
      breaker = CircuitBreaker.failed(CircuitBreaker.enter(breaker, limits, now)[1], limits, now)
      return breaker._tag === "Open" ? breaker.until - now : 0
    })
    assert.deepStrictEqual(waits, [2_000, 4_000, 8_000, 16_000, 16_000, 16_000, 16_000])
  })

  it("is not moved by accounts that are missing or private", () => {
    assert.isFalse(CircuitBreaker.countsAgainst("NotFound"))
    assert.isFalse(CircuitBreaker.countsAgainst("Private"))
    assert.isTrue(CircuitBreaker.countsAgainst("Challenge"))
  })
})

describe("RateLimit", () => {
  const rate = { perSecond: 2, burst: 2 }

  it("gives the burst at once, then one token each half second", () => {
    let bucket = RateLimit.full(rate, 0)
    const waits = Array.from({ length: 4 }, () => {
      const [{ waitMillis }, next] = RateLimit.take(bucket, rate, 0, 10_000)
      bucket = next
      return waitMillis
    })
    assert.deepStrictEqual(waits, [0, 0, 500, 1_000])
  })

  it("takes nothing when the wait is too long", () => {
    const empty = { tokens: -4, at: 0, closedUntil: 0 }
    assert.deepStrictEqual(RateLimit.take(empty, rate, 0, 1_000), [{ waitMillis: 2_500, taken: false }, empty])
  })

  it("gives nothing before the time that the platform named", () => {
    const closed = RateLimit.close(RateLimit.full(rate, 0), 83_276_000)
    assert.deepStrictEqual(RateLimit.take(closed, rate, 1_000, 20_000)[0], { waitMillis: 83_275_000, taken: false })
    assert.strictEqual(RateLimit.take(closed, rate, 83_276_000, 20_000)[0].waitMillis, 0)
  })
})

describe("retry", () => {
  const failure = (reason: Misread["reason"], retryAfterMillis?: number) =>
    new Misread({ reason, detail: "", ...(retryAfterMillis === undefined ? {} : { retryAfterMillis }) })

  it("waits a quarter of a second, doubled each time, shaken down to half of it", () => {
    assert.strictEqual(delayBefore(0, failure("Timeout"), 20_000, 1), 250)
    assert.strictEqual(delayBefore(2, failure("Timeout"), 20_000, 0), 500)
  })

  it("waits as long as the platform asked, if there is time for it", () => {
    assert.strictEqual(delayBefore(0, failure("RateLimited", 3_000), 20_000, 0), 3_000)
    assert.isUndefined(delayBefore(0, failure("RateLimited", 83_276_000), 20_000, 0))
  })

  it("does not retry what will be the same again", () => {
    for (const reason of ["NotFound", "Private", "LoginWall", "LayoutChanged", "Unauthorized"] as const) {
      assert.isUndefined(delayBefore(0, failure(reason), 20_000, 0))
    }
  })
})

describe("Handle", () => {
  it.each(
    [
      ["tiktok", "@some.act_1", "some.act_1"],
      ["tiktok", "https://www.tiktok.com/@some.act?lang=en", "some.act"],
      ["instagram", " https://instagram.com/some.act/ ", "some.act"],
      ["spotify", "spotify:artist:7Ln80lUS6He07XvHI8qqHH", "7Ln80lUS6He07XvHI8qqHH"],
      ["spotify", "https://open.spotify.com/intl-de/artist/7Ln80lUS6He07XvHI8qqHH?si=1", "7Ln80lUS6He07XvHI8qqHH"]
    ] as const
  )("reads %s %s as %s", (platform, written, handle) => {
    assert.deepStrictEqual(Handle.decode(platform, written), Either.right(handle))
  })

  it.each(["", "..", "a b", "../../etc", "a@b", "http://169.254.169.254/", "localhost:80", "x".repeat(31)])(
    "refuses %j on every platform",
    (written) => {
      for (const platform of ["tiktok", "instagram", "spotify"] as const) {
        assert.isTrue(Either.isLeft(Handle.decode(platform, written)), platform)
      }
    }
  )
})

describe("PlatformAddresses", () => {
  const live = { source: "live" as const, hosts: ["*.tiktok.com"] }

  it.each(["https://www.tiktok.com/@a", "https://tiktok.com/"])("reaches %s", (url) => {
    assert.isTrue(reaches(live, new URL(url)))
  })

  it.each([
    "http://www.tiktok.com/",
    "https://www.tiktok.com:8443/",
    "https://user@www.tiktok.com/",
    "https://www.tiktok.com.example.org/",
    "https://eviltiktok.com/",
    "https://127.0.0.1/",
    "https://[::ffff:7f00:1]/",
    "https://0x7f000001/",
    "http://169.254.169.254/",
    "file:///etc/passwd"
  ])("does not reach %s", (url) => {
    assert.isFalse(reaches(live, new URL(url)))
  })
})
