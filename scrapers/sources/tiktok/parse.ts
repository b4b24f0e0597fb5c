import { Either, Option, Schema } from "effect"
import type { RecentPost } from "../../../entities/domain/Scrape.ts"
import { hasId, json, jsonAfter, metaTags, scripts, title, unescape } from "../html.ts"
import { ofWhole, unread } from "../refusals.ts"
import { isoOfSeconds, present, total } from "../reported.ts"
import { countsIn } from "../rounded.ts"
import { Misread, misread, type Page, type Reading, type Sighting } from "../Sighting.ts"
import * as Shape from "./shapes.ts"

/**
 * TikTok in all its layouts: rehydration data (2023-), SIGI_STATE (2022-23), __NEXT_DATA__ (2019-21), the user/detail and
 * mobile APIs, the rendered page, and last the rounded counts of the share description. `handle` is who was asked for.
 */
export const parse = (page: Page, handle?: string): Reading => {
  const text = page.body.trimStart()
  const reading = page.status >= 400 && page.status !== 404
    ? undefined
    : text.startsWith("{")
    ? api(text, handle)
    : html(page, handle)
  return Either.flatMap(reading ?? unread(page, title(page.body), "TikTok"), (sighting) => asAsked(sighting, handle))
}

const asAsked = (sighting: Sighting, handle: string | undefined): Reading =>
  handle === undefined || sighting.artist.username.toLowerCase() === handle.toLowerCase()
    ? Either.right(sighting)
    : misread("LayoutChanged", `the page is about @${sighting.artist.username}`)

const api = (text: string, handle: string | undefined): Reading | undefined => {
  const value = json(text)
  if (Option.isNone(value)) return misread("Truncated", "TikTok's JSON has no end")
  const mobile = decoded(Schema.Struct({ user: Shape.MobileUser }), value.value)
  if (mobile !== undefined) return fromMobile(mobile.user)
  const old = decoded(Schema.Struct({ body: Schema.Struct({ userData: Shape.UserData }) }), value.value)
  if (old !== undefined) return fromUserData(old.body.userData, "tiktok/api-2019")
  return (
    decoded(Shape.UserDetail, value.value, (detail) => fromDetail(detail, "tiktok/api")) ??
      blob(value.value, handle) ??
      misread("LayoutChanged", "TikTok answered JSON of no known shape")
  )
}

