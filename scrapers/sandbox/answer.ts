import type { Platform } from "../../entities/domain/Platform.ts"
import { acts, type SandboxAct } from "./Acts.ts"
import { figuresAt } from "./Figures.ts"
import * as instagram from "./pages/instagram.ts"
import * as spotify from "./pages/spotify.ts"
import * as tiktok from "./pages/tiktok.ts"

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a request asks of which platform, and the reply to it at an instant. */
export type Asked =
  | {
    readonly platform: Platform
    readonly handle: string
    readonly api: boolean
    readonly reply: (millis: number) => Reply
  }
  | { readonly platform: undefined; readonly reply: (millis: number) => Reply }

const byHandle = (platform: Platform) =>
  new Map(acts.flatMap((act) => {
    const handle = act.handles[platform]
    return handle === undefined ? [] : [[handle.toLowerCase(), act] as const]
  }))
const directory = { tiktok: byHandle("tiktok"), instagram: byHandle("instagram"), spotify: byHandle("spotify") }

/** `testartist` is a second name of the act that load tests use. */
const find = (platform: Platform, handle: string): SandboxAct | undefined =>
  directory[platform].get(handle.toLowerCase()) ??
    (handle.toLowerCase() === "testartist" ? acts.find(({ id }) => id === "test-artist") : undefined)

const html = (status: number, body: string): Reply => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body
})
const json = (status: number, body: string): Reply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body
})

/** The token that the sandbox gives out; any client may have it. */
const token = "sandbox-token"

export const answer = (url: URL, method: string, authorization: string | undefined): Asked => {
  const [, platform = "", ...path] = url.pathname.split("/")
  const last = decodeURIComponent(path.at(-1) === "" ? (path.at(-2) ?? "") : (path.at(-1) ?? ""))
  switch (platform) {
    case "tiktok": {
      const handle = last.replace(/^@/, "")
      const act = find("tiktok", handle)
      return {
        platform,
        handle,
        api: false,
        reply: (millis) =>
          html(
            200,
            act === undefined ? tiktok.withoutAccount(10221) : tiktok.profile(act, handle, figuresAt(act, millis))
          )
      }
    }
    case "instagram": {
      const api = path[0] === "api"
      const handle = api ? (url.searchParams.get("username") ?? "") : last
      const act = find("instagram", handle)
      return {
        platform,
        handle,
        api,
        reply: (millis) =>
          api
            ? json(
              200,
              act === undefined ? instagram.nobody : instagram.profileInfo(act, handle, figuresAt(act, millis))
            )
            : act === undefined
            ? html(404, instagram.missingPage)
            : html(200, instagram.profilePage(act, handle, figuresAt(act, millis)))
      }
    }
    case "spotify": {
      const act = find("spotify", last)
      return {
        platform,
        handle: last,
        api: false,
        reply: (millis) =>
          act === undefined
            ? html(404, spotify.missingPage)
            : html(200, spotify.artistPage(act, last, figuresAt(act, millis)))
      }
    }
    case "spotify-api": {
      const act = find("spotify", last)
      return {
        platform: "spotify",
        handle: last,
        api: true,
        reply: (millis) =>
          authorization !== `Bearer ${token}`
            ? json(401, spotify.apiError(401, "The access token expired"))
            : act === undefined
            ? json(404, spotify.apiError(404, "Resource not found"))
            : json(200, spotify.apiArtist(act, last, figuresAt(act, millis)))
      }
    }
    case "spotify-accounts":
      return {
        platform: undefined,
        reply: () =>
          method === "POST" && authorization?.startsWith("Basic ") === true
            ? json(200, JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: 3_600 }))
            : json(400, JSON.stringify({ error: "invalid_client" }))
      }
    default:
      return { platform: undefined, reply: () => html(404, spotify.missingPage) }
  }
}
