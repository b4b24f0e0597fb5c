import { HttpClientRequest } from "@effect/platform"
import { Effect, Either, Option, type Redacted } from "effect"
import { PlatformAddresses } from "../../PlatformAddresses.ts"
import type { Session } from "../../ScraperPool.ts"
import { present } from "../reported.ts"
import { Misread, type Sighting } from "../Sighting.ts"
import { parse } from "./parse.ts"
import { SpotifyToken } from "./Token.ts"

/**
 * Spotify, by its Web API and its public artist page together: the API has popularity and genres (until 2026 followers,
 * too), only the page has monthly listeners and cities. Either alone will do; a token that has expired is replaced once.
 */
export const look = Effect.fn("spotify.look")(function*(session: Session, artistId: string) {
  const [api, page] = yield* Effect.all(
    [Effect.either(byApi(session, artistId)), Effect.either(byPage(session, artistId))],
    { concurrency: 2 }
  )
  if (Either.isRight(api) && Either.isRight(page)) return merged(api.right, page.right)
  if (Either.isRight(page)) return page.right
  if (Either.isRight(api) && hasFigures(api.right)) return api.right
  return yield* (Either.isLeft(api) && api.left.reason === "RateLimited" ? api.left : page.left)
})

const byPage = Effect.fnUntraced(function*(session: Session, artistId: string) {
  const { spotify } = yield* PlatformAddresses
  const page = yield* session.fetch(HttpClientRequest.get(`${spotify}/artist/${artistId}`))
  return yield* parse(page, artistId)
})

const byApi = Effect.fnUntraced(function*(session: Session, artistId: string) {
  const tokens = yield* SpotifyToken
  const first = yield* tokens.get(session)
  if (Option.isNone(first)) {
    return yield* new Misread({ reason: "Unauthorized", detail: "no Spotify credentials are configured" })
  }
  return yield* ask(session, artistId, first.value).pipe(
    Effect.catchIf(
      ({ reason }) => reason === "Unauthorized",
      (refused) =>
        tokens.forget(first.value).pipe(
          Effect.zipRight(tokens.get(session)),
          Effect.flatMap(Option.match({ onNone: () => refused, onSome: (token) => ask(session, artistId, token) }))
        )
    )
  )
})

const ask = Effect.fnUntraced(function*(session: Session, artistId: string, token: Redacted.Redacted) {
  const { spotifyApi } = yield* PlatformAddresses
  const page = yield* session.fetch(
    HttpClientRequest.get(`${spotifyApi}/v1/artists/${artistId}`).pipe(HttpClientRequest.bearerToken(token))
  )
  return yield* parse(page, artistId)
})

/** The page's figures where it has them, the API's exact followers before the page's, and what only one of them says. */
const merged = (api: Sighting, page: Sighting): Sighting => ({
  ...page,
  layout: `${api.layout}+${page.layout}`,
  metrics: {
    ...page.metrics,
    ...present({ followers: api.metrics.followers ?? page.metrics.followers }),
    ...present({ popularity: api.metrics.popularity })
  },
  ...present({ genres: api.genres ?? page.genres })
})

const hasFigures = ({ metrics }: Sighting) => metrics.followers !== undefined || metrics.popularity !== undefined
