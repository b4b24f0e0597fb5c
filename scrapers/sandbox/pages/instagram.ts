import type { SandboxAct } from "../Acts.ts"
import type { ActOnPlatforms } from "../Figures.ts"
import { short } from "./shell.ts"

/** The answer of web_profile_info. */
export const profileInfo = (act: SandboxAct, handle: string, now: ActOnPlatforms): string =>
  JSON.stringify({
    data: {
      user: {
        id: `5${act.handles.spotify?.slice(-3) ?? "000"}000000`,
        username: handle,
        full_name: act.name,
        biography: "An invented act of the sandbox platform",
        is_private: false,
        is_verified: now.verified,
        edge_followed_by: { count: now.instagramFollowers },
        edge_follow: { count: now.instagramFollowing },
        edge_owner_to_timeline_media: {
          count: now.instagramMedia,
          page_info: { has_next_page: true, end_cursor: "" },
          edges: now.instagramPosts.map((post) => ({
            node: {
              __typename: post.number % 3 === 0 ? "GraphVideo" : "GraphImage",
              id: `3${String(post.number).padStart(18, "0")}`,
              shortcode: `sbx${post.number}`,
              is_video: post.number % 3 === 0,
              taken_at_timestamp: Math.floor(post.postedAt / 1_000),
              edge_media_to_comment: { count: post.comments },
              edge_liked_by: { count: post.likes },
              edge_media_preview_like: { count: post.likes },
              ...(post.number % 3 === 0 ? { video_view_count: post.views } : {})
            }
          }))
        }
      }
    },
    status: "ok"
  })

export const nobody = JSON.stringify({ data: { user: null }, status: "ok" })

/** The profile page, whose only figures are the rounded ones of its share description. */
export const profilePage = (act: SandboxAct, handle: string, now: ActOnPlatforms): string => {
  const counts = `${short(now.instagramFollowers)} Followers, ${short(now.instagramFollowing)} Following, ${
    short(now.instagramMedia)
  } Posts`
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${act.name} (@${handle}) • Instagram photos and videos</title>` +
    `<meta property="og:type" content="profile"><meta property="og:title" content="${act.name} (@${handle}) • Instagram photos and videos">` +
    `<meta property="og:description" content="${counts} - See Instagram photos and videos from ${act.name} (@${handle})">` +
    `<meta property="og:url" content="https://www.instagram.com/${handle}/"></head><body><div></div></body></html>`
}

export const missingPage =
  `<!DOCTYPE html><html lang="en"><head><title>Page not found • Instagram</title></head><body><div></div></body></html>`
