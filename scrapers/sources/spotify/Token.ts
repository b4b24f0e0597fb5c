import { HttpClientRequest } from "@effect/platform"
import { Clock, Config, Context, Effect, Layer, Option, Redacted, Ref, Schema } from "effect"
import { PlatformAddresses } from "../../PlatformAddresses.ts"
import type { Session } from "../../ScraperPool.ts"
import { json } from "../html.ts"
import { unread, waiting } from "../refusals.ts"
import { Misread } from "../Sighting.ts"
import { Token } from "./shapes.ts"

interface Held {
  readonly token: Redacted.Redacted
  readonly until: number
}

/**
 * The application's token for the Web API (client credentials), asked for when first needed and again a minute before it
 * expires; many looks at once ask for it once. None without `SCRAPER_SPOTIFY_CLIENT_ID` and `_SECRET` (the sandbox has its own).
 */
export class SpotifyToken extends Context.Tag("promoteros/scrapers/sources/spotify/Token/SpotifyToken")<SpotifyToken, {
  readonly get: (session: Session) => Effect.Effect<Option.Option<Redacted.Redacted>, Misread>
  /** forgets a token that the API would not take */
  readonly forget: (token: Redacted.Redacted) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.effect(
    SpotifyToken,
    Effect.gen(function*() {
      const { source, spotifyAccounts } = yield* PlatformAddresses
      const id = yield* Config.option(Config.nonEmptyString("SCRAPER_SPOTIFY_CLIENT_ID"))
      const secret = yield* Config.option(Config.redacted("SCRAPER_SPOTIFY_CLIENT_SECRET"))
      const credentials = Option.orElse(
        Option.all({ id, secret }),
        () => source === "sandbox" ? Option.some({ id: "sandbox", secret: Redacted.make("sandbox") }) : Option.none()
      )
      const held = yield* Ref.make(Option.none<Held>())
      const one = yield* Effect.makeSemaphore(1)

      const fresh = Effect.fnUntraced(function*(session: Session, app: Credentials) {
        const now = yield* Clock.currentTimeMillis
        const known = Option.filter(yield* Ref.get(held), ({ until }) => until > now)
        if (Option.isSome(known)) return known.value.token
        const { expires_in, access_token } = yield* request(session, spotifyAccounts, app)
        const token = Redacted.make(access_token)
        yield* Ref.set(held, Option.some({ token, until: now + Math.max(expires_in - 60, expires_in / 2) * 1_000 }))
        return token
      })
      return SpotifyToken.of({
        get: (session) =>
          Option.match(credentials, {
            onNone: () => Effect.succeedNone,
            onSome: (app) => Effect.asSome(one.withPermits(1)(fresh(session, app)))
          }),
        forget: (token) => Ref.update(held, Option.filter((held) => held.token !== token))
      })
    })
  )
}

interface Credentials {
  readonly id: string
  readonly secret: Redacted.Redacted
}

const request = Effect.fnUntraced(function*(session: Session, accounts: string, { id, secret }: Credentials) {
  const page = yield* session.fetch(
    HttpClientRequest.post(`${accounts}/api/token`).pipe(
      HttpClientRequest.basicAuth(id, secret),
      HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" })
    )
  )
  const token = Option.flatMap(json(page.body), Schema.decodeUnknownOption(Token))
  if (page.status === 200 && Option.isSome(token)) return token.value
  if (page.status === 400 || page.status === 401) {
    return yield* new Misread({ reason: "Unauthorized", detail: "Spotify does not know these client credentials" })
  }
  if (page.status === 429) {
    return yield* new Misread({ reason: "RateLimited", detail: "Spotify gives no token for now", ...waiting(page) })
  }
  return yield* unread(page, "", "Spotify's token service")
})
