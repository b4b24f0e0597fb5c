import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer, Schema } from "effect"
import type { BookingTerms } from "../domain/Booking.ts"
import type { Place } from "../domain/Distance.ts"
import { BookingId } from "../domain/Ids.ts"
import { RadiusClause, type RadiusConflict, radiusConflicts } from "../domain/Radius.ts"
import { ShowDate } from "../domain/ShowDate.ts"
import { Unavailable } from "../domain/Unavailable.ts"

/** Where else an act plays, as far as its confirmed bookings here tell: what radius clauses are held against. */
export class ActCalendar extends Context.Tag("promoteros/entities/booking/ActCalendar")<ActCalendar, {
  /** other confirmed public shows of the act that a clause of theirs or of this show does not allow beside it */
  readonly conflicts: (
    bookingId: BookingId,
    show: Pick<BookingTerms, "artistId" | "venueId" | "date" | "radius" | "isPublic">
  ) => Effect.Effect<ReadonlyArray<RadiusConflict>, Unavailable>
}>() {
  static readonly layer = Layer.effect(
    ActCalendar,
    Effect.map(SqlClient.SqlClient, (sql) =>
      ActCalendar.of({
        conflicts: Effect.fn("ActCalendar.conflicts")(
          function*(bookingId, { artistId, date, isPublic, radius, venueId }) {
            if (!isPublic) return []
            const rows = yield* sql`
              select b.id, b.venue_name, to_char(b.scheduled_date, 'YYYY-MM-DD') as date, b.radius, v.latitude, v.longitude,
                here.latitude as here_latitude, here.longitude as here_longitude
              from bookings b join venues v on v.id = b.venue_id join venues here on here.id = ${venueId}
              where b.artist_id = ${artistId} and b.id <> ${bookingId} and b.owns_date and b.is_public
                and b.scheduled_date between ${date}::date - ${reachDays}::integer and ${date}::date + ${reachDays}::integer
              order by b.scheduled_date limit ${mostShows}`.pipe(Effect.flatMap(decodeRows))
            const [first] = rows
            if (first === undefined) return []
            return radiusConflicts(
              { date, place: placeOf(first.here_latitude, first.here_longitude), radius },
              rows.map((row) => ({
                bookingId: row.id,
                venueName: row.venue_name,
                date: row.date,
                place: placeOf(row.latitude, row.longitude),
                radius: row.radius
              }))
            )
          },
          Effect.tapError((fault) => Effect.logError("An act's other shows cannot be read", fault)),
          Effect.mapError(() => new Unavailable({ what: "The act's calendar", retryAfterMillis: 1000 }))
        )
      }))
  )
}

/** No clause reaches further. */
const reachDays = 365
const mostShows = 1_000

const figure = Schema.NullOr(Schema.Number)

const decodeRows = Schema.decodeUnknown(Schema.Array(Schema.Struct({
  id: BookingId,
  venue_name: Schema.String,
  date: ShowDate,
  radius: Schema.NullOr(RadiusClause),
  latitude: figure,
  longitude: figure,
  here_latitude: figure,
  here_longitude: figure
})))

const placeOf = (latitude: number | null, longitude: number | null): Place | undefined =>
  latitude === null || longitude === null ? undefined : { latitude, longitude }
