const minute = 60_000
const hour = 60 * minute

/** Never looked at more often than `floor`, never less often than `ceiling`. */
export const floorMillis = 5 * minute
export const ceilingMillis = 12 * hour

export interface Interest {
  readonly watched: boolean
  readonly hasLiveBooking: boolean
  /** share that reach grew by per day, absent while unknown */
  readonly dailyGrowth: number | undefined
  readonly consecutiveFailures: number
}

/**
 * How long until the next look at a platform: half a day for an act that nobody asked about, an hour for a watched one, a
 * quarter for one with a booking in play; the faster it grows the sooner (1 % a day halves the wait); doubled by each
 * failure in a row.
 */
export const intervalMillis = ({ consecutiveFailures, dailyGrowth, hasLiveBooking, watched }: Interest): number => {
  const base = hasLiveBooking ? 15 * minute : watched ? hour : ceilingMillis
  const eager = base / (1 + 100 * Math.max(0, dailyGrowth ?? 0))
  const patient = Math.max(floorMillis, eager) * 2 ** Math.min(consecutiveFailures, 12)
  return Math.round(Math.min(ceilingMillis, patient))
}

/**
 * The next look: after the interval, up to a tenth earlier so that artists that were looked at together part, but not before
 * a time that the platform named. `floor` and `ceiling` hold for all of it.
 */
export const nextDueMillis = (
  nowMillis: number,
  interest: Interest,
  spread: number,
  retryAfterMillis: number = 0
): number => {
  const wanted = Math.max(retryAfterMillis, Math.round(intervalMillis(interest) * (1 - spread / 10)))
  return nowMillis + Math.min(ceilingMillis, Math.max(floorMillis, wanted))
}
