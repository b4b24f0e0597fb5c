import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { SaleView } from "../../../../../entities/domain/Sale.ts"
import { day, whole } from "../../../parts/format.ts"

const dayOf = (millis: number) => day(new Date(millis).toISOString().slice(0, 10))

/** Tickets sold over time, and where the pace of comparable shows leads: the median and what four of five exceed. */
export const CountsChart = ({ sale, showMillis }: { readonly sale: SaleView; readonly showMillis: number }) => {
  const last = sale.curve.at(-1)
  const { pace } = sale
  const points = [
    ...sale.curve.map(({ atMillis, sold }) => ({ at: atMillis, sold, p50: undefined, p80: undefined })),
    ...(pace === null || last === undefined ? [] : [
      { at: last.atMillis, sold: undefined, p50: last.sold, p80: last.sold },
      { at: Math.max(showMillis, last.atMillis + 1), sold: undefined, p50: pace.p50, p80: pace.p80 }
    ])
  ]
  return (
    <div className="stack-small">
      <div className="chart" role="img" aria-label="Tickets sold over time">
        <ResponsiveContainer>
          <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="at"
              type="number"
              domain={["dataMin", "dataMax"]}
              tickCount={4}
              tickFormatter={dayOf}
              tickLine={false}
            />
            <YAxis
              domain={[0, sale.sellable]}
              tickFormatter={(tickets: number) => whole(tickets)}
              width={52}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip labelFormatter={(at) => dayOf(Number(at))} formatter={(tickets) => whole(Number(tickets))} />
            <ReferenceLine y={sale.sellable} stroke="var(--ink)" strokeWidth={2} />
            <Line dataKey="sold" name="Sold" stroke="var(--series-1)" strokeWidth={2.5} isAnimationActive={false} />
            <Line
              dataKey="p50"
              name="Final, median"
              stroke="var(--series-3)"
              strokeWidth={2}
              strokeDasharray="7 4"
              isAnimationActive={false}
            />
            <Line
              dataKey="p80"
              name="Final, P80"
              stroke="var(--series-2)"
              strokeWidth={2}
              strokeDasharray="2 3"
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className="legend">
        <li>
          <span className="key key-line" style={{ color: "var(--series-1)" }} /> Sold
        </li>
        <li>
          <span className="key key-line" style={{ color: "var(--series-3)" }} /> Final count, P50
        </li>
        <li>
          <span className="key key-line" style={{ color: "var(--series-2)" }} /> Final count, P80
        </li>
        <li>
          <span className="key key-capacity" /> Sellable
        </li>
      </ul>
    </div>
  )
}
