import { assert, describe, it } from "@effect/vitest"
import { engagementRate, figuresOf, postsPerWeek } from "../../../entities/artist/Figures.ts"
import type { RecentPost } from "../../../entities/domain/Scrape.ts"
import { followers } from "../../support/Cluster.ts"

const post = (metrics: RecentPost["metrics"], postedAt?: string): RecentPost => ({
  id: "1",
  url: "https://example.com/1",
  type: "video",
  metrics,
  ...(postedAt === undefined ? {} : { postedAt })
})

describe("Figures", () => {
  it("leave out what the platform did not report", () => {
    const { metrics, ...rest } = followers(0)
    const { followers: _, ...unreported } = metrics
    assert.deepStrictEqual(figuresOf({ ...rest, metrics: unreported }), {})
  })

  it("keep a zero that the platform did report", () => {
    assert.deepStrictEqual(figuresOf(followers(0)), { followers: 0 })
  })

  it("keep the ten largest cities", () => {
    const looked = followers(1)
    const topCities = Array.from({ length: 50 }, (_, n) => ({ city: `City ${n}`, listeners: 50 - n }))
    const { topCities: kept } = figuresOf({ ...looked, metrics: { ...looked.metrics, topCities } })
    assert.deepStrictEqual(kept, topCities.slice(0, 10))
  })

  const rates: ReadonlyArray<readonly [string, ReadonlyArray<RecentPost>, number | undefined, number | undefined]> = [
    ["none without posts", [], 1_000, undefined],
    ["none where no post reports likes", [post({ views: 100 })], 1_000, undefined],
    ["reactions per view", [post({ views: 100, likes: 4, comments: 1 }), post({ views: 300, likes: 15 })], 9, 0.05],
    ["reactions per view of those that report views", [post({ views: 100, likes: 5 }), post({ likes: 900 })], 9, 0.05],
    ["reactions per follower and post without views", [post({ likes: 30 }), post({ likes: 50 })], 1_000, 0.04],
    ["none without views or followers", [post({ likes: 30 })], undefined, undefined],
    ["none for an account that nobody follows", [post({ likes: 30 })], 0, undefined],
    ["at most one", [post({ views: 10, likes: 500 })], 1, 1]
  ]
  it.each(rates)("rate engagement: %s", (_, posts, following, expected) => {
    assert.strictEqual(engagementRate(posts, following), expected)
  })

  const paces: ReadonlyArray<readonly [string, ReadonlyArray<string | undefined>, number | undefined]> = [
    ["none of one post", ["2026-11-01T00:00:00Z"], undefined],
    ["none of posts without dates", [undefined, undefined, "not a date"], undefined],
    ["none of posts of one instant", ["2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"], undefined],
    ["two a week", ["2026-11-08T00:00:00Z", "2026-11-01T00:00:00Z", "2026-11-04T12:00:00Z"], 2],
    ["those with a date alone", ["2026-11-15T00:00:00Z", undefined, "2026-11-01T00:00:00Z"], 0.5]
  ]
  it.each(paces)("count posts per week: %s", (_, dates, expected) => {
    assert.strictEqual(postsPerWeek(dates.map((date) => post({}, date))), expected)
  })
})
