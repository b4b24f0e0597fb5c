import axe from "axe-core"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { launchChromium } from "./chromium.ts"
import { type RunningApp, startApp } from "./RunningApp.ts"

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  const starting = await Promise.all([startApp(), launchChromium()])
  app = starting[0]
  browser = starting[1]
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
}, 60_000)

/** A page of its own, and everything that its console complained about. */
const open = async (options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: app.url, ...options })
  const page = await context.newPage()
  const complaints: Array<string> = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(error.message))
  return { page, complaints, close: () => context.close() }
}

const byId = (page: Page, id: string) => page.locator(`[data-testid="${id}"]`)

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector("h1") !== null && document.querySelector(".skeleton") === null)

/** The masterplan's steps (6.3) up to the confirmation, with its own test ids. */
const book = async (page: Page) => {
  await page.goto("/")
  await page.fill("[data-testid=\"artist-search\"]", "Rising Star")
  await page.click("[data-testid=\"search-button\"]")
  await page.waitForSelector("[data-testid=\"prediction-card\"]")
  const card = byId(page, "prediction-card").first()
  const text = await card.textContent()
  assert.include(text, "Rising Star")
  assert.include(text, "Demand:")
  assert.include(text, "Confidence:")
  await card.click()
  await page.click("[data-testid=\"book-now\"]")
  await page.fill("[data-testid=\"venue-select\"]", "The Fillmore")
  await page.fill("[data-testid=\"date-picker\"]", "2025-06-15")
  await page.fill("[data-testid=\"ticket-price\"]", "45")
  await page.click("[data-testid=\"confirm-booking\"]")
}

