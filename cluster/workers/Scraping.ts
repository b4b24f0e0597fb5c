import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Config, Effect, Layer, Schema } from "effect"
import { ask } from "../../entities/Ask.ts"
import { Platform } from "../../entities/domain/Platform.ts"
import { ScrapeFailed, ScraperResponse } from "../../entities/domain/Scrape.ts"
import { Scraper } from "../../entities/Scraper.ts"
import { scrapeGroup } from "../Engine.ts"

/** A pool of scraper sessions on a process of its own. Its id is the artist's name there: looks spread over the workers. */
const ScrapeWorker = Entity.make("ScrapeWorker", [
  Rpc.make("Look", {
    payload: { platform: Platform, handle: Schema.String },
    success: ScraperResponse,
    error: ScrapeFailed
  })
]).annotate(ClusterSchema.ShardGroup, () => scrapeGroup)

/** Looks at platforms for the runners, with the pool of this process. */
export const layer = ScrapeWorker.toLayer(
  Effect.map(
    Scraper,
    (scraper) => ScrapeWorker.of({ Look: ({ payload: { handle, platform } }) => scraper.scrape(platform, handle) })
  ),
  { concurrency: "unbounded", mailboxCapacity: 64, disableFatalDefects: true, maxIdleTime: "1 minute" }
)

/** Has the workers look; where none is there, a look fails as one at a platform that cannot be reached. */
export const layerClient = Layer.effect(
  Scraper,
  Effect.gen(function*() {
    const worker = yield* ScrapeWorker.client
    const source = yield* Config.literal("sandbox", "live")("PLATFORMS").pipe(Config.withDefault("sandbox"))
    return Scraper.of({
      source,
      scrape: (platform, handle) =>
        ask("The scrapers", worker(`${platform}/${handle}`).Look({ platform, handle }), "45 seconds").pipe(
          Effect.catchTag("Unavailable", ({ message, retryAfterMillis }) =>
            Effect.fail(
              new ScrapeFailed({ platform, handle, reason: "Unreachable", detail: message, retryAfterMillis })
            ))
        )
    })
  })
)
