import type { Platform } from "../../../../entities/domain/Platform.ts"
import type { MetricSeries } from "../../../../rpc/contract/ArtistRpcs.ts"

type Row = { readonly day: string } & { readonly [platform in Platform]?: number }

/** A row a day with the last figure of each platform; as an index the first figure of each is 100. */
export const byDay = (series: ReadonlyArray<MetricSeries>, asIndex: boolean): ReadonlyArray<Row> => {
  const rows = new Map<string, Row>()
  for (const { platform, points } of series) {
    const base = points.find(([, value]) => value > 0)?.[1] ?? 1
    for (const [at, value] of points) {
      const day = new Date(at).toISOString().slice(0, 10)
      rows.set(day, { ...rows.get(day), day, [platform]: asIndex ? (value / base) * 100 : value })
    }
  }
  return [...rows.values()].sort((a, b) => a.day.localeCompare(b.day))
}

/** From the first to the last point, in words. */
export const change = (points: MetricSeries["points"]): string => {
  const [first, last] = [points[0]?.[1] ?? 0, points.at(-1)?.[1] ?? 0]
  if (first <= 0 || points.length < 2) return "no change known"
  const share = last / first - 1
  return `${share >= 0 ? "up" : "down"} ${Math.abs(share * 100).toFixed(1)}%`
}
