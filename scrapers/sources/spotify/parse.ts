import { Either, Encoding, Option, Schema } from "effect"
import type { ScrapeFailureReason } from "../../../entities/domain/Scrape.ts"
import { hasId, json, jsonAfter, metaTags, objectsIn, scripts, title } from "../html.ts"
import { byStatus, ofWhole, unread, waiting } from "../refusals.ts"
import { Misread, misread, type Page, type Reading, type Sighting } from "../Sighting.ts"
import { fromApi, fromDescription, fromOldPage, fromPage, fromRendered, fromTracks } from "./artist.ts"
import * as Shape from "./shapes.ts"

/**
 * Spotify in all its layouts: the Web API's artist, search and top-tracks answers, pathfinder's `artistUnion`, the artist
 * page's own data (initial state, __NEXT_DATA__, Spotify.Entity), and last the rounded listeners of the share description.
 * `artistId` is who was asked for. Albums, tracks, playlists and people are no artists.
 */
export const parse = (page: Page, artistId?: string): Reading => {
  const text = page.body.trimStart()
  const reading = text.startsWith("{") || text.startsWith("[")
    ? api(page, artistId)
    : page.status < 400
    ? html(page, artistId)
    : undefined
  return Either.flatMap(reading ?? unread(page, title(page.body), "Spotify"), (sighting) => asAsked(sighting, artistId))
}

const asAsked = (sighting: Sighting, artistId: string | undefined): Reading =>
  artistId === undefined || sighting.artist.id === artistId
    ? Either.right(sighting)
    : misread("LayoutChanged", `the page is about another artist, ${sighting.artist.id}`)

const api = (page: Page, artistId: string | undefined): Reading | undefined => {
  const value = json(page.body)
  if (Option.isNone(value)) return misread("Truncated", "Spotify's JSON has no end")
  const artist = Schema.decodeUnknownOption(Shape.ApiArtist)(value.value)
  if (page.status < 400 && Option.isSome(artist)) return Either.right(fromApi(artist.value, "spotify/api-artist"))
  const answer = Option.getOrUndefined(Schema.decodeUnknownOption(Shape.ApiAnswer)(value.value))
  if (answer?.error !== undefined || page.status >= 400) return refused(page, answer)
  const entity = artistIn(value.value, artistId)
  if (entity !== undefined) return entity
  if (answer?.type !== undefined) return misread("LayoutChanged", `this is of type ${answer.type}, not an artist`)
  if (answer?.artists !== undefined) return listed(answer.artists, artistId)
  if (answer?.tracks !== undefined && answer.tracks.length > 0) return fromTracks(answer.tracks, artistId)
  return missing(value.value)
}

const refused = (page: Page, answer: typeof Shape.ApiAnswer.Type | undefined): Reading => {
  const error = answer?.error
  const status = typeof error === "object" ? (error.status ?? page.status) : page.status
  const said = typeof error === "object" ? error.message : (answer?.error_description ?? error)
  const reason: ScrapeFailureReason =
    typeof error === "string" && /invalid_client|invalid_grant|invalid_token/.test(error)
      ? "Unauthorized"
      : /invalid (?:base62 )?id|non existing id|not found/i.test(said ?? "")
      ? "NotFound"
      : (byStatus({ ...page, status }) ?? "LayoutChanged")
  return Either.left(
    new Misread({
      reason,
      detail: `Spotify answered ${status}${said === undefined ? "" : `: ${said}`}`,
      ...(reason === "RateLimited" ? waiting(page) : {})
    })
  )
}

/** Search results and batches: the one asked for, else the first. */
const listed = (
  found: ReadonlyArray<unknown> | { readonly items: ReadonlyArray<unknown> },
  artistId: string | undefined
): Reading => {
  const items = "items" in found ? found.items : found
  const artists = items.flatMap((item) => Option.toArray(Schema.decodeUnknownOption(Shape.ApiArtist)(item)))
  const artist = artists.find(({ id }) => id === artistId) ?? artists[0]
  return artist === undefined
    ? misread("NotFound", "Spotify found no such artist")
    : Either.right(fromApi(artist, "items" in found ? "spotify/api-search" : "spotify/api-artists"))
}

