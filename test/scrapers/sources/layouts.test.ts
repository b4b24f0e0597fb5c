import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import * as fc from "fast-check"
import { acts } from "../../../scrapers/sandbox/Acts.ts"
import { figuresAt } from "../../../scrapers/sandbox/Figures.ts"
import * as instagramPages from "../../../scrapers/sandbox/pages/instagram.ts"
import * as spotifyPages from "../../../scrapers/sandbox/pages/spotify.ts"
import * as tiktokPages from "../../../scrapers/sandbox/pages/tiktok.ts"
import * as instagram from "../../../scrapers/sources/instagram/parse.ts"
import { countsIn } from "../../../scrapers/sources/rounded.ts"
import type { Reading } from "../../../scrapers/sources/Sighting.ts"
import * as spotify from "../../../scrapers/sources/spotify/parse.ts"
import * as tiktok from "../../../scrapers/sources/tiktok/parse.ts"

const page = (body: string, status = 200, url = "https://example.invalid/") => ({ url, status, body })
const html = (...parts: ReadonlyArray<string>) =>
  `<!DOCTYPE html><html><head>${parts.join("")}</head><body></body></html>`
const script = (id: string, value: unknown) =>
  `<script id="${id}" type="application/json">${JSON.stringify(value)}</script>`
const outcome = (reading: Reading) => (Either.isLeft(reading) ? reading.left.reason : reading.right.layout)
const figures = (reading: Reading) => {
  if (Either.isLeft(reading)) return assert.fail(reading.left.message)
  return reading.right
}

describe("TikTok", () => {
  const user = { id: "1", uniqueId: "some.act", nickname: "Some Act", verified: false, privateAccount: false }
  const stats = { followerCount: 12_300, heartCount: "45600", videoCount: 7 }

  it.each([
    [
      "tiktok/rehydration",
      html(
        script("__UNIVERSAL_DATA_FOR_REHYDRATION__", {
          __DEFAULT_SCOPE__: { "webapp.user-detail": { userInfo: { user, stats }, statusCode: 0 } }
        })
      )
    ],
    [
      "tiktok/next",
      html(script("__NEXT_DATA__", { props: { pageProps: { statusCode: 0, userInfo: { user, stats } } } }))
    ],
    [
      "tiktok/sigi",
      html(
        script("SIGI_STATE", {
          UserModule: { users: { "some.act": user }, stats: { "some.act": stats } },
          ItemModule: {}
        })
      )
    ],
    [
      "tiktok/sigi",
      html(
        `<script>window['SIGI_STATE']=${
          JSON.stringify({ UserModule: { users: { "some.act": user }, stats: { "some.act": stats } } })
        };window['SIGI_RETRY']={}</script>`
      )
    ],
    ["tiktok/api", JSON.stringify({ statusCode: 0, userInfo: { user, stats } })]
  ])("is read in the layout %s", (layout, body) => {
    const { artist, layout: read, metrics } = figures(tiktok.parse(page(body), "Some.Act"))
    assert.strictEqual(read, layout)
    assert.strictEqual(artist.displayName, "Some Act")
    assert.deepStrictEqual([metrics.followers, metrics.engagement.likes, metrics.content.total], [12_300, 45_600, 7])
    assert.isFalse("following" in metrics)
  })

  it("is read from the share description when nothing else is there, rounded", () => {
    const body = html(
      `<meta property="og:description" content="@some.act 783.4k Followers, 0 Following, 3.9m Likes - Watch awesome short videos">`
    )
    assert.deepInclude(figures(tiktok.parse(page(body))).metrics, { followers: 783_400, following: 0 })
  })

  it.each([[10221, "NotFound"], [10202, "NotFound"], [10222, "Private"], [10102, "LoginWall"], [10000, "Challenge"], [
    -1,
    "Blocked"
  ]])(
    "names its status %i %s",
    (statusCode, reason) => {
      assert.strictEqual(outcome(tiktok.parse(page(JSON.stringify({ statusCode, userInfo: {} })))), reason)
    }
  )

  it("does not take another account's page for the one asked for", () => {
    assert.strictEqual(
      outcome(tiktok.parse(page(JSON.stringify({ statusCode: 0, userInfo: { user, stats } })), "other")),
      "LayoutChanged"
    )
  })
})

