import type { Season } from "../entities/domain/Season.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"

/** When a show's money moves: what is paid before it on known days, and the rest of its result when it is settled. */
export interface CashPlan {
  readonly paidBefore: ReadonlyArray<{ readonly day: number; readonly cents: number }>
  readonly settledDay: number
}

const mostPoints = 48

/** The account from draw to draw, beginning at nothing. */
export const cashOf = (
  shows: ReadonlyArray<{ readonly plan: CashPlan; readonly results: Float64Array }>,
  draws: number
): Season["cash"] => {
  const moves = shows.flatMap(({ plan: { paidBefore, settledDay }, results }) => {
    const before = paidBefore.reduce((sum, { cents }) => sum + cents, 0)
    return [
      ...paidBefore.map(({ cents, day }) => ({ day, amount: () => -cents })),
      { day: settledDay, amount: (draw: number) => (results[draw] ?? 0) + before }
    ]
  }).sort((a, b) => a.day - b.day)
  const days = [...new Set(moves.map(({ day }) => day))]
  const shown = new Set(
    days.filter((_, index) => index % Math.ceil(days.length / mostPoints) === 0).concat(days.slice(-1))
  )
  const account = new Float64Array(draws)
  const trough = new Float64Array(draws)
  const path: Array<Season["cash"]["path"][number]> = []
  moves.forEach(({ amount, day }, index) => {
    for (let draw = 0; draw < draws; draw++) account[draw] = (account[draw] ?? 0) + amount(draw)
    if (moves[index + 1]?.day === day) return
    for (let draw = 0; draw < draws; draw++) trough[draw] = Math.min(trough[draw] ?? 0, account[draw] ?? 0)
    if (shown.has(day)) path.push({ date: ShowDate.fromEpochDay(day), ...spread(account) })
  })
  const deepest = trough.sort()
  return { troughP50Cents: -at(deepest, 0.5), troughP95Cents: -at(deepest, 0.05), path }
}

const spread = (account: Float64Array) => ({
  expectedCents: Math.round(account.reduce((sum, each) => sum + each, 0) / account.length),
  p5Cents: at(account.slice().sort(), 0.05)
})

const at = (sorted: Float64Array, level: number): number =>
  Math.round(sorted[Math.max(0, Math.ceil(level * sorted.length) - 1)] ?? 0)
