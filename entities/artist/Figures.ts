import type { PlatformState } from "../domain/Artist.ts"
import type { RecentPost, ScraperResponse } from "../domain/Scrape.ts"

const millisPerWeek = 7 * 86_400_000
const citiesKept = 10

type Figures = Partial<
  Pick<
    PlatformState,
    "followers" | "likes" | "monthlyListeners" | "popularity" | "engagementRate" | "postsPerWeek" | "topCities"
  >
>

/** The figures of a look that an artist keeps; what the platform did not report is absent. */
export const figuresOf = ({ metrics }: ScraperResponse): Figures => {
  const engagement = engagementRate(metrics.content.recent, metrics.followers)
  const posts = postsPerWeek(metrics.content.recent)
  return {
    ...(metrics.followers === undefined ? {} : { followers: metrics.followers }),
    ...(metrics.engagement.likes === undefined ? {} : { likes: metrics.engagement.likes }),
    ...(metrics.monthlyListeners === undefined ? {} : { monthlyListeners: metrics.monthlyListeners }),
    ...(metrics.popularity === undefined ? {} : { popularity: metrics.popularity }),
    ...(engagement === undefined ? {} : { engagementRate: engagement }),
    ...(posts === undefined ? {} : { postsPerWeek: posts }),
    ...(metrics.topCities === undefined ? {} : { topCities: metrics.topCities.slice(0, citiesKept) })
  }
}

/** (likes + comments) per view over the recent posts that report views, else per follower and post; 0-1. */
export const engagementRate = (posts: ReadonlyArray<RecentPost>, followers: number | undefined): number | undefined => {
  const reactions = (of: ReadonlyArray<RecentPost>) =>
    of.reduce((sum, { metrics }) => sum + (metrics.likes ?? 0) + (metrics.comments ?? 0), 0)
  const viewed = posts.filter(({ metrics }) => (metrics.views ?? 0) > 0 && metrics.likes !== undefined)
  if (viewed.length > 0) {
    return Math.min(1, reactions(viewed) / viewed.reduce((sum, { metrics }) => sum + (metrics.views ?? 0), 0))
  }
  const liked = posts.filter(({ metrics }) => metrics.likes !== undefined)
  return liked.length > 0 && followers ? Math.min(1, reactions(liked) / liked.length / followers) : undefined
}

/** Posts per week between the oldest and the newest recent post; absent with fewer than two dated ones. */
export const postsPerWeek = (posts: ReadonlyArray<RecentPost>): number | undefined => {
  const times = posts.map(({ postedAt }) => Date.parse(postedAt ?? "")).filter(Number.isFinite)
  if (times.length < 2) return undefined
  const span = Math.max(...times) - Math.min(...times)
  return span > 0 ? ((times.length - 1) * millisPerWeek) / span : undefined
}
