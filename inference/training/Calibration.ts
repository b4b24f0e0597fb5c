import { bandOf } from "../Demand.ts"
import type { Correction } from "../ModelBundle.ts"

/** What an unbiased look at the model said of a row, as shares of the room. */
export interface Scored {
  readonly capacity: number
  readonly fill: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

const level = 0.8
const fewestRows = 60
const full = 0.995

/** Rooms are calibrated by size: clubs, theatres of the core business, and above. */
export const sizeBounds: ReadonlyArray<number> = [0, 1_200, 3_500]

/**
 * Split-conformal corrections of the band, per size and horizon, from rows whose acts the model had not seen. The upper end
 * is raised until at most 10 % lie above it; then the lower end is set so that 80 % lie inside. Where the upper end is the
 * full room nothing can lie above, and all of the remaining fifth lies below.
 */
export const calibrate = (rows: ReadonlyArray<Scored>, leastHorizonDays: number): ReadonlyArray<Correction> =>
  sizeBounds.map((leastCapacity, i) => {
    const most = sizeBounds[i + 1] ?? Infinity
    const own = rows.filter(({ capacity }) => capacity >= leastCapacity && capacity < most)
    const used = own.length >= fewestRows ? own : rows
    return { leastCapacity, leastHorizonDays, rows: used.length, ...endsOf(used) }
  })

const endsOf = (rows: ReadonlyArray<Scored>): { readonly low: number; readonly high: number } => {
  const plain = { low: 0, high: 0 }
  const above = conformalQuantile(
    rows.map((row) => bandOf(row, plain).high >= full ? -1 : row.fill - bandOf(row, plain).high),
    0.5 + level / 2
  )
  const high = Math.max(0, Math.min(1, above))
  const inside = rows.filter((row) => row.fill <= bandOf(row, { low: 0, high }).high)
  const reached = rows.length === 0 ? 1 : inside.length / rows.length
  const low = -conformalQuantile(inside.map((row) => row.low - row.fill), Math.min(0.99, level / reached))
  return { low: Math.max(-1, Math.min(1, low)), high }
}

/** The `ceil((n + 1) * level)`-th smallest score: what a new, exchangeable score exceeds with chance 1 - level at most. */
export const conformalQuantile = (scores: ReadonlyArray<number>, level: number): number => {
  const sorted = [...scores].sort((a, b) => a - b)
  const rank = Math.ceil((sorted.length + 1) * level)
  return rank > sorted.length ? Infinity : sorted[Math.max(1, rank) - 1] ?? Infinity
}
