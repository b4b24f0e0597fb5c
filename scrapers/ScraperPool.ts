import { HttpClient, type HttpClientRequest } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import * as Undici from "@effect/platform-node/Undici"
import {
  Cause,
  Config,
  Context,
  Effect,
  ExecutionStrategy,
  Exit,
  Layer,
  Option,
  Pool,
  Redacted,
  Ref,
  Schema,
  Scope
} from "effect"
import { browsePage, type Visit } from "./browsePage.ts"
import { Chromium, type Tab } from "./Chromium.ts"
import { fetchPage } from "./fetchPage.ts"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import { Proxies, type Proxy } from "./Proxies.ts"
import { Misread, type Page } from "./sources/Sighting.ts"

/** One visitor of the platforms: connections and a browser tab of its own, by one way out. Used by one look at a time. */
export interface Session {
  /** which way out, "direct" without a proxy */
  readonly proxy: string
  readonly fetch: (request: HttpClientRequest.HttpClientRequest) => Effect.Effect<Page, Misread>
  readonly browse: (visit: Visit) => Effect.Effect<Page, Misread>
}

/** A bounded set of sessions, opened when needed, closed when idle, replaced when they broke or were turned away. */
export class ScraperPool extends Context.Tag("promoteros/scrapers/ScraperPool")<ScraperPool, {
  /** Lends a session for the length of one look. */
  readonly use: <A, R>(look: (session: Session) => Effect.Effect<A, Misread, R>) => Effect.Effect<A, Misread, R>
}>() {
  static readonly layer = Layer.scoped(
    ScraperPool,
    Effect.gen(function*() {
      const size = yield* Config.integer("SCRAPER_POOL_SIZE").pipe(
        Config.withDefault(3),
        Config.validate({ message: "a pool has 1 to 64 sessions", validation: (size) => size >= 1 && size <= 64 })
      )
      const proxies = yield* Proxies
      const environment = yield* Effect.context<Chromium | PlatformAddresses>()
      const pool = yield* Pool.makeWithTTL({
        acquire: Effect.provide(Effect.flatMap(proxies.next, open), environment),
        min: 0,
        max: size,
        timeToLive: "2 minutes",
        timeToLiveStrategy: "usage"
      })
      return ScraperPool.of({
        use: Effect.fn("ScraperPool.use")(function*(look) {
          return yield* Effect.scoped(
            Effect.flatMap(
              Pool.get(pool),
              (session) =>
                Effect.onExit(look(session), (exit) => worn(exit) ? Pool.invalidate(pool, session) : Effect.void)
            )
          )
        })
      })
    })
  )
}

/** After such an end another session, with another way out, may fare better. */
const worn = <A>(exit: Exit.Exit<A, Misread>): boolean =>
  Exit.match(exit, {
    onSuccess: () => false,
    onFailure: (cause) =>
      Option.match(Cause.failureOption(cause), { onNone: () => true, onSome: ({ reason }) => isWearing(reason) })
  })

const isWearing = Schema.is(Schema.Literal("Challenge", "Blocked", "LoginWall", "Timeout", "Unreachable"))

const open = Effect.fnUntraced(function*(proxy: Proxy) {
  const addresses = yield* PlatformAddresses
  const client = NodeHttpClient.makeUndici(yield* dispatcher(proxy))
  const tabs = yield* tabOf(proxy)
  return {
    proxy: proxy.label,
    fetch: (request) =>
      fetchPage(request).pipe(
        Effect.provideService(HttpClient.HttpClient, client),
        Effect.provideService(PlatformAddresses, addresses)
      ),
    browse: (visit) => tabs((tab) => browsePage(tab, visit))
  } satisfies Session
})

const dispatcher = (proxy: Proxy) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      Option.match(proxy.server, {
        onNone: () => new Undici.Agent({ connections: 4, connectTimeout: 5_000 }),
        onSome: ({ origin, password, username }) =>
          new Undici.ProxyAgent({
            uri: origin,
            connectTimeout: 5_000,
            ...(username === ""
              ? {}
              : { token: `Basic ${Buffer.from(`${username}:${Redacted.value(password)}`).toString("base64")}` })
          })
      })
    ),
    (agent) => Effect.promise(() => agent.destroy())
  )

/** The session's tab: opened with the first look, kept after a good one, closed after any other end. */
const tabOf = Effect.fnUntraced(function*(proxy: Proxy) {
  const chromium = yield* Chromium
  const owner = yield* Effect.scope
  const held = yield* Ref.make(Option.none<{ readonly tab: Tab; readonly scope: Scope.CloseableScope }>())
  const close = Effect.flatMap(
    Ref.getAndSet(held, Option.none()),
    Option.match({ onNone: () => Effect.void, onSome: ({ scope }) => Scope.close(scope, Exit.void) })
  )
  const opened = Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      const scope = yield* Scope.fork(owner, ExecutionStrategy.sequential)
      const tab = yield* restore(Scope.extend(chromium.tab(proxy), scope)).pipe(
        Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause))),
        Effect.mapError(({ detail }) => new Misread({ reason: "Unreachable", detail }))
      )
      yield* Ref.set(held, Option.some({ tab, scope }))
      return tab
    })
  )
  const current = Effect.flatMap(
    Ref.get(held),
    Option.match({
      onNone: () => opened,
      onSome: ({ tab }) =>
        tab.page.isClosed() || tab.page.context().browser()?.isConnected() === false
          ? Effect.zipRight(close, opened)
          : Effect.succeed(tab)
    })
  )
  return <A>(look: (tab: Tab) => Effect.Effect<A, Misread>): Effect.Effect<A, Misread> =>
    Effect.flatMap(current, (tab) => Effect.onError(look(tab), () => close))
})
