import { Either } from "effect"
import {
  ArtistNotFound,
  type ArtistProfile,
  type ArtistView,
  type PlatformState,
  unregistered
} from "../domain/Artist.ts"
import type { ActFigures } from "../domain/Forecast.ts"
import type { ArtistId, BookingId } from "../domain/Ids.ts"
import type { Platform } from "../domain/Platform.ts"
import type { ScrapeFailed, ScraperResponse } from "../domain/Scrape.ts"
import * as Cadence from "./Cadence.ts"
import { type ArtistEvent, type ArtistState, evolve } from "./state.ts"
import * as Trend from "./Trend.ts"

type Decision<R = never> = Either.Either<ReadonlyArray<ArtistEvent>, R>

/** Registering again corrects the profile; the same profile again changes nothing. */
export const register = (profile: ArtistProfile, atMillis: number) => (state: ArtistState): Decision =>
  Either.right(
    JSON.stringify(profile) === JSON.stringify(state.profile) ? [] : [{ _tag: "ArtistRegistered", profile, atMillis }]
  )

export const setWatched =
  (artistId: ArtistId, watched: boolean, nowMillis: number) => (state: ArtistState): Decision<ArtistNotFound> => {
    if (state.profile === null) return Either.left(new ArtistNotFound({ artistId }))
    if (state.watched === watched) return Either.right([])
    return Either.right(withEarlierLooks(state, [{ _tag: "ArtistWatchChanged", watched }], nowMillis))
  }

export const setBookingLive =
  (artistId: ArtistId, bookingId: BookingId, live: boolean, nowMillis: number) =>
  (state: ArtistState): Decision<ArtistNotFound> => {
    if (state.profile === null) return Either.left(new ArtistNotFound({ artistId }))
    if (state.liveBookings.includes(bookingId) === live) return Either.right([])
    return Either.right(
      withEarlierLooks(state, [{ _tag: "ArtistBookingLiveChanged", bookingId, live }], nowMillis)
    )
  }

/** What one look brought. `spread` (0-1) keeps artists that were looked at together from staying together. */
export type Look = Either.Either<ScraperResponse, ScrapeFailed>

export const noteLooks =
  (artistId: ArtistId, looks: ReadonlyArray<readonly [Platform, Look]>, nowMillis: number, spread: number) =>
  (state: ArtistState): Decision<ArtistNotFound> => {
    if (state.profile === null) return Either.left(new ArtistNotFound({ artistId }))
    return Either.right(looks.map(([platform, look]): ArtistEvent => {
      const failures = state.platforms[platform]?.consecutiveFailures ?? 0
      return Either.match(look, {
        onRight: (response) => ({
          _tag: "ArtistFiguresObserved",
          response: withGrowth(response, state),
          atMillis: nowMillis,
          dueAtMillis: Cadence.nextDueMillis(nowMillis, interest(state, 0), spread)
        }),
        onLeft: ({ detail, reason, retryAfterMillis }) => ({
          _tag: "ArtistLookFailed",
          platform,
          reason,
          detail: detail.slice(0, 300),
          dueAtMillis: Cadence.nextDueMillis(nowMillis, interest(state, failures + 1), spread, retryAfterMillis)
        })
      })
    }))
  }

export const duePlatforms = (state: ArtistState, nowMillis: number): ReadonlyArray<Platform> =>
  entries(state).filter(([, { dueAtMillis }]) => dueAtMillis <= nowMillis).map(([platform]) => platform)

/** When the artist wants to be woken: at its earliest look. */
export const due = (state: ArtistState): number | null => {
  const times = entries(state).map(([, { dueAtMillis }]) => dueAtMillis)
  return times.length > 0 ? Math.min(...times) : null
}

export const view = (artistId: ArtistId, state: ArtistState): ArtistView => {
  const growth28d = Trend.logGrowth(state.trend, 28)
  return {
    ...(state.profile ?? unregistered),
    id: artistId,
    watched: state.watched,
    liveBookings: state.liveBookings,
    platforms: state.platforms,
    ...(growth28d === undefined ? {} : { growth28d }),
    nextDueAtMillis: due(state)
  }
}

