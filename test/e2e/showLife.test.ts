import axe from "axe-core"
import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { launchChromium } from "./chromium.ts"
import { type RunningApp, startApp } from "./RunningApp.ts"

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  const starting = await Promise.all([startApp(), launchChromium()])
  app = starting[0]
  browser = starting[1]
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
}, 60_000)

const byId = (page: Page, id: string) => page.locator(`[data-testid="${id}"]`)

/** A booking of the one date that this test is about. */
const openBooking = async (): Promise<string> => {
  const opened = await fetch(`${app.url}/api/v1/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      artistId: "rising-star",
      venueId: "the-fillmore",
      date: "2031-04-05",
      ticketPriceCents: 4_500
    })
  })
  return (await opened.json()).id
}

const answerDialog = async (page: Page) => {
  await page.locator("dialog button[type=submit]").click()
  await page.locator("dialog").waitFor({ state: "detached" })
}

const faultsOf = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.waitForFunction(() => document.querySelector(".skeleton") === null)
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })")
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ").slice(0, 400)}`)
}

describe("the life of a show in a real browser", () => {
  it(
    "goes from hold and challenge over offer and counter to a confirmed show on sale, with its paper and its season",
    async () => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: app.url })
      const complaints: Array<string> = []
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
      })
      page.on("pageerror", (error) => complaints.push(error.message))
      const faults: Array<string> = []
      const id = await openBooking()
      const rival = await openBooking()

      await page.goto(`/bookings/${id}?tab=offers`)
      await page.getByRole("button", { name: "Hold the date" }).click()
      await byId(page, "hold-level").waitFor()
      assert.include(await byId(page, "hold-level").textContent(), "Hold 1")

      await page.goto(`/bookings/${rival}`)
      await page.getByRole("button", { name: "Hold the date" }).click()
      await byId(page, "challenge-button").click()
      await answerDialog(page)
      await page.goto(`/bookings/${id}`)
      await byId(page, "challenge-clock").waitFor()
      assert.include(await byId(page, "challenge-clock").textContent(), "Challenged: confirm or let go in ")
      faults.push(...await faultsOf(page))

      await page.getByRole("button", { name: "Offers", exact: true }).click()
      await byId(page, "build-deal").click()
      await byId(page, "p-loss").waitFor({ timeout: 60_000 })
      faults.push(...await faultsOf(page))
      const before = await byId(page, "promoter-result").textContent()
      await page.selectOption("[data-testid=\"deal-kind\"]", "Versus")
      await byId(page, "guarantee").fill("15000")
      assert.notStrictEqual(await byId(page, "promoter-result").textContent(), before)
      const walkout = await byId(page, "walkout-amount").textContent()
      await byId(page, "save-offer").click()
      await byId(page, "send-offer").click()
      await answerDialog(page)

      await byId(page, "counter-offer").click()
      await byId(page, "guarantee").fill("50000")
      assert.notStrictEqual(await byId(page, "walkout-amount").textContent(), walkout)
      await byId(page, "save-offer").click()
      await byId(page, "offer-compare").waitFor()
      assert.include(await byId(page, "offer-compare").textContent(), "$15,000.00$50,000.00")
      faults.push(...await faultsOf(page))

      const [file] = await Promise.all([page.waitForEvent("download"), byId(page, "offer-pdf").first().click()])
      assert.strictEqual((await readFile(await file.path())).subarray(0, 5).toString(), "%PDF-")

      await byId(page, "accept-offer").click()
      await answerDialog(page)
      await page.getByRole("button", { name: "Confirm", exact: true }).click()
      await page.locator("h1 + .lede >> text=Confirmed").waitFor()

      await page.getByRole("button", { name: "Sale", exact: true }).click()
      await byId(page, "on-sale-date").fill("2026-01-02T10:00")
      await byId(page, "set-dates").click()
      await page.locator("h1 + .lede >> text=On sale").waitFor()
      await byId(page, "count-sold").fill("240")
      await byId(page, "add-count").click()
      await byId(page, "sold").filter({ hasText: "24018% of" }).waitFor()
      faults.push(...await faultsOf(page))

      await page.goto("/portfolio")
      await page.getByLabel("To", { exact: true }).fill("2032-01-01")
      await byId(page, "season-show").first().waitFor()
      assert.include(await byId(page, "season-show").first().textContent(), "Rising Star")
      faults.push(...await faultsOf(page))
      await page.getByRole("button", { name: "Leave Rising Star out" }).click()
      await page.getByRole("button", { name: "Count Rising Star again" }).waitFor()

      assert.deepStrictEqual(faults, [])
      assert.deepStrictEqual(complaints, [])
      await page.close()
    },
    120_000
  )
})
