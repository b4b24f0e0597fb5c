import type { SandboxAct } from "../Acts.ts"
import type { ActOnPlatforms } from "../Figures.ts"
import { short } from "./shell.ts"

/** The Web API's artist, in the shape that has followers. */
export const apiArtist = (act: SandboxAct, id: string, now: ActOnPlatforms): string =>
  JSON.stringify({
    external_urls: { spotify: `https://open.spotify.com/artist/${id}` },
    followers: { href: null, total: now.spotifyFollowers },
    genres: act.genres,
    href: `https://api.spotify.com/v1/artists/${id}`,
    id,
    images: [],
    name: act.name,
    popularity: now.popularity,
    type: "artist",
    uri: `spotify:artist:${id}`
  })

export const apiError = (status: number, message: string): string => JSON.stringify({ error: { status, message } })

/** The public artist page: figures in its initial state, rounded listeners in its share description. */
export const artistPage = (act: SandboxAct, id: string, now: ActOnPlatforms): string => {
  const uri = `spotify:artist:${id}`
  const state = {
    entities: {
      items: {
        [uri]: {
          __typename: "Artist",
          id,
          uri,
          profile: { name: act.name, verified: now.verified },
          stats: {
            followers: now.spotifyFollowers,
            monthlyListeners: now.monthlyListeners,
            worldRank: 0,
            topCities: {
              items: now.topCities.map(({ city, country, listeners }) => ({
                city,
                country,
                numberOfListeners: listeners
              }))
            }
          },
          discography: { topTracks: { items: [] } }
        }
      }
    }
  }
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${act.name} | Spotify</title>` +
    `<meta property="og:title" content="${act.name}"><meta property="og:type" content="profile">` +
    `<meta property="og:description" content="Artist · ${short(now.monthlyListeners)} monthly listeners.">` +
    `<meta property="og:url" content="https://open.spotify.com/artist/${id}"></head><body><div id="main"></div>` +
    `<script id="initialState" type="text/plain">${
      Buffer.from(JSON.stringify(state)).toString("base64")
    }</script></body></html>`
}

export const missingPage =
  `<!DOCTYPE html><html lang="en"><head><title>Page not found</title></head><body><div id="main"></div></body></html>`
