import { assert, describe, it } from "vitest"
import { essential } from "./faults.ts"
import { run } from "./run.ts"
import { hasRedis } from "./RunningCluster.ts"

const title = "a cluster in which things go wrong"

describe.skipIf(!hasRedis)(hasRedis ? title : `${title} (skipped: no redis-server)`, () => {
  it("keeps every promise while processes die, hang and come back", async () => {
    const report = await run({
      seed: 1,
      faults: essential,
      calmMillis: 4_000,
      clients: 8,
      pauseMillis: 60,
      runners: 3,
      workers: 0
    }, () => {})
    assert.deepStrictEqual(report.violations, [])
    assert.isAbove(report.acknowledged, 50)
    assert.isAbove(report.liveItems, 50)
  }, 300_000)
})