const html = (page: Page, handle: string | undefined): Reading | undefined => {
  let outcome: Reading | undefined
  for (const script of scripts(page.body)) {
    const isBlob = hasId(
      script,
      "__UNIVERSAL_DATA_FOR_REHYDRATION__",
      "SIGI_STATE",
      "sigi-persisted-data",
      "__NEXT_DATA__"
    )
    const assigned = /window\[?\.?['"]?SIGI_STATE['"]?\]?\s*=\s*/
    if (!isBlob && !assigned.test(script.content)) continue
    const value = assigned.test(script.content) ? jsonAfter(script.content, assigned) : json(script.content)
    if (Option.isNone(value)) {
      outcome ??= misread(
        script.cut || page.cut === true ? "Truncated" : "LayoutChanged",
        "TikTok's data is not whole JSON"
      )
      continue
    }
    const reading = blob(value.value, handle)
    if (reading !== undefined && Either.isRight(reading)) return reading
    outcome ??= reading
  }
  return outcome ?? ofWhole(page, rendered(page) ?? described(page))
}

/** One of the data blobs of a page, whichever it is; undefined when it holds no account at all. */
const blob = (value: unknown, handle: string | undefined): Reading | undefined => {
  const universal = decoded(Shape.Rehydration, value)
  if (universal !== undefined) {
    const scope = universal["__DEFAULT_SCOPE__"]
    const video = scope["webapp.video-detail"]
    const user = scope["webapp.user-detail"]
    if (user !== undefined) return fromDetail(user, "tiktok/rehydration")
    if (video !== undefined) return fromVideo(video, "tiktok/rehydration-video")
    return misread("EmptyShell", "TikTok's page carries no account")
  }
  const next = decoded(Shape.NextData, value)
  if (next !== undefined) {
    const props = next.props.pageProps
    if (props.videoData !== undefined) return fromVideoData(props.videoData)
    if (props.itemInfo?.itemStruct !== undefined) return fromVideo(props, "tiktok/next-video")
    if (props.userData !== undefined) return fromUserData(props.userData, "tiktok/next-2019")
    if (props.serverCode === 404) return misread("NotFound", "TikTok knows no such account")
    return fromDetail(props, "tiktok/next")
  }
  return decoded(Shape.Sigi, value, (sigi) => fromSigi(sigi, handle))
}

const fromDetail = (detail: typeof Shape.UserDetail.Type, layout: string): Reading | undefined => {
  const code = detail.statusCode ?? detail.status_code ?? 0
  const { user, stats, statsV2, itemList } = detail.userInfo ?? {}
  if (code !== 0) return Either.left(byCode(code, detail.statusMsg))
  if (user === undefined) {
    return detail.userInfo === undefined ? undefined : misread("EmptyShell", "TikTok's answer carries no account")
  }
  return account(user, stats, statsV2, itemList ?? detail.itemList ?? detail.items ?? [], layout)
}

const fromVideo = (detail: typeof Shape.VideoDetail.Type, layout: string): Reading => {
  const code = detail.statusCode ?? 0
  if (code !== 0) return Either.left(byCode(code, undefined))
  const item = detail.itemInfo?.itemStruct
  if (item === undefined || item.author === undefined || typeof item.author === "string") {
    return misread("EmptyShell", "TikTok's video page carries no author")
  }
  return account(item.author, item.authorStats, item.authorStatsV2, [item], layout)
}

const fromSigi = (sigi: typeof Shape.Sigi.Type, handle: string | undefined): Reading | undefined => {
  const module = sigi.UserModule ?? sigi.MobileUserModule
  const code = sigi.UserPage?.statusCode ?? 0
  if (module?.users === undefined && sigi.UserPage === undefined) return undefined
  const users = module?.users ?? {}
  const names = Object.keys(users)
  const wanted = (handle ?? sigi.UserPage?.uniqueId)?.toLowerCase()
  const key = names.find((name) => name.toLowerCase() === wanted) ?? (names.length === 1 ? names[0] : undefined)
  const user = key === undefined ? undefined : users[key]
  if (key === undefined || user === undefined) {
    return code === 0 ? misread("EmptyShell", "TikTok's page carries no account") : Either.left(byCode(code, undefined))
  }
  const items = Object.values(sigi.ItemModule ?? {}).filter(
    ({ author }) => typeof author !== "string" || author.toLowerCase() === user.uniqueId.toLowerCase()
  )
  return account(user, module?.stats?.[key], sigi.UserModule?.statsV2?.[key], items, "tiktok/sigi")
}

const account = (
  user: typeof Shape.User.Type,
  rounded: typeof Shape.Stats.Type | undefined,
  exact: typeof Shape.Stats.Type | undefined,
  items: ReadonlyArray<Shape.Item>,
  layout: string
): Reading => {
  if (user.privateAccount === true || user.secret === true) return misread("Private", `@${user.uniqueId} is private`)
  return sighting({
    layout,
    id: user.id,
    username: user.uniqueId,
    name: user.nickname ?? user.nickName,
    verified: user.verified,
    followers: exact?.followerCount ?? rounded?.followerCount,
    following: exact?.followingCount ?? rounded?.followingCount,
    likes: exact?.heartCount ?? exact?.heart ?? rounded?.heartCount ?? rounded?.heart,
    videos: exact?.videoCount ?? rounded?.videoCount,
    posts: items.map((item) => {
      const get = (key: "playCount" | "diggCount" | "commentCount" | "shareCount") =>
        item.statsV2?.[key] ?? item.stats?.[key]
      return post(user.uniqueId, item.id, item.imagePost === undefined ? "video" : "photo", item.createTime, {
        views: get("playCount"),
        likes: get("diggCount"),
        comments: get("commentCount"),
        shares: get("shareCount")
      })
    })
  })
}

const fromVideoData = ({ authorInfos, authorStats, itemInfos }: typeof Shape.VideoData.Type): Reading =>
  sighting({
    layout: "tiktok/next-video-2020",
    id: authorInfos.userId,
    username: authorInfos.uniqueId,
    name: authorInfos.nickName,
    verified: authorInfos.verified,
    followers: authorStats?.followerCount,
    following: authorStats?.followingCount,
    likes: authorStats?.heartCount ?? authorStats?.heart,
    videos: authorStats?.videoCount,
    posts: [
      post(authorInfos.uniqueId, itemInfos.id, "video", itemInfos.createTime, {
        views: itemInfos.playCount,
        likes: itemInfos.diggCount,
        comments: itemInfos.commentCount,
        shares: itemInfos.shareCount
      })
    ]
  })

const fromUserData = (user: typeof Shape.UserData.Type, layout: string): Reading =>
  user.isSecret === true
    ? misread("Private", `@${user.uniqueId} is private`)
    : sighting({
      layout,
      id: user.userId,
      username: user.uniqueId,
      name: user.nickName,
      verified: user.verified,
      followers: user.fans,
      following: user.following,
      likes: user.heart,
      videos: user.video,
      posts: []
    })

const fromMobile = (user: typeof Shape.MobileUser.Type): Reading =>
  user.secret === true || user.secret === 1
    ? misread("Private", `@${user.unique_id} is private`)
    : sighting({
      layout: "tiktok/api-mobile",
      id: user.uid,
      username: user.unique_id,
      name: user.nickname,
      verified: user.verification_type === undefined ? undefined : user.verification_type > 0,
      followers: user.follower_count,
      following: user.following_count,
      likes: user.total_favorited,
      videos: user.aweme_count,
      posts: []
    })

/** The page as its scripts draw it, without data blob: rounded counts beside `data-e2e` marks. */
const rendered = (page: Page): Reading | undefined => {
  const shown = (mark: string) => {
    const match = new RegExp(`data-e2e="${mark}"[^>]*>([^<]{1,40})<`, "i").exec(page.body)
    return match?.[1] === undefined ? undefined : unescape(match[1]).trim()
  }
  const figure = (mark: string) => countsIn(shown(mark) ?? "")[0]
  const username = shown("user-title") ?? /tiktok\.com\/@([\w.]{1,32})/.exec(page.url)?.[1]
  if (username === undefined || figure("followers-count") === undefined) return undefined
  return sighting({
    layout: "tiktok/rendered",
    id: undefined,
    username,
    name: shown("user-subtitle"),
    verified: undefined,
    followers: figure("followers-count"),
    following: figure("following-count"),
    likes: figure("likes-count"),
    videos: undefined,
    posts: []
  })
}

/** "@handle 783.4k Followers, 0 Following, 3.9m Likes - Watch awesome …" */
const described = (page: Page): Reading | undefined => {
  const meta = metaTags(page.body)
  const sentence = meta.get("og:description") ?? meta.get("description") ?? ""
  const match = /@([\w.]{1,32})\s+(.*?\bFollowers\b.*?)(?:\s-\s|$)/iu.exec(sentence)
  const [followers, following, likes] = countsIn(match?.[2] ?? "")
  if (match?.[1] === undefined || followers === undefined) return undefined
  return sighting({
    layout: "tiktok/og",
    id: undefined,
    username: match[1],
    name: /^(.+?)(?:\s\(@|\son TikTok)/u.exec(meta.get("og:title") ?? title(page.body))?.[1],
    verified: undefined,
    followers,
    following,
    likes,
    videos: undefined,
    posts: []
  })
}

const post = (
  username: string,
  id: string,
  type: "video" | "photo",
  seconds: number | undefined,
  counts: {
    readonly views: number | undefined
    readonly likes: number | undefined
    readonly comments: number | undefined
    readonly shares: number | undefined
  }
) => {
  const { shares, ...metrics } = counts
  const recent: RecentPost = {
    id,
    url: `https://www.tiktok.com/@${username}/${type}/${id}`,
    type,
    metrics: present(metrics),
    ...present({ postedAt: isoOfSeconds(seconds) })
  }
  return { recent, shares }
}

/** `likes` are the account's own total; comments, shares and views are summed over the posts that the page shows. */
const sighting = (found: {
  readonly layout: string
  readonly id: string | undefined
  readonly username: string
  readonly name: string | undefined
  readonly verified: boolean | undefined
  readonly followers: number | undefined
  readonly following: number | undefined
  readonly likes: number | undefined
  readonly videos: number | undefined
  readonly posts: ReadonlyArray<ReturnType<typeof post>>
}): Reading => {
  const recent = found.posts.map(({ recent }) => recent).toSorted(byDate)
  if (found.followers === undefined && found.likes === undefined && recent.length === 0) {
    return misread("LayoutChanged", `TikTok's page names @${found.username} and no figure`)
  }
  return Either.right({
    layout: found.layout,
    artist: {
      id: found.id ?? found.username,
      username: found.username,
      displayName: found.name ?? found.username,
      ...present({ verified: found.verified }),
      profileUrl: `https://www.tiktok.com/@${found.username}`
    },
    metrics: {
      ...present({ followers: found.followers, following: found.following }),
      engagement: present({
        likes: found.likes,
        comments: total(recent.map(({ metrics }) => metrics.comments)),
        shares: total(found.posts.map(({ shares }) => shares)),
        views: total(recent.map(({ metrics }) => metrics.views))
      }),
      content: { ...present({ total: found.videos }), recent },
      growth: {}
    }
  })
}

const byDate = (a: RecentPost, b: RecentPost) => (b.postedAt ?? "").localeCompare(a.postedAt ?? "")

/** TikTok's own status codes, sent inside an HTTP 200. */
const byCode = (code: number, said: string | undefined): Misread => {
  const detail = `TikTok's status ${code}${said === undefined ? "" : ` (${said})`}`
  switch (code) {
    case 10202:
    case 10204:
    case 10221:
    case 10223:
      return new Misread({ reason: "NotFound", detail })
    case 10222:
    case 10216:
      return new Misread({ reason: "Private", detail })
    case 10101:
    case 10102:
      return new Misread({ reason: "LoginWall", detail })
    case 10000:
      return new Misread({ reason: "Challenge", detail })
    default:
      return new Misread({ reason: "Blocked", detail })
  }
}

const decoded: {
  <A, I>(schema: Schema.Schema<A, I>, value: unknown): A | undefined
  <A, I, B>(schema: Schema.Schema<A, I>, value: unknown, then: (decoded: A) => B): B | undefined
} = <A, I, B>(schema: Schema.Schema<A, I>, value: unknown, then?: (decoded: A) => B) => {
  const result = Option.getOrUndefined(Schema.decodeUnknownOption(schema)(value))
  return result === undefined || then === undefined ? result : then(result)
}