describe("the dashboard in a real browser", () => {
  it("books a show from search to confirmation, as the masterplan's test has it", async () => {
    const { close, complaints, page } = await open()
    await book(page)
    await page.waitForURL(/\/booking\/confirmed/)
    await byId(page, "confirmation-message").waitFor()
    assert.include(await byId(page, "confirmation-message").textContent(), "Booking confirmed")
    assert.deepStrictEqual(complaints, [])
    await close()
  })

  it("refuses the taken date in sight, offers free ones, and books one of those", async () => {
    const { close, complaints, page } = await open()
    await book(page)
    const refusal = byId(page, "booking-refused")
    await refusal.waitFor()
    assert.include(await refusal.textContent(), "Jun 15, 2025 is not available")
    assert.notMatch(page.url(), /confirmed/)
    await refusal.locator("[data-testid=\"next-date\"]").first().click()
    await refusal.waitFor({ state: "detached" })
    assert.notStrictEqual(await byId(page, "date-picker").inputValue(), "2025-06-15")
    await byId(page, "confirm-booking").click()
    await page.waitForURL(/\/booking\/confirmed/)
    await byId(page, "confirmation-message").waitFor()
    assert.deepStrictEqual(complaints, [])
    await close()
  })

  it("cancels only after it was asked twice, with a reason, and keeps the history whole", async () => {
    const { close, page } = await open()
    await page.goto("/bookings?from=2025-06-15&to=2025-06-15")
    await byId(page, "booking-row").first().locator("a").click()
    await byId(page, "cancel-booking").click()
    await page.keyboard.press("Escape")
    await page.locator("dialog").waitFor({ state: "detached" })
    await byId(page, "cancel-booking").click()
    await page.getByLabel("Reason").fill("the van broke down")
    await page.locator("dialog button[type=submit]").click()
    await page.locator("h1 + .lede >> text=Cancelled").waitFor()
    await page.getByText("van broke down").first().waitFor({ state: "attached" })
    assert.include(await byId(page, "chain").textContent(), "Unaltered")
    await close()
  })

  it("shows the booked date in the calendar of its month", async () => {
    const { close, page } = await open()
    await page.goto("/calendar?month=2025-06")
    await byId(page, "calendar-event").first().waitFor()
    assert.include(await byId(page, "calendar-event").first().textContent(), "Rising Star")
    assert.include(await byId(page, "month").textContent(), "June 2025")
    await close()
  })

  it("tells on the live page what happens elsewhere", async () => {
    const { close, page } = await open()
    const elsewhere = await open()
    await page.goto("/live")
    await page.locator("[data-testid=\"ws-state\"][data-state=\"open\"]").waitFor()
    await elsewhere.page.goto("/book/rising-star")
    await byId(elsewhere.page, "ticket-price").fill("37.5")
    const forecast = byId(page, "feed-event").filter({ hasText: "Forecast" }).first()
    await forecast.waitFor()
    assert.include(await forecast.locator("a").getAttribute("href"), "/book/")
    await elsewhere.close()
    await close()
  })

  it("shows the operator which shards this process owns and which entities it knows", async () => {
    const { close, page } = await open()
    await page.goto("/operations")
    await byId(page, "shard-lane").first().waitFor()
    assert.match(await byId(page, "shard-lane").first().textContent() ?? "", /\d+ of \d+/)
    assert.isAtLeast(await byId(page, "entity-count").count(), 3)
    await close()
  })

  it("shows a key once and shuts it out after a question", async () => {
    const { close, page } = await open()
    await page.goto("/settings")
    await page.locator("#api-keys-name").fill("an end-to-end test")
    await page.getByRole("button", { name: "Create API key" }).click()
    await byId(page, "new-secret").locator("code").waitFor()
    await page.getByRole("button", { name: "I have kept it" }).click()
    await page.getByRole("button", { name: "Revoke an end-to-end test" }).click()
    await page.locator("dialog button[type=submit]").click()
    await page.getByText(/^Revoked /).waitFor()
    assert.strictEqual(await byId(page, "new-secret").count(), 0)
    await close()
  })

  it("is worked by keyboard alone: slash searches, arrows choose a venue", async () => {
    const { close, page } = await open()
    await page.goto("/")
    await settled(page)
    await page.keyboard.press("/")
    assert.strictEqual(await page.evaluate("document.activeElement?.id"), "artist-search")
    await page.goto("/book/rising-star")
    const venue = byId(page, "venue-select")
    await venue.fill("Theatre")
    await page.getByRole("option").first().waitFor()
    const second = await page.getByRole("option").nth(1).locator("span").first().textContent()
    await venue.press("ArrowDown")
    await venue.press("Enter")
    assert.strictEqual(second?.startsWith(await venue.inputValue()), true)
    assert.strictEqual(await venue.getAttribute("aria-expanded"), "false")
    await close()
  })

  it("answers an address that is none with a page that leads back", async () => {
    const { close, page } = await open()
    await page.goto("/no/such/page")
    await page.getByRole("heading", { name: "There is no such page" }).waitFor()
    await page.goto("/artists/nobody-of-this-name")
    await byId(page, "failure").waitFor()
    await close()
  })

  const places = [
    "/",
    "/artists/rising-star",
    "/book/rising-star",
    "/bookings",
    "/calendar",
    "/live",
    "/operations",
    "/settings"
  ]

  it.each(
    [
      ["light", 1440],
      ["dark", 390]
    ] as const
  )("has no fault that axe finds, no complaint and no sideways scroll: %s at %i px", async (colorScheme, width) => {
    const { close, complaints, page } = await open({ colorScheme, viewport: { width, height: 900 } })
    const faults: Array<string> = []
    for (const place of places) {
      await page.goto(place)
      await settled(page)
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })")
      faults.push(
        ...violations.map(({ id, nodes }) =>
          `${place}: ${id}: ${nodes.map(({ html }) => html).join(" | ").slice(0, 400)}`
        )
      )
      if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) {
        faults.push(`${place}: scrolls sideways`)
      }
    }
    assert.deepStrictEqual(faults, [])
    assert.deepStrictEqual(complaints, [])
    await close()
  }, 60_000)
})
