import type { CityListeners } from "../../entities/domain/Scrape.ts"
import { type CityKey, largeCities, type SandboxAct, type Trend } from "./Acts.ts"
import { cityFacts } from "./cityFacts.ts"
import { between, dice } from "./dice.ts"

const millisPerDay = 86_400_000
const epoch = Date.UTC(2025, 0, 1)
const reference = 690

/** Days since 2025 began, bent so that figures grow faster in the evening, yet never fall back within a day. */
const daysAt = (millis: number) => {
  const days = (millis - epoch) / millisPerDay
  return days + 0.1 * Math.sin(2 * Math.PI * days)
}

const grown = (trend: Trend, id: string, days: number): number => {
  switch (trend) {
    case "stagnant":
      return 1.08 ** (1 - Math.exp(-days / 900))
    case "steady":
      return 2.2 ** (1 - Math.exp(-days / 900))
    case "rising":
      return 8 ** (1 - Math.exp(-days / 900))
    case "fading":
      return 0.4 ** (1 - Math.exp(-days / 900))
    case "spiking":
      return Math.exp(lifts(id, days))
  }
}

/** Once in about 60 days something of the act goes round: a lift of up to a quarter, most of it within the week. */
const lifts = (id: string, days: number) => {
  let lift = 0.0002 * days
  for (let n = Math.max(0, Math.floor(days / 60) - 40); n * 60 < days; n++) {
    const age = days - n * 60 - 50 * dice(id, "lift day", n)
    if (age > 0) lift += 0.22 * dice(id, "lift", n) ** 2 * (1 - Math.exp(-age / 4))
  }
  return lift
}

/** How an act's audience at an instant compares with its own of late November 2026. */
export const multiplier = (act: SandboxAct, millis: number): number =>
  grown(act.trend, act.id, daysAt(millis)) / grown(act.trend, act.id, reference)

const sizes = (act: SandboxAct, millis: number) => {
  const now = multiplier(act, millis)
  const listeners = act.draw * between(90, 260, act.id, "listeners") * now
  const count = (share: number) => Math.max(1, Math.round(share))
  const tiktok = listeners * between(0.08, 1.2, act.id, "tiktok")
  return {
    monthlyListeners: count(listeners),
    spotifyFollowers: count(listeners * between(0.15, 0.8, act.id, "spotify")),
    popularity: Math.min(92, Math.max(5, Math.round(14.5 * Math.log10(listeners) - 25))),
    tiktokFollowers: count(tiktok),
    tiktokLikes: count(tiktok * between(8, 30, act.id, "tiktok likes")),
    tiktokFollowing: count(between(3, 400, act.id, "tiktok following")),
    instagramFollowers: count(listeners * between(0.08, 0.5, act.id, "instagram")),
    instagramFollowing: count(between(20, 900, act.id, "instagram following"))
  }
}

/** Home first, then four other cities of the act's own, each heard less. */
export const hearingCities = (act: SandboxAct): ReadonlyArray<CityKey> => {
  const home = largeCities.filter((key) =>
    cityFacts[key][0] === act.home.city && cityFacts[key][1] === act.home.country
  )
  const others = largeCities
    .filter((key) => !home.includes(key))
    .map((key) => ({
      key,
      weight: dice(act.id, "heard in", key) + (cityFacts[key][1] === act.home.country ? 0.35 : 0)
    }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ key }) => key)
  return [...home, ...others].slice(0, 5)
}

const topCities = (act: SandboxAct, listeners: number): ReadonlyArray<CityListeners> =>
  hearingCities(act).map((key, rank) => ({
    city: cityFacts[key][0],
    country: cityFacts[key][1],
    listeners: Math.round(listeners * between(0.035, 0.06, act.id, "at home") * 0.72 ** rank)
  }))

/** The last twelve posts. A post's plays gather over about two days. */
const posts = (act: SandboxAct, kind: string, followers: number, millis: number) => {
  const every = 7 / between(1, 6, act.id, kind, "per week")
  const days = (millis - epoch) / millisPerDay
  const latest = Math.floor(days / every - dice(act.id, kind, "phase"))
  return Array.from({ length: 12 }, (_, back) => {
    const number = latest - back
    const postedDay = (number + dice(act.id, kind, "phase")) * every
    const views = Math.round(
      followers * between(0.1, 1.6, act.id, kind, number, "views") * (1 - Math.exp(-(days - postedDay) / 2))
    )
    const likes = Math.round(views * between(0.03, 0.12, act.id, kind, number, "likes"))
    return {
      number,
      postedAt: Math.floor(epoch + postedDay * millisPerDay),
      caption: `Post ${number} of ${act.name}, an invented act`,
      views,
      likes,
      comments: Math.round(likes * between(0.008, 0.05, act.id, kind, number, "comments")),
      shares: Math.round(likes * between(0.01, 0.08, act.id, kind, number, "shares"))
    }
  })
}

/** Everything that the sandbox platforms show of an act at an instant. */
export const figuresAt = (act: SandboxAct, millis: number) => {
  const size = sizes(act, millis)
  const contentBefore = Math.round(between(60, 900, act.id, "older posts"))
  const tiktokPosts = posts(act, "tiktok", size.tiktokFollowers, millis)
  const instagramPosts = posts(act, "instagram", size.instagramFollowers, millis)
  return {
    ...size,
    topCities: topCities(act, size.monthlyListeners),
    tiktokPosts,
    tiktokVideos: contentBefore + Math.max(0, tiktokPosts[0]?.number ?? 0),
    instagramPosts,
    instagramMedia: contentBefore + Math.max(0, instagramPosts[0]?.number ?? 0),
    verified: act.draw > 1_200
  }
}
export type ActOnPlatforms = ReturnType<typeof figuresAt>
