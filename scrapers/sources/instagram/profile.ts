import { Either, Option, Schema } from "effect"
import type { RecentPost } from "../../../entities/domain/Scrape.ts"
import { objectsIn } from "../html.ts"
import { count, isoOfSeconds, lenient, present, text, total } from "../reported.ts"
import { countsIn } from "../rounded.ts"
import { misread, type Reading } from "../Sighting.ts"
import type * as Shape from "./shapes.ts"

export const fromGraph = (user: typeof Shape.GraphUser.Type, layout: string): Reading =>
  profile({
    layout,
    id: user.id,
    username: user.username,
    name: user.full_name,
    verified: user.is_verified,
    private: user.is_private,
    followers: user.edge_followed_by.count,
    following: user.edge_follow?.count,
    posts: user.edge_owner_to_timeline_media?.count,
    recent: (user.edge_owner_to_timeline_media?.edges ?? []).map(({ node }) => fromNode(node))
  })

const fromNode = (node: Shape.Node): RecentPost =>
  post(
    node.id,
    node.shortcode,
    node.product_type === "clips"
      ? "reel"
      : node.is_video === true
      ? "video"
      : node["__typename"] === "GraphSidecar"
      ? "album"
      : "image",
    node.taken_at_timestamp,
    {
      views: node.video_view_count,
      likes: node.edge_media_preview_like?.count ?? node.edge_liked_by?.count,
      comments: node.edge_media_to_comment?.count
    }
  )

export const fromMobile = (user: typeof Shape.MobileUser.Type, layout: string): Reading =>
  profile({
    layout,
    id: user.pk ?? user.id,
    username: user.username,
    name: user.full_name,
    verified: user.is_verified,
    private: user.is_private,
    followers: user.follower_count,
    following: user.following_count,
    posts: user.media_count,
    recent: (user.items ?? []).map((item) =>
      post(
        item.id,
        item.code,
        item.media_type === 2 ? "video" : item.media_type === 8 ? "album" : "image",
        item.taken_at,
        {
          views: item.play_count ?? item.view_count,
          likes: item.like_count,
          comments: item.comment_count
        }
      )
    )
  })

export const fromBusiness = (account: typeof Shape.BusinessAccount.Type): Reading =>
  profile({
    layout: "instagram/business-discovery",
    id: account.id,
    username: account.username,
    name: account.name,
    verified: undefined,
    private: undefined,
    followers: account.followers_count,
    following: account.follows_count,
    posts: account.media_count,
    recent: (account.media?.data ?? []).map((media) => ({
      id: media.id,
      url: media.permalink ?? `https://www.instagram.com/${account.username}/`,
      type: (media.media_type ?? "media").toLowerCase(),
      metrics: present({ likes: media.like_count, comments: media.comments_count }),
      ...present({ postedAt: media.timestamp })
    }))
  })

/** schema.org data of 2018-21: the exact number of followers. */
const Linked = Schema.Struct({
  alternateName: Schema.String.pipe(Schema.pattern(/^@[\w.]{1,30}$/)),
  name: text,
  mainEntityofPage: Schema.Struct({
    interactionStatistic: lenient(Schema.Struct({ userInteractionCount: count }))
  })
})

export const fromLinkedData = (value: unknown): Reading | undefined => {
  for (const object of objectsIn(value)) {
    const person = Option.getOrUndefined(Schema.decodeUnknownOption(Linked)(object))
    const followers = person?.mainEntityofPage.interactionStatistic?.userInteractionCount
    if (person === undefined || followers === undefined) continue
    return profile({
      layout: "instagram/linked-data",
      id: undefined,
      username: person.alternateName.slice(1),
      name: person.name,
      verified: undefined,
      private: undefined,
      followers,
      following: undefined,
      posts: undefined,
      recent: []
    })
  }
  return undefined
}

/**
 * "46.3m Followers, 50 Following, 453 Posts - See Instagram photos and videos from Name (@handle)", in whatever language:
 * three counts before the dash, in this order. A post's description has two (likes, comments) and is no profile.
 */
export const fromDescription = (meta: ReadonlyMap<string, string>, url: string): Reading | undefined => {
  const sentence = meta.get("og:description") ?? meta.get("description") ?? ""
  const [figures = "", about = ""] = sentence.split(/\s[-–—]\s/u, 2)
  const counts = countsIn(figures)
  const named = `${meta.get("og:title") ?? ""} ${about}`
  const username = /[(（]@([\w.]{1,30})[)）]/u.exec(named)?.[1] ??
    /instagram\.com\/([\w.]{1,30})\/?(?:[?#]|$)/.exec(meta.get("og:url") ?? url)?.[1]
  if (username === undefined || counts.length !== 3) return undefined
  return profile({
    layout: "instagram/og",
    id: undefined,
    username,
    name: /^\s*(.+?)\s*[(（]@/u.exec(meta.get("og:title") ?? "")?.[1],
    verified: undefined,
    private: undefined,
    followers: counts[0],
    following: counts[1],
    posts: counts[2],
    recent: []
  })
}

const post = (
  id: string,
  shortcode: string | undefined,
  type: string,
  seconds: number | undefined,
  metrics: {
    readonly views: number | undefined
    readonly likes: number | undefined
    readonly comments: number | undefined
  }
): RecentPost => ({
  id,
  url: `https://www.instagram.com/p/${shortcode ?? id}/`,
  type,
  metrics: present(metrics),
  ...present({ postedAt: isoOfSeconds(seconds) })
})

/** Likes, comments and views are summed over the posts that the page shows. */
const profile = (found: {
  readonly layout: string
  readonly id: string | undefined
  readonly username: string
  readonly name: string | undefined
  readonly verified: boolean | undefined
  readonly private: boolean | undefined
  readonly followers: number | undefined
  readonly following: number | undefined
  readonly posts: number | undefined
  readonly recent: ReadonlyArray<RecentPost>
}): Reading => {
  if (found.private === true) return misread("Private", `@${found.username} is private`)
  if (found.followers === undefined) {
    return misread("LayoutChanged", `Instagram's page names @${found.username} and no followers`)
  }
  return Either.right({
    layout: found.layout,
    artist: {
      id: found.id ?? found.username,
      username: found.username,
      displayName: found.name ?? found.username,
      ...present({ verified: found.verified }),
      profileUrl: `https://www.instagram.com/${found.username}/`
    },
    metrics: {
      ...present({ followers: found.followers, following: found.following }),
      engagement: present({
        likes: total(found.recent.map(({ metrics }) => metrics.likes)),
        comments: total(found.recent.map(({ metrics }) => metrics.comments)),
        views: total(found.recent.map(({ metrics }) => metrics.views))
      }),
      content: { ...present({ total: found.posts }), recent: found.recent },
      growth: {}
    }
  })
}
