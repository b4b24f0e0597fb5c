import bundled from "@sparticuz/chromium"
import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** The browser that the product itself would take. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? installed.find((path) => existsSync(path)) ??
      await bundled.executablePath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
  })
