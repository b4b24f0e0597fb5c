import { assert, it } from "vitest"
import { describeWithRedis } from "../support/redis.ts"
import { essential } from "./faults.ts"
import { run } from "./run.ts"

describeWithRedis("a cluster in which things go wrong", () => {
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