/** What the forecast gets to see of an artist. */
export const actFigures = (artistId: ArtistId, profile: ArtistProfile, state: ArtistState): ActFigures => {
  const { instagram, spotify, tiktok } = state.platforms
  const growth28d = Trend.logGrowth(state.trend, 28)
  const growth90d = Trend.logGrowth(state.trend, 90)
  const engagementRate = mean([tiktok?.engagementRate, instagram?.engagementRate])
  const postsPerWeek = mean([tiktok?.postsPerWeek, instagram?.postsPerWeek])
  return {
    artistId,
    name: profile.name,
    genres: profile.genres,
    ...(profile.home?.latitude === undefined ? {} : { latitude: profile.home.latitude }),
    ...(profile.home?.longitude === undefined ? {} : { longitude: profile.home.longitude }),
    ...(tiktok?.followers === undefined ? {} : { tiktokFollowers: tiktok.followers }),
    ...(tiktok?.likes === undefined ? {} : { tiktokLikes: tiktok.likes }),
    ...(instagram?.followers === undefined ? {} : { instagramFollowers: instagram.followers }),
    ...(spotify?.followers === undefined ? {} : { spotifyFollowers: spotify.followers }),
    ...(spotify?.monthlyListeners === undefined ? {} : { spotifyMonthlyListeners: spotify.monthlyListeners }),
    ...(spotify?.popularity === undefined ? {} : { spotifyPopularity: spotify.popularity }),
    cityListeners: spotify?.topCities ?? [],
    ...(engagementRate === undefined ? {} : { engagementRate }),
    ...(postsPerWeek === undefined ? {} : { postsPerWeek }),
    ...(growth28d === undefined ? {} : { growth28d }),
    ...(growth90d === undefined ? {} : { growth90d })
  }
}

const entries = (state: ArtistState): ReadonlyArray<readonly [Platform, PlatformState]> =>
  (["tiktok", "instagram", "spotify"] as const).flatMap((platform) => {
    const known = state.platforms[platform]
    return known ? [[platform, known] as const] : []
  })

const interest = (state: ArtistState, consecutiveFailures: number): Cadence.Interest => ({
  watched: state.watched,
  hasLiveBooking: state.liveBookings.length > 0,
  dailyGrowth: Trend.dailyGrowth(state.trend),
  consecutiveFailures
})

/** After a change of interest, looks that would come later than they now should are brought forward. */
const withEarlierLooks = (
  state: ArtistState,
  events: ReadonlyArray<ArtistEvent>,
  nowMillis: number
): ReadonlyArray<ArtistEvent> => {
  const changed = events.reduce(evolve, state)
  return entries(changed).reduce<ReadonlyArray<ArtistEvent>>(
    (all, [platform, { consecutiveFailures, dueAtMillis }]) => {
      const wanted = Cadence.nextDueMillis(nowMillis, interest(changed, consecutiveFailures), 0)
      return wanted < dueAtMillis ? [...all, { _tag: "ArtistLookBroughtForward", platform, dueAtMillis: wanted }] : all
    },
    events
  )
}

/** Growth per day, week and month in followers, from the artist's own stored history. */
const withGrowth = (response: ScraperResponse, { trend }: ArtistState): ScraperResponse => {
  const { followers } = response.metrics
  const gained = (days: number) => {
    const growth = Trend.logGrowth(trend, days)
    return growth === undefined || followers === undefined
      ? undefined
      : Math.round(followers * (1 - Math.exp(-growth)))
  }
  const [daily, weekly, monthly] = [gained(1), gained(7), gained(30)]
  return {
    ...response,
    metrics: {
      ...response.metrics,
      growth: {
        ...(daily === undefined ? {} : { daily }),
        ...(weekly === undefined ? {} : { weekly }),
        ...(monthly === undefined ? {} : { monthly })
      }
    }
  }
}

const mean = (values: ReadonlyArray<number | undefined>): number | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined
}
