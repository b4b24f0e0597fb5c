import { Effect, type Scope } from "effect"
import type { CDPSession, Page as Tab } from "playwright-core"
import type { ScrapeFailureReason } from "../entities/domain/Scrape.ts"
import { firstLine } from "./Chromium.ts"
import { maxBytes } from "./fetchPage.ts"
import { Misread, type Page } from "./sources/Sighting.ts"

/**
 * One document as a tab shows it once its scripts have run: at once when `ready` (a selector) is there, else after up to
 * `patience` more, since challenges solve themselves and then load the page again. The tab is left on an empty page.
 */
export const browsePage = Effect.fn("browsePage")(function*(
  tab: Tab,
  url: string,
  { patienceMillis, ready }: { readonly ready: string; readonly patienceMillis: number }
) {
  return yield* Effect.scoped(
    Effect.gen(function*() {
      const flood = yield* overflow(tab)
      return yield* Effect.raceFirst(show(tab, url, ready, patienceMillis), flood)
    })
  )
})

const show = Effect.fnUntraced(function*(tab: Tab, url: string, ready: string, patienceMillis: number) {
  const response = yield* inTab(() => tab.goto(url, { waitUntil: "domcontentloaded", timeout: 0 }))
  const waited = yield* inTab(() => tab.locator(ready).count())
  if (waited === 0) {
    yield* Effect.ignore( // the page is read all the same, and named by what it shows
      inTab(() => tab.waitForSelector(ready, { state: "attached", timeout: patienceMillis }))
    )
  }
  const body = yield* inTab(() => tab.content())
  const retryAfter = response?.headers()["retry-after"]
  const page: Page = {
    url: tab.url(),
    status: response?.status() ?? 200,
    body,
    ...(retryAfter === undefined ? {} : { retryAfter })
  }
  yield* inTab(() => tab.goto("about:blank", { timeout: 2_000 }))
  return page
})

const inTab = <A>(run: () => Promise<A>) =>
  Effect.tryPromise({
    try: run,
    catch: (cause) => new Misread({ reason: reasonOf(firstLine(cause)), detail: `Chromium: ${firstLine(cause)}` })
  })

const reasonOf = (message: string): ScrapeFailureReason =>
  /INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH|CONTENT_DECODING|EMPTY_RESPONSE|CONNECTION_(?:RESET|CLOSED)/.test(message)
    ? "Truncated"
    : /BLOCKED_BY|ERR_ABORTED|UNSAFE|DISALLOWED/.test(message)
    ? "Blocked"
    : /Timeout|TIMED_OUT/.test(message)
    ? "Timeout"
    : "Unreachable"

/** Fails once the tab has received more than `maxBytes`, unpacked, for one look. */
const overflow = (tab: Tab): Effect.Effect<Effect.Effect<never, Misread>, Misread, Scope.Scope> =>
  Effect.gen(function*() {
    const session = yield* Effect.acquireRelease(
      inTab(() => tab.context().newCDPSession(tab)),
      (session) => Effect.ignore(inTab(() => session.detach())) // a tab that is closed has detached it
    )
    yield* inTab(() => session.send("Network.enable"))
    return exceeded(session)
  })

const exceeded = (session: CDPSession) =>
  Effect.async<never, Misread>((resume) => {
    let bytes = 0
    const count = ({ dataLength }: { readonly dataLength: number }) => {
      bytes += dataLength
      if (bytes > 3 * maxBytes) {
        resume(new Misread({ reason: "LayoutChanged", detail: `a page of more than ${3 * maxBytes} bytes` }))
      }
    }
    session.on("Network.dataReceived", count)
    return Effect.sync(() => session.off("Network.dataReceived", count))
  })
