import { Schema } from "effect"
import { Show } from "../../entities/domain/deal/Show.ts"
import { fillTiers } from "../../entities/domain/deal/TierFill.ts"
import { waterfall } from "../../entities/domain/deal/Waterfall.ts"
import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { drawnResults, jointDraws } from "../../inference/JointDraws.ts"
import { seasonOf } from "../../inference/Portfolio.ts"

const date = ShowDate.make("2031-05-01")
const sales = 2_001
const draws = 10_000
const shows = 60

/** Ten tiers, forty cost lines of every kind, three bonuses: as big as deals get. */
const bigShow = Schema.decodeSync(Show)({
  scaling: {
    capacity: 2_000,
    fees: [{ name: "Facility", kind: "facility", centsPerTicket: 250 }],
    tiers: Array.from({ length: 10 }, (_, i) => ({ name: `Tier ${i}`, priceCents: 3_000 + 500 * i, allotment: 200 }))
  },
  tax: { mode: "divisor", rate: 500 },
  costs: Array.from({ length: 40 }, (_, i) => {
    const name = `Cost ${i}`
    if (i % 4 === 1) return { name, basis: "perTicket" as const, cents: { budget: 10 + i } }
    if (i === 7 || i === 15) return { name, basis: "gross" as const, share: { budget: 100 } }
    if (i === 23) return { name, basis: "net" as const, share: { budget: 200 } }
    if (i === 31) return { name, basis: "expenses" as const, share: { budget: 150 } }
    return { name, basis: "fixed" as const, cents: { budget: 50_000 + i } }
  }),
  talents: [{
    name: "Headliner",
    role: "headliner",
    deal: {
      terms: { _tag: "Versus", guaranteeCents: 2_000_000, share: 8_500, of: "net" },
      bonuses: [
        {
          _tag: "ThresholdFee",
          name: "Steps",
          trigger: "tickets",
          pays: "cumulative",
          steps: [700, 900, 1_100].map((at) => ({ at, cents: 100_000 }))
        },
        { _tag: "PerTicketAbove", name: "Over", trigger: "occupancy", at: 8_000, centsPerTicket: 200 },
        { _tag: "NewShareAbove", name: "Share", trigger: "netGross", at: 6_000_000, share: 9_000 }
      ]
    }
  }]
})

/** Whole sheets a second, each from the show as somebody has just edited it. */
const sheetsPerSecond = (count: number): number => {
  const all = Array.from({ length: sales }, (_, tickets) => fillTiers(bigShow.scaling, tickets, "proportional"))
  const begun = performance.now()
  for (let i = 0; i < count; i++) waterfall(bigShow, all[i % sales] ?? [])
  return count / (performance.now() - begun) * 1_000
}

const seasonMillis = (): number => {
  const begun = performance.now()
  const draw = jointDraws(draws)
  const season = Array.from({ length: shows }, (_, i) => {
    const of = { id: `show-${i}`, market: "US", genre: `genre-${i % 5}`, artist: `artist-${i % 40}` }
    const belief = { centre: Math.log(900 + 15 * i), below: 0.4, above: 0.3 }
    return {
      ...of,
      artistName: of.artist,
      venueName: `Room ${i % 20}`,
      date: ShowDate.addDays(date, 5 * i),
      plan: {
        paidBefore: [{ day: ShowDate.toEpochDay(date) + 5 * i - 30, cents: 1_000_000 }],
        settledDay: ShowDate.toEpochDay(date) + 5 * i + 7
      },
      results: drawnResults({ show: bigShow, order: "proportional" }, belief, draw(of))
    }
  })
  seasonOf(season, draws)
  return performance.now() - begun
}

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The deal engine in one thread: medians of five runs after a first one. */
export const deal = (): ReadonlyArray<string> => {
  const runs = Array.from({ length: 6 }, () => [sheetsPerSecond(20_000), seasonMillis()] as const).slice(1)
  return [
    `deal with 10 tiers, 40 cost lines, 3 bonuses recomputed: ${
      median(runs.map(([perSecond]) => perSecond)).toFixed(0)
    }/s (20,000/s)`,
    `season of ${shows} such shows x ${draws} joint draws: ${
      median(runs.map(([, millis]) => millis)).toFixed(0)
    } ms (under 1000)`
  ]
}