/** A GraphQL answer without an artist in it. */
const Nothing = Schema.Struct({
  data: Schema.Struct({
    artistUnion: Schema.NullOr(Schema.Struct({ __typename: Schema.optional(Schema.String) }))
  })
})

const missing = (value: unknown): Reading | undefined => {
  const answer = Option.getOrUndefined(Schema.decodeUnknownOption(Nothing)(value))
  if (answer === undefined) return undefined
  const kind = answer.data.artistUnion?.["__typename"]
  return kind === "Artist"
    ? misread("LayoutChanged", "Spotify's artist has no known shape")
    : misread("NotFound", `Spotify knows no such artist${kind === undefined ? "" : ` (${kind})`}`)
}

const html = (page: Page, artistId: string | undefined): Reading | undefined => {
  const meta = metaTags(page.body)
  const kind = meta.get("og:type") ?? ""
  const address = meta.get("og:url") ?? page.url
  if (
    /^(?:music\.(?!musician)|video|article)/.test(kind) ||
    /\/(?:album|track|playlist|user|show|episode)\//.test(address)
  ) {
    return misread("LayoutChanged", `this is ${kind === "" ? "another page" : `a ${kind}`}, not an artist`)
  }
  const wanted = artistId ?? /artist\/([A-Za-z0-9]{22})/.exec(address)?.[1]
  let outcome: Reading | undefined
  for (const script of scripts(page.body)) {
    const value = data(script)
    if (value === undefined) continue
    if (Option.isNone(value)) {
      if (script.cut) outcome ??= misread("Truncated", "Spotify's data has no end")
      continue
    }
    const found = artistIn(value.value, wanted)
    if (found !== undefined) return found
  }
  return outcome ?? ofWhole(page, fromRendered(page, meta, wanted) ?? fromDescription(meta, wanted))
}

const data = (script: ReturnType<typeof scripts>[number]): Option.Option<unknown> | undefined => {
  if (hasId(script, "initialState", "initial-state")) {
    const decoded = Encoding.decodeBase64String(script.content.trim())
    return Option.flatMap(Option.getRight(decoded), json)
  }
  if (hasId(script, "__NEXT_DATA__", "resource")) return json(decodeResource(script.content))
  if (/Spotify\.Entity\s*=/.test(script.content)) return jsonAfter(script.content, /Spotify\.Entity\s*=\s*/)
  return undefined
}

/** The embed page of 2020 wrote its resource percent-encoded. */
const decodeResource = (content: string) =>
  content.trimStart().startsWith("%7B")
    ? Either.getOrElse(Either.try(() => decodeURIComponent(content.trim())), () => content)
    : content

const artistIn = (value: unknown, artistId: string | undefined): Reading | undefined => {
  let other: Reading | undefined
  for (const object of objectsIn(value)) {
    const reading = entity(object)
    if (reading === undefined) continue
    if (artistId === undefined || (Either.isRight(reading) && reading.right.artist.id === artistId)) return reading
    other ??= reading
  }
  return other
}

const entity = (object: object): Reading | undefined => {
  if ("stats" in object && "profile" in object) {
    return Option.getOrUndefined(Option.map(Schema.decodeUnknownOption(Shape.PageArtist)(object), fromPage))
  }
  if ("monthly_listeners" in object || "insights" in object) {
    return Option.getOrUndefined(Option.map(Schema.decodeUnknownOption(Shape.OldPageArtist)(object), fromOldPage))
  }
  if ("followers" in object && "type" in object) {
    return Option.getOrUndefined(
      Option.map(
        Schema.decodeUnknownOption(Shape.ApiArtist)(object),
        (artist) => Either.right(fromApi(artist, "spotify/page-entity"))
      )
    )
  }
  return undefined
}
