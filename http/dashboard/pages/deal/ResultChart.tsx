import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { totalSellable } from "../../../../entities/domain/deal/Scaling.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { fillTiers } from "../../../../entities/domain/deal/TierFill.ts"
import { reckon } from "../../../../entities/domain/deal/Waterfall.ts"
import { compactMoney, whole } from "../../parts/format.ts"

const steps = 48

/** Who gets what over the tickets sold: the promoter's result and the pay of all artists together. */
export const ResultChart = ({ breakeven, show }: { readonly show: Show; readonly breakeven: number | null }) => {
  const lines = reckon(show)
  const total = totalSellable(show.scaling)
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const tickets = Math.round((total * step) / steps)
    const { promoterResult, talentPay } = lines(fillTiers(show.scaling, tickets, "proportional"))
    return { tickets, promoter: promoterResult / 100, artist: talentPay / 100 }
  })
  return (
    <div className="stack-small">
      <div className="chart" role="img" aria-label="Promoter's result and artists' pay over the tickets sold">
        <ResponsiveContainer>
          <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="tickets"
              type="number"
              domain={[0, "dataMax"]}
              tickFormatter={(tickets: number) => whole(tickets)}
              tickLine={false}
            />
            <YAxis
              tickFormatter={(units: number) => compactMoney(units)}
              width={60}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip
              labelFormatter={(tickets) => `${whole(Number(tickets))} tickets`}
              formatter={(units) => compactMoney(Number(units))}
            />
            <ReferenceLine y={0} stroke="var(--line-strong)" />
            {breakeven === null
              ? null
              : <ReferenceLine x={breakeven} stroke="var(--series-2)" strokeDasharray="4 3" strokeWidth={2} />}
            <Line
              dataKey="promoter"
              name="Promoter"
              stroke="var(--series-1)"
              strokeWidth={2.5}
              dot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="artist"
              name="Artists"
              stroke="var(--series-3)"
              strokeWidth={2.5}
              strokeDasharray="7 4"
              dot={false}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className="legend">
        <li>
          <span className="key key-line" style={{ color: "var(--series-1)" }} /> Promoter
        </li>
        <li>
          <span className="key key-line" style={{ color: "var(--series-3)" }} /> Artists, dashed
        </li>
        {breakeven === null ? null : (
          <li>
            <span className="key key-breakeven" /> Breakeven
          </li>
        )}
      </ul>
    </div>
  )
}
