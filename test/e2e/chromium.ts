import bundled from "@sparticuz/chromium"
import { Config, Effect, Option } from "effect"
import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** The browser that the product itself would take. */
export const launchChromium = async (): Promise<Browser> => {
  const configured = Effect.runSync(Config.option(Config.nonEmptyString("CHROMIUM_PATH")))
  return chromium.launch({
    executablePath: Option.getOrUndefined(configured) ?? installed.find((path) => existsSync(path)) ??
      await bundled.executablePath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
  })
}
