import type { SandboxAct } from "../Acts.ts"
import type { ActOnPlatforms } from "../Figures.ts"
import { inScript } from "./shell.ts"

/** Three digits stay of what `stats` shows; `statsV2` has it all, as strings. */
const rounded = (value: number) => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 2)
  return value < 10_000 ? value : Math.floor(value / unit) * unit
}

/** A profile page in the layout of 2023 and after, its posts included. */
export const profile = (act: SandboxAct, handle: string, now: ActOnPlatforms): string => {
  const counts = {
    followerCount: now.tiktokFollowers,
    followingCount: now.tiktokFollowing,
    heart: now.tiktokLikes,
    heartCount: now.tiktokLikes,
    videoCount: now.tiktokVideos,
    diggCount: 0,
    friendCount: 0
  }
  const user = {
    id: `68${act.handles.spotify?.slice(-3) ?? "000"}00000000000000`,
    uniqueId: handle,
    nickname: act.name,
    signature: "An invented act of the sandbox platform",
    verified: now.verified,
    privateAccount: false,
    secret: false,
    language: "en"
  }
  const scope = {
    "webapp.app-context": { language: "en", region: "US", sandbox: true },
    "webapp.user-detail": {
      userInfo: {
        user,
        stats: Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, rounded(value)])),
        statsV2: Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, String(value)])),
        itemList: now.tiktokPosts.map((post) => ({
          id: `7${String(post.number).padStart(18, "0")}`,
          desc: post.caption,
          createTime: Math.floor(post.postedAt / 1_000),
          author: user,
          stats: {
            playCount: rounded(post.views),
            diggCount: rounded(post.likes),
            commentCount: post.comments,
            shareCount: post.shares
          },
          statsV2: {
            playCount: String(post.views),
            diggCount: String(post.likes),
            commentCount: String(post.comments),
            shareCount: String(post.shares)
          }
        }))
      },
      shareMeta: { title: `${act.name} on TikTok`, desc: `@${handle}` },
      statusCode: 0,
      statusMsg: ""
    }
  }
  return document(`${act.name} (@${handle}) | TikTok`, scope)
}

/** What TikTok answers, with status 200, for an account that is not there (10221) or private (10222). */
export const withoutAccount = (statusCode: 10221 | 10222): string =>
  document("TikTok - Make Your Day", {
    "webapp.user-detail": { userInfo: {}, statusCode, statusMsg: "" }
  })

const document = (title: string, scope: object) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
  `<meta name="description" content="Sandbox platform. Every act on it is invented."></head><body><div id="app"></div>` +
  `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__" type="application/json">${
    inScript({ __DEFAULT_SCOPE__: scope })
  }</script></body></html>`
