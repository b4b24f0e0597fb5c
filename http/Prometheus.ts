import { MetricState, Option } from "effect"
import type { MetricPair } from "effect/MetricPair"

export const contentType = "text/plain; version=0.0.4; charset=utf-8"

/** Effect's metrics in the Prometheus text format. */
export const render = (pairs: ReadonlyArray<MetricPair.Untyped>): string => {
  const families = new Map<string, { readonly type: string; readonly help: string; readonly lines: Array<string> }>()
  for (const { metricKey, metricState } of pairs) {
    const name = metricKey.name.replace(/[^a-zA-Z0-9_:]/g, "_")
    const labels = metricKey.tags.map(({ key, value }) => [key, value] as const)
    const sample = samples(name, labels, metricState)
    if (sample === undefined) continue
    const help = Option.getOrElse(metricKey.description, () => name)
    const family = families.get(name) ?? { type: sample.type, help, lines: [] }
    families.set(name, family)
    family.lines.push(...sample.lines)
  }
  return [...families].map(([name, { help, lines, type }]) =>
    `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join("\n")}\n`
  ).join("")
}

/** A figure that is not in the registry. */
export const gauge = (name: string, help: string, value: number): string =>
  `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} gauge\n${name} ${value}\n`

type Labels = ReadonlyArray<readonly [string, string]>

const samples = (name: string, labels: Labels, state: MetricState.MetricState.Untyped) => {
  if (MetricState.isCounterState(state)) {
    return { type: "counter", lines: [line(name, labels, state.count)] }
  }
  if (MetricState.isGaugeState(state)) {
    return { type: "gauge", lines: [line(name, labels, state.value)] }
  }
  if (MetricState.isHistogramState(state)) {
    return {
      type: "histogram",
      lines: [
        ...state.buckets.filter(([bound]) => Number.isFinite(bound)).map(([bound, count]) =>
          line(`${name}_bucket`, [...labels, ["le", String(bound)]], count)
        ),
        line(`${name}_bucket`, [...labels, ["le", "+Inf"]], state.count),
        line(`${name}_sum`, labels, state.sum),
        line(`${name}_count`, labels, state.count)
      ]
    }
  }
  if (MetricState.isFrequencyState(state)) {
    return {
      type: "counter",
      lines: [...state.occurrences].map(([value, count]) => line(name, [...labels, ["value", value]], count))
    }
  }
  if (MetricState.isSummaryState(state)) {
    return {
      type: "summary",
      lines: [
        ...state.quantiles.flatMap(([quantile, value]) =>
          Option.toArray(value).map((known) => line(name, [...labels, ["quantile", String(quantile)]], known))
        ),
        line(`${name}_sum`, labels, state.sum),
        line(`${name}_count`, labels, state.count)
      ]
    }
  }
  return undefined
}

const line = (name: string, labels: Labels, value: number | bigint): string =>
  labels.length === 0
    ? `${name} ${value}`
    : `${name}{${
      labels.map(([key, text]) => `${key.replace(/[^a-zA-Z0-9_]/g, "_")}="${escapeLabel(text)}"`).join(",")
    }} ${value}`

const escapeLabel = (text: string): string => text.replace(/\\/g, "\\\\").replace(/"/g, "\\\"").replace(/\n/g, "\\n")

const escapeHelp = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")
