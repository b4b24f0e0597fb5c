import { Effect, Either, Schema } from "effect"
import { PlatformAddresses } from "../../PlatformAddresses.ts"
import type { Session } from "../../ScraperPool.ts"
import { parse } from "./parse.ts"

const data =
  "script#__UNIVERSAL_DATA_FOR_REHYDRATION__, script#SIGI_STATE, script#__NEXT_DATA__, [data-e2e=followers-count]"

/** TikTok, by a real browser page: its challenges are scripts that a browser answers by itself. */
export const look = Effect.fn("tiktok.look")(function*(session: Session, handle: string) {
  const { tiktok } = yield* PlatformAddresses
  const page = yield* session.browse({
    url: `${tiktok}/@${encodeURIComponent(handle)}`,
    ready: data,
    mayHeal: (page) =>
      Either.match(parse(page, handle), { onLeft: ({ reason }) => heals(reason), onRight: () => false })
  })
  return yield* parse(page, handle)
})

const heals = Schema.is(Schema.Literal("Challenge", "EmptyShell"))
