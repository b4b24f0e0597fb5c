import { useQueries } from "@tanstack/react-query"
import { Option, Schema } from "effect"
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis
} from "recharts"
import { type PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { ArtistId, VenueId } from "../../../../entities/domain/Ids.ts"
import { PriceCents } from "../../../../entities/domain/Money.ts"
import { answer } from "../../client/Api.ts"
import { Failure } from "../../parts/Failure.tsx"
import { compact, compactMoney, money, whole } from "../../parts/format.ts"
import { Skeleton } from "../../parts/Skeleton.tsx"

const factors = [0.5, 0.7, 0.85, 1, 1.2, 1.5, 2]

const askedOf = Schema.decodeUnknownOption(
  Schema.Struct({ artistId: ArtistId, venueId: VenueId, ticketPriceCents: PriceCents })
)

interface Props {
  readonly prediction: PredictionResponse
  readonly price: number
  readonly capacity: number
  readonly onPrice: (price: number) => void
}

/** The same show at other prices: each point is a forecast of its own. */
export const PriceCurve = ({ capacity, onPrice, prediction, price }: Props) => {
  const prices = factors.map((factor) => Math.max(1, Math.round(price * factor)))
  const { artistId, date, venueId } = prediction
  const asked = useQueries({
    queries: [...new Set(prices)].map((price) => ({
      queryKey: ["prediction", "curve", artistId, venueId, date, price],
      staleTime: 60_000,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => {
        const asked = Option.getOrThrow(askedOf({ artistId, venueId, ticketPriceCents: price * 100 }))
        return answer((api) => api.Predict({ ...asked, date }), signal)
      },
      select: ({ attendance, demand }: PredictionResponse) => ({
        price,
        tickets: attendance.p50,
        demand: demand.estimated,
        income: attendance.p50 * price,
        range: [attendance.p10 * price, attendance.p90 * price] as const
      })
    }))
  })
  const failed = asked.find(({ error }) => error !== null)
  if (failed?.error) {
    return <Failure what="Not every price could be tried" error={failed.error} onRetry={() => void failed.refetch()} />
  }
  const points = asked.flatMap(({ data }) => data ?? [])
  const best = points.toSorted((a, b) => b.income - a.income)[0]
  if (points.length < asked.length || best === undefined) return <Skeleton height={240} what="Trying other prices" />
  return (
    <div className="stack">
      <p className="small" role="status">
        {best === points.at(-1)
          ? `Forecast income still rises at ${
            money(best.price)
          }, the highest price tried. Forecasts far from usual prices are the least certain: see the recommended price first.`
          : (
            <>
              Of these prices {money(best.price)} brings the most: {compactMoney(best.income)} from{" "}
              {whole(best.tickets)} tickets. {best.price === price
                ? null
                : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => onPrice(best.price)}
                  >
                    Use {money(best.price)}
                  </button>
                )}
            </>
          )}
      </p>
      <div className="chart">
        <ResponsiveContainer>
          <ComposedChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="price"
              type="number"
              domain={["dataMin", "dataMax"]}
              ticks={points.map(({ price }) => price)}
              tickFormatter={(price: number) => `$${compact(price)}`}
              tickLine={false}
            />
            <YAxis
              tickFormatter={(income: number) => compactMoney(income)}
              width={56}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip content={tipOf(points, capacity)} />
            <Area dataKey="range" stroke="none" fill="var(--band)" fillOpacity={0.55} isAnimationActive={false} />
            <Line dataKey="income" stroke="var(--series-1)" strokeWidth={2.5} isAnimationActive={false} />
            <ReferenceLine x={price} stroke="var(--ink-3)" strokeDasharray="4 3" />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul className="legend">
        <li>
          <span className="key key-median" /> Ticket income, median
        </li>
        <li>
          <span className="key key-band" /> P10–P90
        </li>
        <li className="muted">dashed: the price asked</li>
      </ul>
    </div>
  )
}

interface Point {
  readonly price: number
  readonly tickets: number
  readonly income: number
}

const tipOf = (points: ReadonlyArray<Point>, capacity: number) => ({ label }: { readonly label?: unknown }) => {
  const point = points.find(({ price }) => price === label)
  return point === undefined ? null : (
    <div className="chart-tip">
      <p className="strong">{money(point.price)}</p>
      <p>{compactMoney(point.income)} from {whole(point.tickets)} of {whole(capacity)}</p>
    </div>
  )
}
