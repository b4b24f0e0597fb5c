import { Effect } from "effect"
import type { CDPSession } from "playwright-core"
import type { ScrapeFailureReason } from "../entities/domain/Scrape.ts"
import { firstLine, type Tab } from "./Chromium.ts"
import { maxBytes } from "./fetchPage.ts"
import { Misread, type Page } from "./sources/Sighting.ts"

export interface Visit {
  readonly url: string
  /** a selector that is there once the page is worth reading */
  readonly ready: string
  /** whether a page without it may yet become one by its own scripts, as a challenge does */
  readonly mayHeal: (page: Page) => boolean
}

/** How long a page is given to heal. */
const patienceMillis = 2_500

/** One document as a tab shows it once its scripts have run. The tab is left on an empty page. */
export const browsePage = Effect.fn("browsePage")((tab: Tab, visit: Visit) =>
  Effect.raceFirst(show(tab, visit), broken(tab.network))
)

const show = Effect.fnUntraced(function*({ page: tab }: Tab, { mayHeal, ready, url }: Visit) {
  const response = yield* inTab(() => tab.goto(url, { waitUntil: "domcontentloaded", timeout: 0 }))
  const retryAfter = response?.headers()["retry-after"]
  const seen = Effect.map(inTab(() => tab.content()), (body): Page => ({
    url: tab.url(),
    status: response?.status() ?? 200,
    body,
    ...(retryAfter === undefined ? {} : { retryAfter })
  }))
  const first = yield* seen
  const healed = mayHeal(first)
    ? inTab(() => tab.waitForSelector(ready, { state: "attached", timeout: patienceMillis })).pipe(
      Effect.zipRight(seen),
      Effect.map((page) => ({ ...page, status: 200 })),
      Effect.orElseSucceed(() => first)
    )
    : Effect.succeed(first)
  const page = yield* healed
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
    : /BLOCKED_BY|UNSAFE|DISALLOWED|NAME_NOT_RESOLVED/.test(message)
    ? "Blocked"
    : /Timeout|TIMED_OUT/.test(message)
    ? "Timeout"
    : "Unreachable"

/**
 * Fails once the document breaks off (a tab would wait for its end) or has more than `maxBytes`, unpacked, or all that the
 * page loads has more than four times as much.
 */
const broken = (network: CDPSession) =>
  Effect.async<never, Misread>((resume) => {
    const documents = new Set<string>()
    let documentBytes = 0
    let bytes = 0
    const sent = ({ requestId, type }: { readonly requestId: string; readonly type?: string }) => {
      if (type === "Document") documents.add(requestId)
    }
    const received = ({ dataLength, requestId }: { readonly dataLength: number; readonly requestId: string }) => {
      bytes += dataLength
      if (documents.has(requestId)) documentBytes += dataLength
      if (documentBytes > maxBytes || bytes > 4 * maxBytes) {
        resume(new Misread({ reason: "LayoutChanged", detail: `a page of more than ${maxBytes} bytes` }))
      }
    }
    const failed = (
      { canceled, errorText, requestId }: {
        readonly canceled?: boolean
        readonly errorText: string
        readonly requestId: string
      }
    ) => {
      if (documents.has(requestId) && canceled !== true && errorText !== "net::ERR_ABORTED") {
        resume(new Misread({ reason: reasonOf(errorText), detail: `Chromium: ${errorText}` }))
      }
    }
    network.on("Network.requestWillBeSent", sent)
    network.on("Network.dataReceived", received)
    network.on("Network.loadingFailed", failed)
    return Effect.sync(() => {
      network.off("Network.requestWillBeSent", sent)
      network.off("Network.dataReceived", received)
      network.off("Network.loadingFailed", failed)
    })
  })
