import { FileSystem } from "@effect/platform"
import bundled from "@sparticuz/chromium"
import { Config, Context, Effect, Layer, Option, RcRef, Redacted, Schema, type Scope } from "effect"
import { type Browser, type BrowserContextOptions, type CDPSession, chromium, type Page } from "playwright-core"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import type { Proxy } from "./Proxies.ts"

/** No Chromium could be found or started. */
export class ChromiumUnavailable extends Schema.TaggedError<ChromiumUnavailable>()("ChromiumUnavailable", {
  detail: Schema.String
}) {
  override get message() {
    return `No Chromium: ${this.detail}`
  }
}

/** A page with the protocol session that counts what it receives; both end with the page's context. */
export interface Tab {
  readonly page: Page
  readonly network: CDPSession
}

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium"
]

/**
 * One Chromium for the process: started with the first tab, shared by all, stopped when no tab has been open for a
 * minute, started anew when it died. `CHROMIUM_PATH`, else an installed one, else the one that npm brought.
 */
export class Chromium extends Context.Tag("promoteros/scrapers/Chromium")<Chromium, {
  /** A tab of its own context, closed with the scope. */
  readonly tab: (proxy: Proxy) => Effect.Effect<Tab, ChromiumUnavailable, Scope.Scope>
}>() {
  static readonly layer = Layer.scoped(
    Chromium,
    Effect.gen(function*() {
      const { hosts } = yield* PlatformAddresses
      const files = yield* FileSystem.FileSystem
      const configured = yield* Config.option(Config.nonEmptyString("CHROMIUM_PATH"))
      const running = yield* RcRef.make({
        acquire: Effect.acquireRelease(
          Effect.flatMap(executable(configured, files), (path) => launch(path, hosts)),
          (browser) => ended(() => browser.close())
        ),
        idleTimeToLive: "1 minute"
      })
      const alive = Effect.filterOrElse(
        RcRef.get(running),
        (browser) => browser.isConnected(),
        () => Effect.zipRight(RcRef.invalidate(running), RcRef.get(running))
      )
      return Chromium.of({
        tab: Effect.fn("Chromium.tab")(function*(proxy) {
          const browser = yield* alive
          const context = yield* Effect.acquireRelease(
            attempt("open a context", () => browser.newContext(options(browser, proxy))),
            (context) => ended(() => context.close())
          )
          const page = yield* attempt("open a tab", () => context.newPage())
          const network = yield* attempt("watch a tab", () => context.newCDPSession(page))
          yield* attempt("watch a tab", () => network.send("Network.enable"))
          return { page, network }
        })
      })
    })
  )
}

const attempt = <A>(what: string, run: () => Promise<A>) =>
  Effect.tryPromise({
    try: run,
    catch: (cause) => new ChromiumUnavailable({ detail: `cannot ${what}: ${firstLine(cause)}` })
  }).pipe(
    Effect.timeoutFail({
      duration: "20 seconds",
      onTimeout: () => new ChromiumUnavailable({ detail: `cannot ${what} within 20 s` })
    })
  )

export const firstLine = (cause: unknown): string =>
  String(cause instanceof Error ? cause.message : cause).split("\n", 1)[0] ?? ""

const executable = (configured: Option.Option<string>, files: FileSystem.FileSystem) =>
  Option.match(configured, {
    onSome: Effect.succeed,
    onNone: () =>
      Effect.findFirst(installed, (path) => Effect.orElseSucceed(files.exists(path), () => false)).pipe(
        Effect.flatMap(
          Option.match({
            onSome: Effect.succeed,
            onNone: () => attempt("unpack the bundled one", () => bundled.executablePath())
          })
        )
      )
  })

/**
 * Pages may reach the platforms' own hosts and no other, also by a literal address or from inside a script. Chromium's own
 * sandbox needs user namespaces, which containers and root do not have.
 */
const launch = (executablePath: string, hosts: ReadonlyArray<string>) =>
  attempt("start it", () =>
    chromium.launch({
      executablePath,
      headless: true,
      timeout: 15_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-webgl",
        "--no-zygote",
        "--renderer-process-limit=4",
        "--blink-settings=imagesEnabled=false",
        "--js-flags=--max-old-space-size=256",
        `--host-resolver-rules=${["MAP * ~NOTFOUND", ...hosts.flatMap(exclusions)].join(", ")}`
      ]
    }))

const exclusions = (host: string) =>
  host.startsWith("*.") ? [`EXCLUDE ${host}`, `EXCLUDE ${host.slice(2)}`] : [`EXCLUDE ${host}`]

/** Closing what may have died already, and for no longer than a few seconds. */
const ended = (close: () => Promise<void>) =>
  Effect.ignore(Effect.tryPromise(close)).pipe(Effect.interruptible, Effect.timeoutOption("4 seconds"))

const options = (browser: Browser, proxy: Proxy): BrowserContextOptions => ({
  userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${
    browser.version().split(".", 1)[0]
  }.0.0.0 Safari/537.36`,
  locale: "en-US",
  viewport: { width: 1280, height: 800 },
  serviceWorkers: "block",
  acceptDownloads: false,
  ...Option.match(proxy.server, {
    onNone: () => ({}),
    onSome: ({ origin, password, username }) => ({
      proxy: { server: origin, ...(username === "" ? {} : { username, password: Redacted.value(password) }) }
    })
  })
})
