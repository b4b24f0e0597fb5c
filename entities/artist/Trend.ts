import { Schema } from "effect"

const millisPerDay = 86_400_000
const pointsKept = 24

/** Reach over the last 13 weeks, thinned: newest last, one point a day for a week, then one a week. */
export const Trend = Schema.Array(Schema.Struct({ atMillis: Schema.Number, reach: Schema.Number }))
export type Trend = typeof Trend.Type

export const add = (trend: Trend, atMillis: number, reach: number): Trend => {
  const kept = trend.filter((point, index) => {
    const age = atMillis - point.atMillis
    const next = trend[index + 1]?.atMillis ?? atMillis
    const spacing = age > 7 * millisPerDay ? 7 * millisPerDay : millisPerDay
    const isFirstOfItsSpan = index === 0 || Math.floor(next / spacing) !== Math.floor(point.atMillis / spacing)
    return age > 0 && age <= 98 * millisPerDay && isFirstOfItsSpan
  })
  return [...kept, { atMillis, reach }].slice(-pointsKept)
}

/** ln(reach now / reach `days` ago), from the two points nearest to that span; absent while the trend is under half of it. */
export const logGrowth = (trend: Trend, days: number): number | undefined => {
  const last = trend.at(-1)
  if (!last || last.reach <= 0) return undefined
  const wanted = last.atMillis - days * millisPerDay
  const past = trend.reduce((best, point) =>
    Math.abs(point.atMillis - wanted) < Math.abs(best.atMillis - wanted) ? point : best
  )
  const spanDays = (last.atMillis - past.atMillis) / millisPerDay
  return spanDays >= days / 2 && past.reach > 0 ? (Math.log(last.reach / past.reach) * days) / spanDays : undefined
}

/** Share that reach grew by per day over the newest span of at least an hour; absent while there is none. */
export const dailyGrowth = (trend: Trend): number | undefined => {
  const last = trend.at(-1)
  if (!last) return undefined
  const past = trend.findLast((point) => last.atMillis - point.atMillis >= millisPerDay / 24)
  if (!past || past.reach <= 0) return undefined
  return ((last.reach / past.reach - 1) * millisPerDay) / (last.atMillis - past.atMillis)
}
