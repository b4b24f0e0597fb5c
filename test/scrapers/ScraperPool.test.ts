import { NodeContext } from "@effect/platform-node"
import { assert, layer } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Option, Ref } from "effect"
import { Chromium } from "../../scrapers/Chromium.ts"
import { PlatformAddresses } from "../../scrapers/PlatformAddresses.ts"
import { Proxies } from "../../scrapers/Proxies.ts"
import { Sandbox } from "../../scrapers/sandbox/Sandbox.ts"
import { ScraperPool } from "../../scrapers/ScraperPool.ts"
import * as tiktok from "../../scrapers/sources/tiktok/source.ts"

const pool = ScraperPool.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(Chromium.layer, Proxies.layer)),
  Layer.provideMerge(Sandbox.layerAddresses),
  Layer.provideMerge(Sandbox.layer),
  Layer.provide(NodeContext.layer),
  Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["SCRAPER_POOL_SIZE", "2"]]))))
)

layer(pool, { excludeTestServices: true })("the pool", (it) => {
  it.effect("lends no more sessions at once than it has", () =>
    Effect.gen(function*() {
      const { use } = yield* ScraperPool
      const lent = yield* Ref.make(0)
      const most = yield* Effect.forEach(
        Array.from({ length: 8 }),
        () =>
          use(() =>
            Effect.acquireUseRelease(
              Ref.updateAndGet(lent, (n) => n + 1),
              (n) => Effect.as(Effect.sleep(20), n),
              () => Ref.update(lent, (n) => n - 1)
            )
          ),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(Math.max(...most), 2)
      assert.strictEqual(yield* Ref.get(lent), 0)
    }))

  it.effect("has a good page again after its browser died", () =>
    Effect.gen(function*() {
      const { use } = yield* ScraperPool
      const chromium = yield* Chromium
      const look = use((session) => tiktok.look(session, "sbx_rising_star"))
      assert.strictEqual((yield* look).layout, "tiktok/rehydration")
      yield* Effect.scoped(
        Effect.gen(function*() {
          const { page } = yield* chromium.tab({ label: "direct", server: Option.none() })
          yield* Effect.promise(() => page.context().browser()?.close() ?? Promise.resolve())
        })
      )
      assert.strictEqual((yield* look).layout, "tiktok/rehydration")
    }), 20_000)

  it.effect("lets no page reach an address that is none of the platforms'", () =>
    Effect.gen(function*() {
      const { use } = yield* ScraperPool
      const { tiktok } = yield* PlatformAddresses
      const reached = yield* Effect.forEach(
        ["http://169.254.169.254/", "http://[::1]:1/", "http://localhost:1/", "http://2130706433.example/"],
        (url) =>
          Effect.flip(use((session) => session.browse({ url, ready: "body", mayHeal: () => false }))).pipe(
            Effect.map(({ reason }) => reason)
          )
      )
      assert.deepStrictEqual(reached, ["Blocked", "Blocked", "Blocked", "Blocked"])
      assert.match(tiktok, /^http:\/\/127\.0\.0\.1:/)
    }), 20_000)
})
