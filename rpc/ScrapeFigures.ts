import { Effect, Metric, MetricState } from "effect"
import { type Platform, platforms } from "../entities/domain/Platform.ts"
import type { Operations } from "./contract/OperationsRpcs.ts"

type ScrapeHealth = Operations["scrapes"][number]

interface Count {
  readonly platform: string
  readonly outcome: string
  readonly count: number
}

/** How looks at the platforms went since this process started, from the scrapers' own counters. */
export const read: Effect.Effect<ReadonlyArray<ScrapeHealth>> = Effect.map(Metric.snapshot, (pairs) => {
  const tagOf = (tags: ReadonlyArray<{ readonly key: string; readonly value: string }>, key: string): string =>
    tags.find((tag) => tag.key === key)?.value ?? ""
  const counts = pairs.flatMap(({ metricKey: { name, tags }, metricState }): ReadonlyArray<Count> =>
    name === "promoteros_scrapes_total" && MetricState.isCounterState(metricState)
      ? [{ platform: tagOf(tags, "platform"), outcome: tagOf(tags, "outcome"), count: Number(metricState.count) }]
      : []
  )
  const open = new Set(
    pairs.flatMap(({ metricKey: { name, tags }, metricState }) =>
      name === "promoteros_scrape_circuit_open" && MetricState.isGaugeState(metricState) &&
        Number(metricState.value) > 0
        ? [tagOf(tags, "platform")]
        : []
    )
  )
  return platforms.map((platform) => healthOf(platform, counts, open.has(platform)))
})

const succeeded = "Figures"

const healthOf = (platform: Platform, counts: ReadonlyArray<Count>, isOpen: boolean): ScrapeHealth => {
  const own = counts.filter((count) => count.platform === platform)
  const reasons = own.filter(({ outcome }) => outcome !== succeeded)
  return {
    platform,
    succeeded: own.filter(({ outcome }) => outcome === succeeded).reduce((sum, { count }) => sum + count, 0),
    failed: reasons.reduce((sum, { count }) => sum + count, 0),
    reasons: reasons.toSorted((a, b) => b.count - a.count).map(({ count, outcome }) => ({ reason: outcome, count })),
    circuit: isOpen ? "open" : "closed"
  }
}
