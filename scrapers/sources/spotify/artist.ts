import { Either } from "effect"
import type { CityListeners, RecentPost } from "../../../entities/domain/Scrape.ts"
import { unescape } from "../html.ts"
import { present } from "../reported.ts"
import { countsIn } from "../rounded.ts"
import { misread, type Page, type Reading, type Sighting } from "../Sighting.ts"
import type * as Shape from "./shapes.ts"

/** An artist of the Web API. Its old answers often carry empty genres, which say nothing. */
export const fromApi = (artist: typeof Shape.ApiArtist.Type, layout: string): Sighting =>
  sighting({
    layout,
    id: artist.id,
    name: artist.name,
    followers: artist.followers?.total,
    popularity: artist.popularity,
    genres: artist.genres
  })

export const fromTracks = (tracks: ReadonlyArray<Shape.ApiTrack>, artistId: string | undefined): Reading => {
  const everyone = tracks.flatMap(({ artists }) => artists ?? [])
  const artist = everyone.find(({ id }) =>
    artistId === undefined ? tracks.every(({ artists }) => artists?.some((other) => other.id === id)) : id === artistId
  )
  return artist === undefined
    ? misread("LayoutChanged", "these tracks have no artist in common")
    : Either.right(
      sighting({ layout: "spotify/api-top-tracks", ...artist, recent: tracks.map(({ id }) => track(id, undefined)) })
    )
}

export const fromPage = (artist: typeof Shape.PageArtist.Type): Reading => {
  const { followers, monthlyListeners, topCities } = artist.stats
  if (followers === undefined && monthlyListeners === undefined) {
    return misread("LayoutChanged", `Spotify's page names ${artist.profile.name} and no figure`)
  }
  return Either.right(
    sighting({
      layout: "spotify/page-artist",
      id: artist.uri.replace("spotify:artist:", ""),
      name: artist.profile.name,
      verified: artist.profile.verified ?? artist.onPlatformReputationTrait?.verification?.isVerified,
      followers,
      monthlyListeners,
      topCities: topCities?.items?.map(({ city, country, numberOfListeners }) => ({
        city,
        ...present({ country }),
        listeners: numberOfListeners
      })),
      recent: (artist.discography?.topTracks?.items ?? []).map(({ track: { id, playcount } }) => track(id, playcount))
    })
  )
}

export const fromOldPage = (artist: typeof Shape.OldPageArtist.Type): Reading => {
  const id = /^spotify:artist:([A-Za-z0-9]{22})$/.exec(artist.info.uri)?.[1]
  const monthlyListeners = artist.insights?.monthly_listeners ?? artist.monthly_listeners?.listener_count
  if (id === undefined || monthlyListeners === undefined) {
    return misread("LayoutChanged", "Spotify's artist has no known shape")
  }
  return Either.right(
    sighting({
      layout: "spotify/page-view",
      id,
      name: artist.info.name,
      verified: artist.info.verified,
      followers: artist.insights?.follower_count,
      monthlyListeners,
      topCities: artist.insights?.cities?.map(({ city, country, listeners }) => ({
        city,
        ...present({ country }),
        listeners
      }))
    })
  )
}

/** "2,512,345 monthly listeners" as the page's scripts write it below the name. */
export const fromRendered = (
  page: Page,
  meta: ReadonlyMap<string, string>,
  artistId: string | undefined
): Reading | undefined => {
  const shown = />\s*(\d{1,3}(?:[,.\u00a0\u202f ]\d{3}){0,4})\s+monthly listeners\s*</i.exec(page.body)?.[1]
  const name = meta.get("og:title")
  const monthlyListeners = shown === undefined ? undefined : countsIn(shown)[0]
  return artistId === undefined || name === undefined || monthlyListeners === undefined
    ? undefined
    : Either.right(sighting({ layout: "spotify/rendered", id: artistId, name: plain(name), monthlyListeners }))
}

/** "Artist · 2.5M monthly listeners." in whatever language: the one count that follows the dot. */
export const fromDescription = (
  meta: ReadonlyMap<string, string>,
  artistId: string | undefined
): Reading | undefined => {
  const said = (meta.get("og:description") ?? "").split("·")
  const name = meta.get("og:title")
  const [monthlyListeners, ...more] = countsIn(unescape(said.at(-1) ?? ""))
  if (said.length < 2 || name === undefined || artistId === undefined) return undefined
  return monthlyListeners === undefined || more.length > 0
    ? undefined
    : Either.right(sighting({ layout: "spotify/og", id: artistId, name: plain(name), monthlyListeners }))
}

const plain = (name: string) => name.replace(/\s+\|\s+Spotify$/, "").trim()

const track = (id: string, plays: number | undefined): RecentPost => ({
  id,
  url: `https://open.spotify.com/track/${id}`,
  type: "track",
  metrics: present({ views: plays })
})

const sighting = (found: {
  readonly layout: string
  readonly id: string
  readonly name: string
  readonly verified?: boolean | undefined
  readonly followers?: number | undefined
  readonly monthlyListeners?: number | undefined
  readonly popularity?: number | undefined
  readonly topCities?: ReadonlyArray<CityListeners> | undefined
  readonly genres?: ReadonlyArray<string> | undefined
  readonly recent?: ReadonlyArray<RecentPost>
}): Sighting => ({
  layout: found.layout,
  artist: {
    id: found.id,
    username: found.id,
    displayName: found.name,
    ...present({ verified: found.verified }),
    profileUrl: `https://open.spotify.com/artist/${found.id}`
  },
  metrics: {
    ...present({
      followers: found.followers,
      monthlyListeners: found.monthlyListeners,
      popularity: found.popularity,
      topCities: found.topCities?.toSorted((a, b) => b.listeners - a.listeners)
    }),
    engagement: {},
    content: { recent: found.recent ?? [] },
    growth: {}
  },
  ...present({ genres: found.genres })
})