describe("Instagram", () => {
  const graph = {
    id: "1",
    username: "some.act",
    full_name: "Some Act",
    is_private: false,
    edge_followed_by: { count: 2_187 },
    edge_follow: { count: 0 }
  }

  it.each([
    ["instagram/api-graphql", JSON.stringify({ data: { user: graph } })],
    ["instagram/api-graphql", JSON.stringify({ graphql: { user: graph } })],
    [
      "instagram/api-user",
      JSON.stringify({ user: { pk: 1, username: "some.act", follower_count: 2_187, following_count: 0 }, status: "ok" })
    ],
    [
      "instagram/page-graphql",
      html(
        `<script>window._sharedData = ${
          JSON.stringify({ entry_data: { ProfilePage: [{ graphql: { user: graph } }] } })
        };</script>`
      )
    ],
    [
      "instagram/page-user",
      html(
        `<script type="application/json" data-sjs>${
          JSON.stringify({
            require: [["x", [{
              result: { data: { user: { username: "some.act", follower_count: 2_187, following_count: 0 } } }
            }]]]
          })
        }</script>`
      )
    ],
    [
      "instagram/og",
      html(
        "<meta property=\"og:title\" content=\"Some Act (@some.act)\">",
        "<meta content=\"2,187 Followers, 0 Following, 3 Posts - See photos from Some Act (@some.act)\" property=\"og:description\">"
      )
    ]
  ])("is read in the layout %s", (layout, body) => {
    const { layout: read, metrics } = figures(instagram.parse(page(body), "some.act"))
    assert.strictEqual(read, layout)
    assert.deepInclude(metrics, { followers: 2_187, following: 0 })
  })

  it.each([
    [{ message: "checkpoint_required", checkpoint_url: "/challenge/1/" }, "Challenge"],
    [{ message: "login_required" }, "LoginWall"],
    [{ message: "Please wait a few minutes before you try again.", require_login: true }, "RateLimited"],
    [{ message: "feedback_required", spam: true }, "Blocked"],
    [{ data: { user: null } }, "NotFound"],
    [{ data: { user: { ...graph, is_private: true } } }, "Private"]
  ])("names %j %s", (body, reason) => {
    assert.strictEqual(outcome(instagram.parse(page(JSON.stringify(body)))), reason)
  })

  it("does not take a post's likes for an account's followers", () => {
    const body = html(
      "<meta property=\"og:title\" content=\"Some Act (@some.act)\">",
      "<meta property=\"og:description\" content=\"1,234 likes, 12 comments - some.act on May 5, 2023\">"
    )
    assert.strictEqual(outcome(instagram.parse(page(body))), "EmptyShell")
  })

  it("leaves out likes that their owner hid", () => {
    const node = { id: "9", edge_media_preview_like: { count: -1 }, edge_media_to_comment: { count: 4 } }
    const body = JSON.stringify({
      data: { user: { ...graph, edge_owner_to_timeline_media: { count: 1, edges: [{ node }] } } }
    })
    assert.deepStrictEqual(figures(instagram.parse(page(body))).metrics.engagement, { comments: 4 })
  })
})

