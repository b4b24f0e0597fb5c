import { Config, Effect, Layer } from "effect"
import { Breakers } from "./Breakers.ts"
import { Chromium } from "./Chromium.ts"
import { PlatformAddresses } from "./PlatformAddresses.ts"
import * as PlatformScraper from "./PlatformScraper.ts"
import { Proxies } from "./Proxies.ts"
import { RateLimit } from "./RateLimit.ts"
import { Sandbox } from "./sandbox/Sandbox.ts"
import { ScraperPool } from "./ScraperPool.ts"
import { SpotifyToken } from "./sources/spotify/Token.ts"

/** The scraper over whatever platforms `PlatformAddresses` names. */
export const layerWithoutAddresses = PlatformScraper.layer.pipe(
  Layer.provide([ScraperPool.layer, Breakers.layer, RateLimit.layer, SpotifyToken.layer]),
  Layer.provide([Chromium.layer, Proxies.layer])
)

export const layerSandbox = layerWithoutAddresses.pipe(
  Layer.provideMerge(Sandbox.layerAddresses),
  Layer.provideMerge(Sandbox.layer)
)

export const layerLive = Layer.provide(layerWithoutAddresses, PlatformAddresses.layerLive)

/** `PLATFORMS`: the bundled sandbox ones, or the live ones. */
export const layer = Layer.unwrapEffect(
  Effect.map(
    Config.literal("sandbox", "live")("PLATFORMS").pipe(Config.withDefault("sandbox")),
    (platforms): typeof layerLive => (platforms === "live" ? layerLive : layerSandbox)
  )
)
