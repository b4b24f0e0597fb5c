import { Either } from "effect"
import type { ScrapeFailureReason } from "../../entities/domain/Scrape.ts"
import { isWhole } from "./html.ts"
import { Misread, misread, type Page, type Reading } from "./Sighting.ts"

/** What a status code says by itself, before the body is read; undefined where the body must speak. */
export const byStatus = (page: Page): ScrapeFailureReason | undefined => {
  switch (page.status) {
    case 401:
      return "Unauthorized"
    case 403:
    case 405:
    case 406:
    case 418:
    case 451:
      return "Blocked"
    case 404:
    case 410:
      return "NotFound"
    case 408:
    case 504:
      return "Timeout"
    case 420:
    case 429:
      return "RateLimited"
    default:
      return page.status >= 500 || page.status === 0 ? "Unreachable" : page.status >= 400 ? "Blocked" : undefined
  }
}

/** Where a page sent us instead: login, challenge and consent pages have addresses of their own. */
export const byAddress = (url: string): ScrapeFailureReason | undefined => {
  const path = url.replace(/^[a-z]+:\/\/[^/]+/i, "").replace(/[?#].*$/, "")
  if (/\/(?:challenge|checkpoint|captcha|verify)(?:\/|$)/i.test(path) || /^https?:\/\/challenge\./i.test(url)) {
    return "Challenge"
  }
  if (/\/(?:accounts\/login|login|signin|log-in)(?:\/|$)/i.test(path)) return "LoginWall"
  if (/\/(?:consent|privacy\/consent)(?:\/|$)/i.test(path) || /^https?:\/\/consent\./i.test(url)) return "Consent"
  return undefined
}

/** A page without figures, by what it says of itself. Markers of full pages (a script that *could* ask for a captcha) do not count. */
export const byWords = (html: string, title: string): ScrapeFailureReason | undefined => {
  if (/slardarWAF|_wafchallengeid|waf-jschl|cf-chl-|Just a moment\.\.\.|px-captcha/i.test(html)) return "Challenge"
  if (
    /captcha|security check|verify to continue|are you (?:a )?human|unusual (?:traffic|login)|challenge/i.test(title)
  ) {
    return "Challenge"
  }
  if (
    /id=["'](?:captcha[\w-]*|tiktok-verify-ele|secsdk-captcha[\w-]*)["']|class=["'][^"']*captcha[-_]verify/i.test(html)
  ) {
    return "Challenge"
  }
  if (/access denied|forbidden|request blocked|you (?:have been|are) blocked/i.test(title)) return "Blocked"
  if (/<h1>\s*Access Denied|Reference&#32;&#35;|errors\.edgesuite\.net/i.test(html)) return "Blocked"
  if (/\b(?:log ?in|sign ?in|login|anmelden|connexion|iniciar sesi[oó]n)\b/i.test(title)) return "LoginWall"
  if (/\bconsent\b|before you continue|cookie (?:choices|wall)|bevor sie fortfahren/i.test(title)) return "Consent"
  if (/not found|isn't available|couldn't find|no longer available|404/i.test(title)) return "NotFound"
  return undefined
}

/** The name of a page in which no layout was recognised. */
export const unread = (page: Page, title: string, platform: string): Either.Either<never, Misread> => {
  const fail = (reason: ScrapeFailureReason, detail: string) =>
    Either.left(
      new Misread({ reason, detail, ...(reason === "RateLimited" ? waiting(page) : {}) })
    )
  const status = byStatus(page)
  const address = byAddress(page.url)
  const words = byWords(page.body, title)
  if (status === "RateLimited") return fail("RateLimited", `${platform} answered ${page.status}`)
  if (address !== undefined) return fail(address, `${platform} sent us to ${page.url.replace(/[?#].*$/, "")}`)
  if (words !== undefined) return fail(words, `${platform} showed ${describe[words] ?? "another page"}`)
  if (status !== undefined) return fail(status, `${platform} answered ${page.status}`)
  if (page.cut === true) return fail("Truncated", `${platform} cut the document off`)
  if (page.body.trim() === "") return fail("EmptyShell", `${platform} answered nothing`)
  if (/^\s*[[{"]/.test(page.body)) return fail("LayoutChanged", `${platform} answered JSON of no known shape`)
  if (/webapp-static-site|id=["']gfdatav1["']/.test(page.body)) {
    return fail("EmptyShell", `${platform} showed its static shell`)
  }
  if (!isWhole(page.body)) return fail("Truncated", `${platform}'s document has no end`)
  return fail("EmptyShell", `${platform} showed a page without data`)
}

/**
 * Rounded figures are believed only of a document that has its end: one that broke off may have lost the exact ones.
 */
export const ofWhole = (page: Page, rounded: Reading | undefined): Reading | undefined =>
  rounded === undefined || Either.isLeft(rounded) || (page.cut !== true && isWhole(page.body))
    ? rounded
    : misread("Truncated", "the document broke off before its data")

const describe: Partial<Record<ScrapeFailureReason, string>> = {
  Challenge: "a challenge",
  Blocked: "a refusal",
  LoginWall: "its login page",
  Consent: "a consent page",
  NotFound: "a not-found page"
}

/** `Retry-After` in milliseconds; a date form needs a clock and is left to the default wait. At most a day. */
export const waiting = (page: Page): { readonly retryAfterMillis?: number } => {
  const seconds = /^\s*(\d{1,9})\s*$/.exec(page.retryAfter ?? "")?.[1]
  return seconds === undefined ? {} : { retryAfterMillis: Math.min(Number(seconds), 86_400) * 1_000 }
}
