import { NodeContext } from "@effect/platform-node"
import { ConfigProvider, Layer, Logger } from "effect"
import { layerSandbox } from "../../scrapers/layer.ts"

/** The real scraper over real sandbox platforms, quick to give up, with the settings given. */
export const sandbox = (settings: Readonly<Record<string, string>> = {}) =>
  layerSandbox.pipe(
    Layer.provide(NodeContext.layer),
    Layer.provide(
      Layer.setConfigProvider(
        ConfigProvider.fromMap(
          new Map(
            Object.entries({
              SCRAPER_TIMEOUT: "12 seconds",
              SCRAPER_ATTEMPT_TIMEOUT: "3 seconds",
              SCRAPER_BREAKER_FAILURES: "1000",
              ...settings
            })
          )
        )
      )
    ),
    Layer.provide(Logger.remove(Logger.defaultLogger))
  )
