import { Either, Option, Schema } from "effect"
import type { ScrapeFailureReason } from "../../../entities/domain/Scrape.ts"
import { json, jsonAfter, metaTags, objectsIn, scripts, title } from "../html.ts"
import { ofWhole, unread, waiting } from "../refusals.ts"
import { present } from "../reported.ts"
import { Misread, misread, type Page, type Reading, type Sighting } from "../Sighting.ts"
import { fromBusiness, fromDescription, fromGraph, fromLinkedData, fromMobile } from "./profile.ts"
import * as Shape from "./shapes.ts"

/**
 * Instagram in all its layouts: `graphql.user` in a page, `data.user` of web_profile_info, the mobile and Graph APIs, the
 * data of newer pages, and last the rounded counts of the share description. `handle` is who was asked for.
 */
export const parse = (page: Page, handle?: string): Reading => {
  const text = page.body.trimStart()
  const reading = text.startsWith("{") || text.startsWith("[")
    ? api(page, handle)
    : page.status < 400
    ? html(page, handle)
    : undefined
  return Either.flatMap(reading ?? unread(page, title(page.body), "Instagram"), (sighting) => asAsked(sighting, handle))
}

const asAsked = (sighting: Sighting, handle: string | undefined): Reading =>
  handle === undefined || sighting.artist.username.toLowerCase() === handle.toLowerCase()
    ? Either.right(sighting)
    : misread("LayoutChanged", `the page is about @${sighting.artist.username}`)

const api = (page: Page, handle: string | undefined): Reading | undefined => {
  const value = json(page.body)
  if (Option.isNone(value)) return misread("Truncated", "Instagram's JSON has no end")
  if (page.status < 400) {
    const found = profileIn(value.value, handle, "api")
    if (found !== undefined) return found
  }
  const refusal = Option.flatMap(Schema.decodeUnknownOption(Shape.Refusal)(value.value), (refused) => {
    const reason = reasonOf(refused)
    return reason === undefined ? Option.none() : Option.some({ reason, detail: detailOf(refused, reason) })
  })
  return Option.match(refusal, {
    onNone: () => undefined,
    onSome: ({ detail, reason }) =>
      Either.left(new Misread({ reason, detail, ...(reason === "RateLimited" ? waiting(page) : {}) }))
  })
}

const reasonOf = (refused: typeof Shape.Refusal.Type): ScrapeFailureReason | undefined => {
  const said = refused.message ?? refused.error?.message ?? ""
  if (/checkpoint|challenge/i.test(said) || refused.checkpoint_url !== undefined || refused.challenge !== undefined) {
    return "Challenge"
  }
  if (/wait a few minutes|try again later|rate.?limit|too many/i.test(said)) return "RateLimited"
  if (/consent/i.test(said)) return "Consent"
  if (/feedback_required|useragent mismatch|not authorized/i.test(said) || refused.spam === true) return "Blocked"
  if (refused.error?.code !== undefined) return graphErrors[refused.error.code]
  if (/login|log in/i.test(said) || refused.require_login === true) return "LoginWall"
  if (/not found|no user/i.test(said) || refused.data?.user === null || refused.user === null) return "NotFound"
  if (refused.authenticated === false) return "Unauthorized"
  return undefined
}

/** Codes of the official Graph API. */
const graphErrors: Readonly<Record<number, ScrapeFailureReason>> = {
  4: "RateLimited",
  17: "RateLimited",
  32: "RateLimited",
  613: "RateLimited",
  10: "Unauthorized",
  102: "Unauthorized",
  190: "Unauthorized",
  100: "NotFound",
  110: "NotFound"
}

const detailOf = (refused: typeof Shape.Refusal.Type, reason: ScrapeFailureReason) =>
  refused.message ?? refused.error?.message ??
    (reason === "NotFound" ? "Instagram shows no such account" : "Instagram refused the session")

const html = (page: Page, handle: string | undefined): Reading | undefined => {
  let outcome: Reading | undefined
  let linked: Reading | undefined
  for (const script of scripts(page.body)) {
    const value = /_sharedData\s*=|__additionalDataLoaded\(/.test(script.content)
      ? jsonAfter(script.content, /_sharedData\s*=\s*|__additionalDataLoaded\([^,]{0,200},\s*/)
      : /application\/(?:ld\+)?json/i.test(script.attributes) && /follow/i.test(script.content)
      ? json(script.content)
      : undefined
    if (value === undefined) continue
    if (Option.isNone(value)) {
      if (script.cut) outcome ??= misread("Truncated", "Instagram's data has no end")
      continue
    }
    if (/ld\+json/i.test(script.attributes)) {
      linked ??= fromLinkedData(value.value)
      continue
    }
    const found = profileIn(value.value, handle, "page")
    if (found !== undefined) return found
    outcome ??= entryPage(value.value)
  }
  return outcome ?? ofWhole(page, withExactFollowers(fromDescription(metaTags(page.body), page.url), linked))
}

/** The share description has every count rounded, the linked data the followers alone, exactly. */
const withExactFollowers = (described: Reading | undefined, linked: Reading | undefined): Reading | undefined => {
  if (described === undefined || Either.isLeft(described)) return linked ?? described
  if (linked === undefined || Either.isLeft(linked)) return described
  const { artist, layout, metrics } = described.right
  return Either.right({
    artist,
    layout: `${linked.right.layout}+${layout}`,
    metrics: { ...metrics, ...present({ followers: linked.right.metrics.followers }) }
  })
}

/** The page that `_sharedData` says it is, when it is not a profile. */
const entryPage = (value: unknown): Reading | undefined => {
  const shared = Schema.decodeUnknownOption(Shape.SharedData)(value)
  if (Option.isNone(shared)) return undefined
  const pages = Object.keys(shared.value.entry_data)
  if (pages.includes("Challenge")) return misread("Challenge", "Instagram wants the account verified")
  if (pages.some((page) => /Login|Landing/.test(page))) return misread("LoginWall", "Instagram showed its login page")
  if (pages.some((page) => /Consent/.test(page))) return misread("Consent", "Instagram showed a consent page")
  if (pages.some((page) => /HttpError/.test(page))) return misread("NotFound", "Instagram showed a not-found page")
  return undefined
}

/** The account asked for, or the first one, wherever in the data it lies. */
const profileIn = (value: unknown, handle: string | undefined, where: "api" | "page"): Reading | undefined => {
  let other: Reading | undefined
  for (const object of objectsIn(value)) {
    if (!("username" in object)) continue
    const reading = account(object, where)
    if (reading === undefined) continue
    if (handle === undefined || isNamed(object.username, handle)) return reading
    other ??= reading
  }
  return other
}

const isNamed = (username: unknown, handle: string) =>
  typeof username === "string" && username.toLowerCase() === handle.toLowerCase()

const account = (object: object, where: "api" | "page"): Reading | undefined => {
  if ("edge_followed_by" in object) {
    return Option.getOrUndefined(
      Option.map(
        Schema.decodeUnknownOption(Shape.GraphUser)(object),
        (user) => fromGraph(user, `instagram/${where}-graphql`)
      )
    )
  }
  if ("follower_count" in object) {
    return Option.getOrUndefined(
      Option.map(
        Schema.decodeUnknownOption(Shape.MobileUser)(object),
        (user) => fromMobile(user, `instagram/${where}-user`)
      )
    )
  }
  if ("followers_count" in object) {
    return Option.getOrUndefined(Option.map(Schema.decodeUnknownOption(Shape.BusinessAccount)(object), fromBusiness))
  }
  return undefined
}
