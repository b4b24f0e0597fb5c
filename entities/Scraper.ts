import { Context, type Effect } from "effect"
import type { FiguresSource, Platform } from "./domain/Platform.ts"
import type { ScrapeFailed, ScraperResponse } from "./domain/Scrape.ts"

/** What an artist needs of the scraper pool: one bounded, retried look at one platform. `cluster` decides who provides it. */
export class Scraper extends Context.Tag("promoteros/entities/Scraper")<Scraper, {
  readonly source: FiguresSource
  readonly scrape: (platform: Platform, handle: string) => Effect.Effect<ScraperResponse, ScrapeFailed>
}>() {}
