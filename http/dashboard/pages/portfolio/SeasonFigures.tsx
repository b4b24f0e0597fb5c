import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis
} from "recharts"
import type { Season } from "../../../../entities/domain/Season.ts"
import { Explained } from "../../parts/Explained.tsx"
import { cents, compactMoney, percent, shortDay, whole } from "../../parts/format.ts"

interface Props {
  readonly season: Season
  readonly before: Season | null
}

/** The decision figures of a season, its result's distribution and its cash. */
export const SeasonFigures = ({ before, season }: Props) => {
  const figures = [
    [
      "P(season loses)",
      "How likely all shows together lose money",
      percent(season.lossProbability, 1),
      before && percent(before.lossProbability, 1)
    ],
    ["Result, median", "Half of the seasons bring more", cents(season.result.p50), before && cents(before.result.p50)],
    [
      "VaR 95",
      "The loss that one season of twenty exceeds; below zero it still earns",
      cents(season.valueAtRisk95Cents),
      before && cents(before.valueAtRisk95Cents)
    ],
    [
      "CVaR 95",
      "The mean loss of the worst twentieth",
      cents(season.conditionalValueAtRisk95Cents),
      before && cents(before.conditionalValueAtRisk95Cents)
    ],
    [
      "Cash trough",
      "How deep the account goes below where it begins, in one season of twenty",
      cents(season.cash.troughP95Cents),
      before && cents(before.cash.troughP95Cents)
    ],
    [
      "Diversification",
      "How much smaller the swings are than those of the shows one by one",
      percent(season.diversification),
      before && percent(before.diversification)
    ]
  ] as const
  return (
    <>
      <section className="card" aria-labelledby="season" data-testid="season">
        <h2 id="season">{whole(season.shows)} {season.shows === 1 ? "show" : "shows"}</h2>
        <dl className="figures">
          {figures.map(([name, explanation, value, was]) => (
            <div key={name}>
              <dt>
                <Explained className="" text={explanation}>{name}</Explained>
              </dt>
              <dd>
                {value}
                {was === null ? null : <span className="note">as booked {was}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div className="split">
        <section className="card" aria-labelledby="distribution">
          <h2 id="distribution">Result of the season</h2>
          <div className="chart" role="img" aria-label="How likely each result of the season is">
            <ResponsiveContainer>
              <BarChart
                data={season.histogram.map(({ chance, fromCents }) => ({ from: fromCents / 100, chance }))}
                margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
              >
                <CartesianGrid vertical={false} />
                <XAxis dataKey="from" tickFormatter={(units: number) => compactMoney(units)} tickLine={false} />
                <YAxis
                  tickFormatter={(chance: number) => percent(chance)}
                  width={44}
                  tickLine={false}
                  axisLine={false}
                />
                <Tooltip
                  labelFormatter={(units) => `from ${compactMoney(Number(units))}`}
                  formatter={(chance) => percent(Number(chance), 1)}
                />
                <Bar dataKey="chance" name="Chance" fill="var(--series-1)" isAnimationActive={false} />
              </BarChart>
            </ResponsiveContainer>
          </div>
        </section>
        <section className="card" aria-labelledby="cash">
          <h2 id="cash">Cash</h2>
          <div
            className="chart"
            role="img"
            aria-label="The account over the season, expected and in one case of twenty"
          >
            <ResponsiveContainer>
              <AreaChart
                data={season.cash.path.map(({ date, expectedCents, p5Cents }) => ({
                  date,
                  expected: expectedCents / 100,
                  low: p5Cents / 100
                }))}
                margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
              >
                <CartesianGrid vertical={false} />
                <XAxis
                  dataKey="date"
                  tickFormatter={(date: string) => shortDay(date)}
                  minTickGap={32}
                  tickLine={false}
                />
                <YAxis
                  tickFormatter={(units: number) => compactMoney(units)}
                  width={60}
                  tickLine={false}
                  axisLine={false}
                />
                <Tooltip formatter={(units) => compactMoney(Number(units))} />
                <ReferenceLine y={0} stroke="var(--line-strong)" />
                <Area
                  dataKey="low"
                  name="One case of twenty"
                  type="stepAfter"
                  stroke="var(--series-2)"
                  strokeDasharray="4 3"
                  fill="var(--band)"
                  fillOpacity={0.35}
                  isAnimationActive={false}
                />
                <Area
                  dataKey="expected"
                  name="Expected"
                  type="stepAfter"
                  stroke="var(--series-1)"
                  strokeWidth={2.5}
                  fill="none"
                  isAnimationActive={false}
                />
              </AreaChart>
            </ResponsiveContainer>
          </div>
        </section>
      </div>
    </>
  )
}
