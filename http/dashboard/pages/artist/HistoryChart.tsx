import { useState } from "react"
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { Platform } from "../../../../entities/domain/Platform.ts"
import type { MetricSeries } from "../../../../rpc/contract/ArtistRpcs.ts"
import { Empty } from "../../parts/Empty.tsx"
import { compact, exact, percent, shortDay, words } from "../../parts/format.ts"
import { platformNames } from "../../parts/platformNames.ts"
import { Segments } from "../../parts/Segments.tsx"
import { byDay, change } from "./series.ts"

const lines: Readonly<Record<Platform, { readonly stroke: string; readonly dash: string }>> = {
  spotify: { stroke: "var(--series-1)", dash: "" },
  tiktok: { stroke: "var(--series-2)", dash: "7 4" },
  instagram: { stroke: "var(--series-3)", dash: "2 3" }
}

const order = ["followers", "monthlyListeners", "likes", "engagementRate", "popularity"]

/** One figure over time, a line for each platform; as an index all lines begin at 100. */
export const HistoryChart = ({ series }: { readonly series: ReadonlyArray<MetricSeries> }) => {
  const metrics = order.filter((metric) => series.some((each) => each.metric === metric && each.points.length > 0))
  const [chosen, setChosen] = useState("followers")
  const [scale, setScale] = useState<"absolute" | "index">("absolute")
  const metric = metrics.includes(chosen) ? chosen : metrics[0]
  if (metric === undefined) {
    return (
      <Empty title="No history yet">
        <p>Each look at the platforms adds a point. Refresh the figures to begin.</p>
      </Empty>
    )
  }
  const shown = series.filter((each) => each.metric === metric && each.points.length > 0)
  const rows = byDay(shown, scale === "index")
  const show = (value: number) =>
    scale === "index" ? value.toFixed(1) : metric === "engagementRate" ? percent(value, 1) : exact(value)
  const tick = (value: number) =>
    scale === "index" ? value.toFixed(0) : metric === "engagementRate" ? percent(value, 1) : compact(value)
  return (
    <div className="stack">
      <div className="row-apart">
        <Segments
          label="Figure"
          value={metric}
          options={metrics.map((metric) => [metric, words(metric)] as const)}
          onChange={setChosen}
        />
        <Segments
          label="Scale"
          value={scale}
          options={[["absolute", "Absolute"], ["index", "Index"]] as const}
          onChange={setScale}
        />
      </div>
      <div className="chart" role="img" aria-label={`${words(metric)} over time. ${shown.map(sentence).join(" ")}`}>
        <ResponsiveContainer>
          <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="day" tickFormatter={(day: string) => shortDay(day)} minTickGap={48} tickLine={false} />
            <YAxis
              domain={["auto", "auto"]}
              tickFormatter={tick}
              width={56}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip
              labelFormatter={(day) => typeof day === "string" ? shortDay(day) : ""}
              formatter={(value) => typeof value === "number" ? show(value) : String(value)}
            />
            {shown.map(({ platform }) => (
              <Line
                key={platform}
                dataKey={platform}
                name={platformNames[platform]}
                stroke={lines[platform].stroke}
                strokeDasharray={lines[platform].dash}
                strokeWidth={2.25}
                dot={rows.length < 3}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      {rows.length > 1
        ? null
        : (
          <p className="small muted">
            There is one day of figures so far: each look at the platforms adds to the lines.
          </p>
        )}
      <ul className="legend">
        {shown.map(({ platform, points }) => (
          <li key={platform}>
            <svg width="28" height="10" aria-hidden="true">
              <line
                x1="0"
                x2="28"
                y1="5"
                y2="5"
                stroke={lines[platform].stroke}
                strokeWidth="3"
                strokeDasharray={lines[platform].dash}
              />
            </svg>
            {platformNames[platform]} <span className="muted">{change(points)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const sentence = ({ platform, points }: MetricSeries): string =>
  `${platformNames[platform]}: ${change(points)} to ${exact(points.at(-1)?.[1] ?? 0)}.`
