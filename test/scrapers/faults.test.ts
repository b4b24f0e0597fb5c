import { assert, layer } from "@effect/vitest"
import { Effect, Either } from "effect"
import type { Platform } from "../../entities/domain/Platform.ts"
import type { ScrapeFailureReason } from "../../entities/domain/Scrape.ts"
import { Scraper } from "../../entities/Scraper.ts"
import type { Fault } from "../../scrapers/sandbox/Faults.ts"
import { Sandbox } from "../../scrapers/sandbox/Sandbox.ts"
import { sandbox } from "./platforms.ts"

const handles = { tiktok: "sbx_rising_star", instagram: "sbx_rising_star", spotify: "sbxRisingStar000000001" }

/** What each fault is called when it does not go away. */
const named: Record<Platform, Partial<Record<Fault, ScrapeFailureReason>>> = {
  tiktok: {
    RateLimited: "RateLimited",
    LoginPage: "LoginWall",
    Captcha: "Challenge",
    Waf: "Challenge",
    Consent: "Consent",
    EmptyShell: "EmptyShell",
    NotFound: "NotFound",
    Private: "Private",
    ServerError: "Unreachable",
    Slow: "Timeout",
    Silence: "Timeout",
    CutOff: "Truncated",
    RedirectLoop: "Unreachable",
    RedirectAway: "Blocked",
    HugePage: "LayoutChanged",
    GzipBomb: "LayoutChanged",
    EndlessScript: "Timeout"
  },
  instagram: {
    RateLimited: "RateLimited",
    LoginPage: "LoginWall",
    Captcha: "Challenge",
    Waf: "Challenge",
    Consent: "Consent",
    EmptyShell: "EmptyShell",
    NotFound: "NotFound",
    Private: "Private",
    ServerError: "Unreachable",
    Slow: "Timeout",
    Silence: "Timeout",
    CutOff: "Truncated",
    RedirectLoop: "Unreachable",
    RedirectAway: "Blocked",
    HugePage: "LayoutChanged",
    GzipBomb: "LayoutChanged"
  },
  spotify: {
    RateLimited: "RateLimited",
    LoginPage: "LoginWall",
    Captcha: "Challenge",
    Waf: "Challenge",
    Consent: "Consent",
    EmptyShell: "EmptyShell",
    NotFound: "NotFound",
    ServerError: "Unreachable",
    Slow: "Timeout",
    Silence: "Timeout",
    CutOff: "Truncated",
    RedirectLoop: "Unreachable",
    RedirectAway: "Blocked",
    HugePage: "LayoutChanged",
    GzipBomb: "LayoutChanged"
  }
}

const cases = (["tiktok", "instagram", "spotify"] as const).flatMap((platform) =>
  Object.entries(named[platform]).map(([fault, reason]) => ({ platform, fault, reason }))
)

layer(sandbox({ SCRAPER_RETRIES: "0", SCRAPER_ATTEMPT_TIMEOUT: "5 seconds" }), { excludeTestServices: true })(
  "a platform on a bad day",
  (it) => {
    it.effect.each(cases)(
      "$platform: $fault is called $reason, changes no figure and is over when it is over",
      ({ fault, platform, reason }) =>
        Effect.gen(function*() {
          const scraper = yield* Scraper
          const box = yield* Sandbox
          yield* box.plan({ platform, fault: fault as Fault })
          const bad = yield* Effect.timed(Effect.either(scraper.scrape(platform, handles[platform])))
          yield* box.clear
          assert.strictEqual(Either.isLeft(bad[1]) ? bad[1].left.reason : "figures", reason)
          yield* Effect.sleep(fault === "RateLimited" ? 1_000 : 0)
          const good = yield* scraper.scrape(platform, handles[platform])
          assert.isAbove(good.metrics.followers ?? 0, 1_000)
        }),
      20_000
    )
  }
)
