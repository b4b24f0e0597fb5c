import { Config, ConfigError, Context, Effect, Either, Layer, Option, Redacted, Ref, Schema } from "effect"

/** A way out: "direct", or a forward proxy named by host and port, its credentials kept apart from its name. */
export interface Proxy {
  readonly label: string
  readonly server: Option.Option<{
    readonly origin: string
    readonly username: string
    readonly password: Redacted.Redacted
  }>
}

const direct: Proxy = { label: "direct", server: Option.none() }

const proxyOf = (url: URL): Proxy => ({
  label: url.host,
  server: Option.some({
    origin: url.origin,
    username: decodeURIComponent(url.username),
    password: Redacted.make(decodeURIComponent(url.password))
  })
})

const Addresses = Schema.Array(Schema.URL)

const listed = (text: Redacted.Redacted) =>
  Schema.decodeEither(Addresses)(
    Redacted.value(text).split(",").map((part) => part.trim()).filter((part) => part !== "")
  ).pipe(Either.mapLeft(() => ConfigError.InvalidData(["SCRAPER_PROXIES"], "addresses with commas between")))

/** Ways out, taken in turn: a session that was blocked is replaced by one with the next. `SCRAPER_PROXIES`: addresses with commas between. */
export class Proxies extends Context.Tag("promoteros/scrapers/Proxies")<Proxies, {
  readonly next: Effect.Effect<Proxy>
}>() {
  static readonly layer = Layer.effect(
    Proxies,
    Effect.gen(function*() {
      const urls = yield* Config.redacted("SCRAPER_PROXIES").pipe(Config.mapOrFail(listed), Config.withDefault([]))
      const proxies = urls.map(proxyOf)
      const turn = yield* Ref.make(0)
      return Proxies.of({
        next: Effect.map(Ref.getAndUpdate(turn, (n) => n + 1), (n) => proxies[n % proxies.length] ?? direct)
      })
    })
  )
}
