import { Schema } from "effect"
import { count, flag, id, lenient, list, text } from "../reported.ts"

const Counted = lenient(Schema.Struct({ count }))

/** A post of the GraphQL layouts. Likes hidden by the owner are -1 and so unreported. */
const Node = Schema.Struct({
  id: Schema.NonEmptyString,
  shortcode: text,
  __typename: text,
  is_video: flag,
  product_type: text,
  taken_at_timestamp: count,
  video_view_count: count,
  edge_liked_by: Counted,
  edge_media_preview_like: Counted,
  edge_media_to_comment: Counted
})
export type Node = typeof Node.Type

const Timeline = lenient(Schema.Struct({ count, edges: list(Schema.Struct({ node: Node })) }))

/** `graphql.user` of profile pages, `data.user` of web_profile_info. */
export const GraphUser = Schema.Struct({
  id,
  username: Schema.NonEmptyString,
  full_name: text,
  is_private: flag,
  is_verified: flag,
  edge_followed_by: Schema.Struct({ count }),
  edge_follow: Counted,
  edge_owner_to_timeline_media: Timeline,
  edge_felix_video_timeline: Timeline
})

const MediaItem = Schema.Struct({
  id: Schema.NonEmptyString,
  code: text,
  taken_at: count,
  media_type: count,
  like_count: count,
  comment_count: count,
  play_count: count,
  view_count: count
})
export type MediaItem = typeof MediaItem.Type

/** `user` of the mobile API and of the newer web pages. */
export const MobileUser = Schema.Struct({
  pk: id,
  id,
  username: Schema.NonEmptyString,
  full_name: text,
  is_private: flag,
  is_verified: flag,
  follower_count: Schema.NonNegativeInt,
  following_count: count,
  media_count: count,
  items: list(MediaItem)
})

/** `business_discovery` of the official Graph API. */
export const BusinessAccount = Schema.Struct({
  id,
  username: Schema.NonEmptyString,
  name: text,
  followers_count: count,
  follows_count: count,
  media_count: count,
  media: lenient(
    Schema.Struct({
      data: list(
        Schema.Struct({
          id: Schema.NonEmptyString,
          permalink: text,
          media_type: text,
          like_count: count,
          comments_count: count,
          timestamp: text
        })
      )
    })
  )
})

/** Every answer that is not a profile: which fields say why. */
export const Refusal = Schema.Struct({
  message: text,
  status: text,
  require_login: flag,
  checkpoint_url: text,
  challenge: lenient(Schema.Struct({})),
  authenticated: flag,
  spam: flag,
  error_type: text,
  error: lenient(Schema.Struct({ code: lenient(Schema.Int), message: text })),
  data: lenient(Schema.Struct({ user: lenient(Schema.Null) })),
  user: lenient(Schema.Null)
})

export const SharedData = Schema.Struct({
  entry_data: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})
