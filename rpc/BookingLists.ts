import { SqlClient } from "@effect/sql"
import { Effect, Option, Schema } from "effect"
import { BookingStatus } from "../entities/domain/Booking.ts"
import { ArtistId, BookingId, StageId, VenueId } from "../entities/domain/Ids.ts"
import { ShowDate } from "../entities/domain/ShowDate.ts"
import * as HashChain from "../entities/HashChain.ts"
import type { Activity, BookingPage, BookingSearch, BookingSummary } from "./contract/BookingRpcs.ts"
import * as Cursor from "./Cursor.ts"
import { orUnavailable } from "./orUnavailable.ts"

const Row = Schema.Struct({
  id: BookingId,
  artist_id: ArtistId,
  artist_name: Schema.String,
  venue_id: VenueId,
  venue_name: Schema.String,
  stage_id: StageId,
  date: ShowDate,
  state: Schema.String,
  status: BookingStatus,
  capacity: Schema.Int,
  gross_potential_cents: Schema.NumberFromString,
  updated_at: Schema.DateFromSelf
})

const summary = (row: typeof Row.Type): BookingSummary => ({
  id: row.id,
  artistId: row.artist_id,
  artistName: row.artist_name,
  venueId: row.venue_id,
  venueName: row.venue_name,
  stageId: row.stage_id,
  date: row.date,
  state: row.state,
  status: row.status,
  capacity: row.capacity,
  grossPotentialCents: row.gross_potential_cents,
  updatedAt: row.updated_at.toISOString()
})

const decodeDate = Schema.decodeUnknownOption(ShowDate)

/** By show date, soonest first. */
export const list = Effect.fn("BookingLists.list")(function*(wanted: typeof BookingSearch.Type) {
  const sql = yield* SqlClient.SqlClient
  const place = Option.fromNullable(Cursor.decode(wanted.cursor)).pipe(
    Option.flatMap(([date, id]) => Option.map(decodeDate(date), (date) => [date, id] as const)),
    Option.getOrUndefined
  )
  const conditions = [
    ...(wanted.status === undefined ? [] : [sql`status = ${wanted.status}`]),
    ...(wanted.artistId === undefined ? [] : [sql`artist_id = ${wanted.artistId}`]),
    ...(wanted.venueId === undefined ? [] : [sql`venue_id = ${wanted.venueId}`]),
    ...(wanted.from === undefined ? [] : [sql`scheduled_date >= ${wanted.from}::date`]),
    ...(wanted.to === undefined ? [] : [sql`scheduled_date <= ${wanted.to}::date`]),
    ...(place === undefined ? [] : [sql`(scheduled_date, id) > (${place[0]}::date, ${place[1]})`])
  ]
  const rows = yield* sql`
    select id, artist_id, artist_name, venue_id, venue_name, stage_id, to_char(scheduled_date, 'YYYY-MM-DD') as date, state,
      status, capacity, gross_potential_cents, updated_at
    from bookings ${conditions.length > 0 ? sql`where ${sql.and(conditions)}` : sql``}
    order by scheduled_date, id limit ${wanted.limit + 1}`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Schema.Array(Row)))
  )
  const bookings = rows.slice(0, wanted.limit).map(summary)
  const last = bookings.at(-1)
  const page: typeof BookingPage.Type = {
    bookings,
    nextCursor: rows.length > bookings.length && last ? Cursor.encode(last.date, last.id) : null
  }
  return page
}, orUnavailable("The booking list"))

const EventRow = Schema.Struct({
  position: Schema.Int,
  type: Schema.String,
  payload: Schema.String,
  command_id: Schema.String,
  actor: Schema.String,
  at: Schema.DateFromSelf,
  hash: Schema.String
})

const decodePayload = Schema.decode(Schema.parseJson())

/** Everything that happened to a booking, with its hash chain checked as it is read. */
export const activity = Effect.fn("BookingLists.activity")(function*(bookingId: BookingId) {
  const sql = yield* SqlClient.SqlClient
  const stream = `booking/${bookingId}`
  const rows = yield* sql`
    select position, type, payload, command_id, actor, at, hash from journal where stream = ${stream} order by position`
    .pipe(Effect.flatMap(Schema.decodeUnknown(Schema.Array(EventRow))))
  const events = rows.map(({ at, command_id, ...event }) => ({
    ...event,
    commandId: command_id,
    atMillis: at.getTime()
  }))
  const found: typeof Activity.Type = {
    entries: yield* Effect.forEach(
      events,
      ({ actor, atMillis, hash, payload, position, type }) =>
        Effect.map(decodePayload(payload), (decoded) => ({
          position,
          type,
          actor,
          at: new Date(atMillis).toISOString(),
          payload: decoded,
          hash
        }))
    ),
    brokenAt: HashChain.firstBreak(stream, events) ?? null
  }
  return found
}, orUnavailable("The booking's history"))
