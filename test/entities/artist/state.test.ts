import { assert, describe, it } from "@effect/vitest"
import { type ArtistEvent, type ArtistState, evolve, initial } from "../../../entities/artist/state.ts"
import * as Trend from "../../../entities/artist/Trend.ts"
import type { ArtistProfile } from "../../../entities/domain/Artist.ts"
import type { Platform } from "../../../entities/domain/Platform.ts"
import { followers } from "../../support/Cluster.ts"

const day = 86_400_000
const start = Date.UTC(2026, 0, 5)

const registered = (handles: ArtistProfile["handles"], atMillis = start): ArtistEvent => ({
  _tag: "ArtistRegistered",
  profile: { name: "Nova Kestrel", genres: [], handles, source: "sandbox" },
  atMillis
})

const observed = (platform: Platform, count: number, days: number): ArtistEvent => ({
  _tag: "ArtistFiguresObserved",
  response: { ...followers(count), platform },
  atMillis: start + days * day,
  dueAtMillis: start + (days + 1) * day
})

const failed = (platform: Platform): ArtistEvent => ({
  _tag: "ArtistLookFailed",
  platform,
  reason: "LoginWall",
  detail: "a login page",
  dueAtMillis: start + 9 * day
})

const after = (...events: ReadonlyArray<ArtistEvent>): ArtistState => events.reduce(evolve, initial)

describe("an artist's state", () => {
  it("does not take a platform that answers at last for growth", () => {
    const both = { instagram: "nova", tiktok: "nova" }
    const state = after(
      registered(both),
      observed("instagram", 1_000, 0),
      failed("tiktok"),
      observed("instagram", 1_000, 20),
      observed("tiktok", 500_000, 20)
    )
    assert.isUndefined(Trend.logGrowth(state.trend, 28))
    assert.isUndefined(Trend.dailyGrowth(state.trend))
    const later = [observed("instagram", 1_000, 40), observed("tiktok", 500_000, 40)].reduce(evolve, state)
    assert.strictEqual(Trend.logGrowth(later.trend, 28), 0)
  })

  it("does not take a platform that was taken out for a loss", () => {
    const state = after(
      registered({ instagram: "nova", tiktok: "nova" }),
      observed("instagram", 1_000, 0),
      observed("tiktok", 9_000, 0),
      registered({ instagram: "nova" }, start + 20 * day),
      observed("instagram", 1_000, 20)
    )
    assert.deepStrictEqual(Object.keys(state.platforms), ["instagram"])
    assert.isUndefined(Trend.logGrowth(state.trend, 28))
  })

  it("looks at a corrected handle at once and forgets the figures of the wrong account", () => {
    const state = after(
      registered({ instagram: "wrong", tiktok: "nova" }),
      observed("instagram", 77, 0),
      observed("tiktok", 9_000, 0),
      registered({ instagram: "right", tiktok: "nova" }, start + day)
    )
    assert.deepStrictEqual(state.platforms["instagram"], { dueAtMillis: start + day, consecutiveFailures: 0 })
    assert.strictEqual(state.platforms["tiktok"]?.followers, 9_000)
  })

  it("keeps its figures through a failed look, and names the failure until the next success", () => {
    const before = after(registered({ instagram: "nova" }), observed("instagram", 1_000, 0))
    const lost = [failed("instagram"), failed("instagram")].reduce(evolve, before)
    assert.deepStrictEqual(lost.platforms["instagram"], {
      dueAtMillis: start + 9 * day,
      consecutiveFailures: 2,
      scrapedAtMillis: start,
      followers: 1_000,
      lastFailure: { reason: "LoginWall", detail: "a login page" }
    })
    assert.deepStrictEqual(lost.trend, before.trend)
    const found = evolve(lost, observed("instagram", 1_001, 10))
    assert.deepStrictEqual(found.platforms["instagram"], {
      dueAtMillis: start + 11 * day,
      consecutiveFailures: 0,
      scrapedAtMillis: start + 10 * day,
      followers: 1_001
    })
  })
})
