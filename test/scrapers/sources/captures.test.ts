import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import { existsSync, readFileSync } from "node:fs"
import * as instagram from "../../../scrapers/sources/instagram/parse.ts"
import type { Page, Reading } from "../../../scrapers/sources/Sighting.ts"
import * as spotify from "../../../scrapers/sources/spotify/parse.ts"
import * as tiktok from "../../../scrapers/sources/tiktok/parse.ts"

const folder = new URL("../../../../shared/data/captures/", import.meta.url)
const absent = !existsSync(new URL("manifest.json", folder))
const read = (file: string) => readFileSync(new URL(file, folder), "utf8")

const number = Schema.optional(Schema.NullOr(Schema.Number))
const Expected = Schema.Struct({
  outcome: Schema.optional(Schema.String),
  username: Schema.optional(Schema.String),
  name: Schema.optional(Schema.String),
  author: Schema.optional(Schema.String),
  verified: Schema.optional(Schema.Boolean),
  followers: number,
  following: number,
  posts: number,
  posts_in_page: number,
  videos: number,
  video_id: Schema.optional(Schema.String),
  plays: number,
  likes: number,
  comments: number,
  shares: number,
  author_followers: number,
  monthly_listeners: number,
  monthly_listeners_approx: number,
  popularity: number,
  top_city: Schema.optional(Schema.String)
})
const Manifest = Schema.parseJson(Schema.Array(
  Schema.Struct({
    file: Schema.String,
    platform: Schema.Literal("tiktok", "instagram", "spotify"),
    expected: Schema.optional(Expected)
  })
))
const Interactions = Schema.parseJson(Schema.Array(
  Schema.Struct({
    request: Schema.Struct({ uri: Schema.String }),
    response: Schema.Struct({ status: Schema.Int, body: Schema.String })
  })
))
const Response = Schema.parseJson(Schema.Struct({ status: Schema.Int, body: Schema.String }))

const parsers = { tiktok, instagram, spotify }

const pagesOf = (file: string): ReadonlyArray<Page> => {
  const body = read(file)
  const interactions = Schema.decodeUnknownOption(Interactions)(body)
  if (interactions._tag === "Some") {
    return interactions.value.filter(({ request }) => !request.uri.includes("/api/token")).map((
      { request, response }
    ) => ({ url: request.uri, ...response }))
  }
  const response = Schema.decodeUnknownOption(Response)(body)
  return [{ url: "https://example.invalid/", ...(response._tag === "Some" ? response.value : { status: 200, body }) }]
}

const outcomes: Record<string, ReadonlyArray<string>> = {
  "challenge/checkpoint": ["Challenge"],
  "login page": ["LoginWall"],
  "login failed": ["Unauthorized"],
  not_found: ["NotFound"],
  "401 token expired, then token refresh, then 200": ["Unauthorized", "LayoutChanged"]
}

const first = (file: string) => spotify.parse(pagesOf(file)[0] ?? { url: "", status: 200, body: "" })

const right = (reading: Reading | undefined) => {
  if (reading === undefined || Either.isLeft(reading)) throw new Error(`no figures: ${reading?.left.message}`)
  return reading.right
}

const reads = (readings: ReadonlyArray<Reading>, expected: typeof Expected.Type) => {
  if (expected.outcome !== undefined) {
    const reasons = readings.map((reading) => (Either.isLeft(reading) ? reading.left.reason : reading.right.layout))
    return assert.deepStrictEqual(reasons, [...(outcomes[expected.outcome] ?? ["no such outcome"])])
  }
  const { artist, metrics } = right(readings[0])
  const isVideo = expected.video_id !== undefined
  const video = metrics.content.recent[0]
  const found = {
    username: artist.username,
    author: artist.username,
    name: artist.displayName,
    verified: artist.verified,
    following: metrics.following,
    posts: metrics.content.total,
    posts_in_page: metrics.content.recent.length,
    videos: metrics.content.total,
    video_id: video?.id,
    plays: video?.metrics.views,
    likes: isVideo ? video?.metrics.likes : metrics.engagement.likes,
    comments: video?.metrics.comments,
    shares: metrics.engagement.shares,
    followers: metrics.followers,
    author_followers: metrics.followers ?? null,
    monthly_listeners: metrics.monthlyListeners,
    monthly_listeners_approx: Math.round((metrics.monthlyListeners ?? 0) / 100_000) * 100_000,
    popularity: metrics.popularity,
    top_city: metrics.topCities?.[0]?.city,
    outcome: undefined
  }
  const asked = Object.fromEntries(Object.entries(found).filter(([key]) => key in expected))
  assert.deepStrictEqual(asked, { ...expected })
}

describe.skipIf(absent)(absent ? "captured pages (skipped: no shared data)" : "captured pages", () => {
  const manifest = absent ? [] : Schema.decodeUnknownSync(Manifest)(read("manifest.json"))

  it.each(manifest.filter(({ expected }) => expected !== undefined))("reads $file as expected", (entry) => {
    const readings = pagesOf(entry.file).map((page) => parsers[entry.platform].parse(page))
    if (entry.expected !== undefined) reads(readings, entry.expected)
  })

  it.each(
    [
      [
        "instagram",
        "instagram/pgrimaud__instagram-user-feed__challenge-content__2020-07-03__da2000b6.html",
        200,
        "Challenge"
      ],
      ["instagram", "snippets/instagram_200_user_null.json", 200, "NotFound"],
      ["instagram", "snippets/instagram_401_wait_require_login.json", 401, "RateLimited"],
      ["instagram", "snippets/instagram_403_wait.json", 403, "RateLimited"],
      ["spotify", "snippets/spotify_429_body.json", 429, "RateLimited"],
      ["tiktok", "snippets/tiktok_200_slardar_waf_PARTIAL.html", 200, "Challenge"],
      ["tiktok", "snippets/tiktok_200_static_shell_no_data_PARTIAL.html", 200, "EmptyShell"],
      ["tiktok", "snippets/tiktok_user_detail_signature_rejected.json", 200, "Blocked"]
    ] as const
  )("names the %s page %s", (platform, file, status, reason) => {
    const reading = parsers[platform].parse({ url: "https://example.invalid/", status, body: read(file) })
    assert.strictEqual(Either.isLeft(reading) ? reading.left.reason : "figures", reason)
  })

  it("reads search results and top tracks of the first Web API", () => {
    const search = right(first("spotify/zmb3__spotify__search_artist__2015-01-10__69d3648a.txt"))
    assert.strictEqual(search.artist.displayName, "Tania Bowra")
    assert.strictEqual(search.metrics.popularity, 0)
    assert.isUndefined(search.metrics.followers)
    const tracks = right(first("spotify/zmb3__spotify__artist_top_tracks__2015-01-10__34b98779.txt"))
    assert.isAbove(tracks.metrics.content.recent.length, 5)
  })
})
