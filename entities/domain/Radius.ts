import { Schema } from "effect"
import { kilometres, type Place } from "./Distance.ts"
import { BookingId } from "./Ids.ts"
import { daysBetween, ShowDate } from "./ShowDate.ts"

const days = Schema.Int.pipe(
  Schema.between(0, 365, { message: () => "a radius clause runs 0 to 365 days before and after the show" })
)

/** The act plays no other public show this near, from so many days before the show to so many after it. */
export const RadiusClause = Schema.Struct({
  kilometres: Schema.Number.pipe(
    Schema.between(0, 2_000, { message: () => "a radius is 0 to 2000 kilometres" })
  ),
  daysBefore: days,
  daysAfter: days
})
export type RadiusClause = typeof RadiusClause.Type

/** A show as a radius clause sees it; a venue whose place is not known is near nothing. */
export interface PlacedShow {
  readonly date: ShowDate
  readonly place: Place | undefined
  readonly radius: RadiusClause | null
}

/** Another show of the act that one of the two radius clauses does not allow. */
export const RadiusConflict = Schema.Struct({
  bookingId: BookingId,
  venueName: Schema.String,
  date: ShowDate,
  kilometres: Schema.Number,
  /** from this show to the other; below zero the other is earlier */
  days: Schema.Int,
  /** whose clause it is: that of this show or that of the other */
  clauseOf: Schema.Literal("this", "other")
})
export type RadiusConflict = typeof RadiusConflict.Type

export interface OtherShow extends PlacedShow {
  readonly bookingId: BookingId
  readonly venueName: string
}

/** Every other show that breaks the clause of this one, or whose clause this one breaks, soonest first. */
export const radiusConflicts = (
  show: PlacedShow,
  others: ReadonlyArray<OtherShow>
): ReadonlyArray<RadiusConflict> =>
  others.flatMap((other): ReadonlyArray<RadiusConflict> => {
    if (show.place === undefined || other.place === undefined) return []
    const distance = kilometres(show.place, other.place)
    const days = daysBetween(show.date, other.date)
    const clauseOf = breaks(show.radius, distance, days)
      ? "this"
      : breaks(other.radius, distance, -days)
      ? "other"
      : undefined
    return clauseOf === undefined ? [] : [{
      bookingId: other.bookingId,
      venueName: other.venueName,
      date: other.date,
      kilometres: Math.round(distance * 1_000) / 1_000,
      days,
      clauseOf
    }]
  }).toSorted((a, b) => a.days - b.days)

const breaks = (clause: RadiusClause | null, distance: number, days: number): boolean =>
  clause !== null && distance <= clause.kilometres && -clause.daysBefore <= days && days <= clause.daysAfter
