import { HttpClientRequest } from "@effect/platform"
import { Effect, Either } from "effect"
import { PlatformAddresses } from "../../PlatformAddresses.ts"
import type { Session } from "../../ScraperPool.ts"
import { parse } from "./parse.ts"

/** The id that Instagram's own web pages send with this request. */
const webAppId = "936619743392459"

/** Instagram, by the request that its own pages make; where that is refused, by the page itself in a browser. */
export const look = Effect.fn("instagram.look")(function*(session: Session, handle: string) {
  const { instagram, instagramApi } = yield* PlatformAddresses
  const request = HttpClientRequest.get(`${instagramApi}/api/v1/users/web_profile_info/`).pipe(
    HttpClientRequest.setUrlParam("username", handle),
    HttpClientRequest.setHeaders({
      "x-ig-app-id": webAppId,
      accept: "application/json",
      referer: `${instagram}/${handle}/`
    })
  )
  return yield* session.fetch(request).pipe(
    Effect.flatMap((page) => parse(page, handle)),
    Effect.catchIf(
      ({ reason }) =>
        reason === "LoginWall" || reason === "Blocked" || reason === "EmptyShell" || reason === "LayoutChanged",
      (refused) =>
        session.browse({
          url: `${instagram}/${encodeURIComponent(handle)}/`,
          ready: "meta[property=\"og:description\"]",
          mayHeal: (page) =>
            Either.match(parse(page, handle), { onLeft: ({ reason }) => reason === "EmptyShell", onRight: () => false })
        }).pipe(
          Effect.flatMap((page) => parse(page, handle)),
          Effect.mapError((again) => (again.reason === "Unreachable" ? refused : again))
        )
    )
  )
})