describe("Spotify", () => {
  const id = "7Ln80lUS6He07XvHI8qqHH"
  const artist = {
    id,
    uri: `spotify:artist:${id}`,
    profile: { name: "Some Act" },
    stats: { followers: 5, monthlyListeners: 2_512_345 }
  }

  it.each([
    [
      "spotify/api-artist",
      JSON.stringify({ type: "artist", id, name: "Some Act", followers: { total: 5 }, popularity: 0, genres: [] }),
      { followers: 5, popularity: 0 }
    ],
    ["spotify/api-artist", JSON.stringify({ type: "artist", id, name: "Some Act", images: [] }), {}],
    ["spotify/page-artist", JSON.stringify({ data: { artistUnion: { __typename: "Artist", ...artist } } }), {
      followers: 5,
      monthlyListeners: 2_512_345
    }],
    [
      "spotify/page-artist",
      html(script("__NEXT_DATA__", { props: { pageProps: { state: { data: { entity: artist } } } } })),
      { monthlyListeners: 2_512_345 }
    ],
    [
      "spotify/page-artist",
      html(
        `<script id="initialState" type="text/plain">${
          btoa(JSON.stringify({ entities: { items: { a: artist } } }))
        }</script>`
      ),
      { monthlyListeners: 2_512_345 }
    ],
    [
      "spotify/og",
      html(
        "<meta property=\"og:title\" content=\"Some Act\">",
        `<meta property="og:url" content="https://open.spotify.com/artist/${id}">`,
        "<meta property=\"og:description\" content=\"Künstler*in · 2,5 Mio. monatliche Hörer*innen.\">"
      ),
      { monthlyListeners: 2_500_000 }
    ]
  ])("is read in the layout %s", (layout, body, expected) => {
    const { layout: read, metrics } = figures(spotify.parse(page(body), id))
    assert.strictEqual(read, layout)
    assert.deepInclude(metrics, expected)
    assert.deepStrictEqual(
      "followers" in metrics,
      "followers" in expected || "stats" in expected || layout === "spotify/page-artist"
    )
  })

  it.each([
    [{ error: { status: 401, message: "The access token expired" } }, 401, "Unauthorized"],
    [{ error: { status: 404, message: "Resource not found" } }, 404, "NotFound"],
    [{ error: { status: 400, message: "Invalid base62 id" } }, 400, "NotFound"],
    [{ type: "album", id: "1", artists: [{ type: "artist", id, name: "Some Act" }] }, 200, "LayoutChanged"],
    [{ data: { artistUnion: { __typename: "NotFound" } } }, 200, "NotFound"]
  ])("names %j with status %i %s", (body, status, reason) => {
    assert.strictEqual(outcome(spotify.parse(page(JSON.stringify(body), status))), reason)
  })

  it("does not take an album's page for an artist's", () => {
    const body = html(
      "<meta property=\"og:type\" content=\"music.album\">",
      "<meta property=\"og:title\" content=\"Some Album\">",
      "<meta property=\"og:description\" content=\"Some Act · album · 2019 · 12 songs\">"
    )
    assert.strictEqual(outcome(spotify.parse(page(body))), "LayoutChanged")
  })
})

describe("rounded counts", () => {
  it.each([
    ["46.3m Followers, 50 Following, 453 Posts", [46_300_000, 50, 453]],
    ["46,3 Mio. Follower, 50 gefolgt, 1.453 Beiträge", [46_300_000, 50, 1_453]],
    ["46,3 M d’abonnés, 50 abonnements", [46_300_000, 50]],
    ["4,638万人", [46_380_000]],
    ["12,3 тыс. подписчиков", [12_300]],
    ["1 234 567 abonnés", [1_234_567]]
  ])("%s", (sentence, counts) => {
    assert.deepStrictEqual(countsIn(sentence), counts)
  })
})

describe("a page that breaks off or is spoiled anywhere", () => {
  const act = acts[0]
  if (act === undefined) throw new Error("no acts")
  const spotifyId = act.handles.spotify ?? ""
  const now = figuresAt(act, Date.UTC(2026, 10, 22))
  const pages = [
    { name: "TikTok page", parse: tiktok.parse, body: tiktokPages.profile(act, "sbx_rising_star", now) },
    { name: "Instagram answer", parse: instagram.parse, body: instagramPages.profileInfo(act, "sbx_rising_star", now) },
    { name: "Instagram page", parse: instagram.parse, body: instagramPages.profilePage(act, "sbx_rising_star", now) },
    { name: "Spotify answer", parse: spotify.parse, body: spotifyPages.apiArtist(act, spotifyId, now) },
    { name: "Spotify page", parse: spotify.parse, body: spotifyPages.artistPage(act, spotifyId, now) }
  ]

  it.each(pages)("$name: has all its figures or a name for what is wrong, at every length", ({ body, parse }) => {
    const whole = figures(parse(page(body)))
    const step = Math.max(1, Math.floor(body.length / 400))
    for (let length = 0; length < body.length; length += step) {
      const reading = parse(page(body.slice(0, length)))
      if (Either.isRight(reading)) assert.deepStrictEqual(reading.right, whole, `cut at ${length} of ${body.length}`)
    }
  })

  it.each(pages)("$name: never throws, whatever is written over it", ({ body, parse }) => {
    fc.assert(
      fc.property(fc.nat(body.length), fc.string({ maxLength: 40 }), fc.nat(80), (at, noise, gap) => {
        const reading = parse(page(body.slice(0, at) + noise + body.slice(at + gap)))
        assert.isTrue(Either.isRight(reading) || reading.left.detail !== "")
      }),
      { numRuns: 150 }
    )
  })
})
