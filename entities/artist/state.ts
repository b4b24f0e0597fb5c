import { Schema } from "effect"
import { ArtistProfile, PlatformState } from "../domain/Artist.ts"
import { BookingId } from "../domain/Ids.ts"
import { Platform } from "../domain/Platform.ts"
import { ScrapeFailureReason, ScraperResponse } from "../domain/Scrape.ts"
import { figuresOf } from "./Figures.ts"
import * as Trend from "./Trend.ts"

export const Registered = Schema.TaggedStruct("ArtistRegistered", { profile: ArtistProfile, atMillis: Schema.Number })
export const WatchChanged = Schema.TaggedStruct("ArtistWatchChanged", { watched: Schema.Boolean })
export const BookingLiveChanged = Schema.TaggedStruct("ArtistBookingLiveChanged", {
  bookingId: BookingId,
  live: Schema.Boolean
})
export const FiguresObserved = Schema.TaggedStruct("ArtistFiguresObserved", {
  response: ScraperResponse,
  atMillis: Schema.Number,
  dueAtMillis: Schema.Number
})
export const LookFailed = Schema.TaggedStruct("ArtistLookFailed", {
  platform: Platform,
  reason: ScrapeFailureReason,
  detail: Schema.String,
  dueAtMillis: Schema.Number
})
/** The cadence changed for another reason than a look: a booking went live, somebody watches. */
export const LookBroughtForward = Schema.TaggedStruct("ArtistLookBroughtForward", {
  platform: Platform,
  dueAtMillis: Schema.Number
})

export const ArtistEvent = Schema.Union(
  Registered,
  WatchChanged,
  BookingLiveChanged,
  FiguresObserved,
  LookFailed,
  LookBroughtForward
)
export type ArtistEvent = typeof ArtistEvent.Type

export const ArtistState = Schema.Struct({
  profile: Schema.NullOr(ArtistProfile),
  watched: Schema.Boolean,
  liveBookings: Schema.Array(BookingId),
  platforms: Schema.Record({ key: Schema.String, value: PlatformState }),
  trend: Trend.Trend
})
export type ArtistState = typeof ArtistState.Type

export const initial: ArtistState = { profile: null, watched: false, liveBookings: [], platforms: {}, trend: [] }

export const evolve = (state: ArtistState, event: ArtistEvent): ArtistState => {
  switch (event._tag) {
    case "ArtistRegistered": {
      const { handles } = event.profile
      const looks = Platform.literals.filter((platform) => handles[platform] !== undefined)
      const platforms = Object.fromEntries(looks.map((platform) => {
        const known = handles[platform] === state.profile?.handles[platform] ? state.platforms[platform] : undefined
        return [platform, known ?? unseen(event.atMillis)]
      }))
      return { ...state, profile: event.profile, platforms, trend: comparableTrend(state, platforms) }
    }
    case "ArtistWatchChanged":
      return { ...state, watched: event.watched }
    case "ArtistBookingLiveChanged": {
      const others = state.liveBookings.filter((bookingId) => bookingId !== event.bookingId)
      return { ...state, liveBookings: event.live ? [...others, event.bookingId] : others }
    }
    case "ArtistFiguresObserved": {
      const platforms = { ...state.platforms, [event.response.platform]: observed(state, event) }
      return {
        ...state,
        platforms,
        trend: Trend.add(comparableTrend(state, platforms), event.atMillis, reach(platforms))
      }
    }
    case "ArtistLookFailed":
      return withPlatform(state, event.platform, (platform) => ({
        ...platform,
        dueAtMillis: event.dueAtMillis,
        consecutiveFailures: platform.consecutiveFailures + 1,
        lastFailure: { reason: event.reason, detail: event.detail }
      }))
    case "ArtistLookBroughtForward":
      return withPlatform(state, event.platform, (platform) => ({ ...platform, dueAtMillis: event.dueAtMillis }))
  }
}

/** Followers of every platform together; a platform that reported none adds nothing. */
export const reach = (platforms: Readonly<Record<string, PlatformState>>): number =>
  Object.values(platforms).reduce((sum, { followers }) => sum + (followers ?? 0), 0)

/** Reach over one set of platforms says nothing about reach over another: with a new set, the trend begins anew. */
const comparableTrend = ({ platforms: before, trend }: ArtistState, platforms: ArtistState["platforms"]): Trend.Trend =>
  Platform.literals.every((platform) =>
      (before[platform]?.followers === undefined) === (platforms[platform]?.followers === undefined)
    )
    ? trend
    : []

const unseen = (dueAtMillis: number): PlatformState => ({ dueAtMillis, consecutiveFailures: 0 })

const withPlatform = (
  state: ArtistState,
  platform: string,
  change: (platform: PlatformState) => PlatformState
): ArtistState => {
  const known = state.platforms[platform]
  return known ? { ...state, platforms: { ...state.platforms, [platform]: change(known) } } : state
}

/** What a look reported replaces what was known; what it did not report stays as it was. */
const observed = (
  state: ArtistState,
  { atMillis, dueAtMillis, response }: typeof FiguresObserved.Type
): PlatformState => {
  const { lastFailure: _, ...known } = state.platforms[response.platform] ?? unseen(dueAtMillis)
  return {
    ...known,
    dueAtMillis,
    consecutiveFailures: 0,
    scrapedAtMillis: atMillis,
    ...figuresOf(response)
  }
}
