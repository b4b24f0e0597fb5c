import { Schema } from "effect"
import { count, flag, id, lenient, list, text } from "../reported.ts"

/** Counts of an account. `statsV2` holds exact strings, `stats` rounded numbers; `heart` is the older name of `heartCount`. */
export const Stats = Schema.Struct({
  followerCount: count,
  followingCount: count,
  heartCount: count,
  heart: count,
  videoCount: count
})

export const User = Schema.Struct({
  id,
  uniqueId: Schema.NonEmptyString,
  nickname: text,
  nickName: text,
  verified: flag,
  privateAccount: flag,
  secret: flag
})

const ItemStats = Schema.Struct({ playCount: count, diggCount: count, commentCount: count, shareCount: count })

/** A video. `author` is a record, or the bare handle in the SIGI era. */
export const Item = Schema.Struct({
  id: Schema.NonEmptyString,
  createTime: count,
  stats: lenient(ItemStats),
  statsV2: lenient(ItemStats),
  author: lenient(Schema.Union(User, Schema.NonEmptyString)),
  authorStats: lenient(Stats),
  authorStatsV2: lenient(Stats),
  imagePost: lenient(Schema.Struct({}))
})
export type Item = typeof Item.Type

/** `webapp.user-detail`, the user/detail API and `__NEXT_DATA__` profile pages from 2020-10 on. */
export const UserDetail = Schema.Struct({
  statusCode: lenient(Schema.Int),
  status_code: lenient(Schema.Int),
  statusMsg: text,
  userInfo: lenient(
    Schema.Struct({
      user: lenient(User),
      stats: lenient(Stats),
      statsV2: lenient(Stats),
      itemList: list(Item)
    })
  ),
  shareMeta: lenient(Schema.Struct({ title: text, desc: text })),
  itemList: list(Item),
  items: list(Item)
})

export const VideoDetail = Schema.Struct({
  statusCode: lenient(Schema.Int),
  itemInfo: lenient(Schema.Struct({ itemStruct: lenient(Item) }))
})

/** `__NEXT_DATA__` video pages of spring 2020. */
export const VideoData = Schema.Struct({
  itemInfos: Schema.Struct({
    id: Schema.NonEmptyString,
    createTime: count,
    playCount: count,
    diggCount: count,
    commentCount: count,
    shareCount: count
  }),
  authorInfos: Schema.Struct({
    uniqueId: Schema.NonEmptyString,
    userId: id,
    nickName: text,
    verified: flag
  }),
  authorStats: lenient(Stats)
})

/** `__NEXT_DATA__` profile pages of 2019 and early 2020. */
export const UserData = Schema.Struct({
  userId: id,
  uniqueId: Schema.NonEmptyString,
  nickName: text,
  verified: flag,
  isSecret: flag,
  fans: count,
  following: count,
  heart: count,
  video: count
})

/** The mobile API's `user`. */
export const MobileUser = Schema.Struct({
  uid: id,
  unique_id: Schema.NonEmptyString,
  nickname: text,
  follower_count: count,
  following_count: count,
  total_favorited: count,
  aweme_count: count,
  verification_type: count,
  secret: lenient(Schema.Union(Schema.Boolean, Schema.Int))
})

export const Rehydration = Schema.Struct({
  __DEFAULT_SCOPE__: Schema.Struct({
    "webapp.user-detail": lenient(UserDetail),
    "webapp.video-detail": lenient(VideoDetail)
  })
})

export const NextData = Schema.Struct({
  props: Schema.Struct({
    pageProps: Schema.Struct({
      ...UserDetail.fields,
      ...VideoDetail.fields,
      serverCode: lenient(Schema.Int),
      videoData: lenient(VideoData),
      userData: lenient(UserData)
    })
  })
})

const byKey = <A, I>(value: Schema.Schema<A, I>) => lenient(Schema.Record({ key: Schema.String, value }))

/** `SIGI_STATE`, 2022-01 to 2023-11. */
export const Sigi = Schema.Struct({
  UserModule: lenient(Schema.Struct({ users: byKey(User), stats: byKey(Stats), statsV2: byKey(Stats) })),
  MobileUserModule: lenient(Schema.Struct({ users: byKey(User), stats: byKey(Stats) })),
  UserPage: lenient(Schema.Struct({ uniqueId: text, statusCode: lenient(Schema.Int) })),
  ItemModule: byKey(Item)
})
