import type { Rpc, RpcGroup } from "@effect/rpc"
import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { StageId, VenueId } from "../entities/domain/Ids.ts"
import { ShowDate } from "../entities/domain/ShowDate.ts"
import type { Standing } from "../entities/domain/Venue.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"
import { type Acting, acting, derived } from "./acting.ts"
import { findAvails } from "./avails.ts"
import { type CalendarDay, VenueRpcs } from "./contract/VenueRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"
import { VenueDirectory } from "./VenueDirectory.ts"

const DayRow = Schema.Struct({
  venue_id: VenueId,
  venue_name: Schema.String,
  stage_id: StageId,
  date: ShowDate,
  holds: Schema.Array(
    Schema.Struct({ bookingId: Schema.String, level: Schema.Int, expiresAt: Schema.NullOr(Schema.Number) })
  ),
  booked_by: Schema.NullOr(Schema.String),
  artist_name: Schema.NullOr(Schema.String),
  state: Schema.NullOr(Schema.String)
})

type Held = Rpc.Payload<RpcGroup.Rpcs<typeof VenueRpcs> & { readonly _tag: "ReleaseHold" }>

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const directory = yield* VenueDirectory
  const venueOf = yield* VenueEntity.client
  const bookingOf = yield* BookingEntity.client

  const calendar = Effect.fn("Venues.calendar")(
    function*({ days, from, venueId }: { readonly from: string; readonly days: number; readonly venueId?: VenueId }) {
      const rows = yield* sql`
        select d.venue_id, v.name as venue_name, d.stage_id, to_char(d.date, 'YYYY-MM-DD') as date, d.holds, d.booked_by,
          b.artist_name, b.state
        from venue_dates d join venues v on v.id = d.venue_id left join bookings b on b.id = d.booked_by
        where d.date >= ${from}::date and d.date < ${from}::date + ${days}::integer
          ${venueId === undefined ? sql`` : sql`and d.venue_id = ${venueId}`}
          and (d.booked_by is not null or d.holds <> '[]')
        order by d.date, v.name, d.stage_id limit 5000`.pipe(
        Effect.flatMap(Schema.decodeUnknown(Schema.Array(DayRow)))
      )
      return rows.map((row): CalendarDay => ({
        venueId: row.venue_id,
        venueName: row.venue_name,
        stageId: row.stage_id,
        date: row.date,
        holds: row.holds,
        bookedBy: row.booked_by === null
          ? null
          : { bookingId: row.booked_by, artistName: row.artist_name, state: row.state }
      }))
    },
    orUnavailable("The calendar")
  )

  /** A command about one hold, sent by the principal of the call. */
  const commanded = <P extends Held, A, E extends { readonly _tag: string }>(
    { venueId, ...held }: P,
    send: (venue: ReturnType<typeof venueOf>, sent: Omit<P, "venueId"> & Acting) => Effect.Effect<A, E>
  ) =>
    Effect.flatMap(
      acting("booker", held.requestId),
      (sent) => ask(`Venue ${venueId}`, send(venueOf(venueId), { ...held, ...sent }))
    )

  /** A hold that was not placed through its booking: the booking is to know of it all the same, if there is one. */
  const tellBooking = (
    { bookingId, requestId, venueId }: Held,
    { date, expiresAt, level, revision, stageId }: Standing
  ) =>
    ask(
      `Booking ${bookingId}`,
      bookingOf(bookingId).NoteHolds({
        requestId: derived(requestId, "told"),
        actor: venueId,
        venueId,
        notices: [{
          bookingId,
          stageId,
          date,
          cause: "placed",
          level,
          expiresAtMillis: expiresAt,
          challenge: null,
          revision
        }]
      })
    ).pipe(Effect.catchIf((refusal) => refusal._tag !== "Unavailable", () => Effect.void))

  return VenueRpcs.of({
    SearchVenues: (wanted) => directory.search(wanted),
    GetVenue: ({ venueId }) =>
      Effect.map(ask(`Venue ${venueId}`, venueOf(venueId).Get()), ({ facts }) => ({ id: venueId, facts })),
    GetAvails: ({ days, from, stageId, venueId }) =>
      ask(`Venue ${venueId}`, venueOf(venueId).Avails({ stageId, from, days })),
    GetCalendar: calendar,
    RegisterVenue: ({ facts, requestId, venueId }) =>
      Effect.flatMap(
        acting("administrator", requestId),
        (sent) => ask(`Venue ${venueId}`, venueOf(venueId).Register({ ...sent, facts }))
      ).pipe(Effect.as({ id: venueId, facts })),
    FindAvails: (wanted) => findAvails(venueOf, wanted),
    PlaceHold: (held) =>
      commanded(held, (venue, sent) => venue.PlaceHold({ ...sent, dates: [held.date] })).pipe(
        Effect.flatMap((standings) =>
          Effect.orDie(Option.fromNullable(standings.find(({ date }) => date === held.date)))
        ),
        Effect.tap((standing) => tellBooking(held, standing))
      ),
    PromoteHold: (held) => commanded(held, (venue, sent) => venue.PromoteHold(sent)),
    ReleaseHold: (held) => commanded(held, (venue, sent) => venue.ReleaseHold(sent)),
    ExtendHold: (held) => commanded(held, (venue, sent) => venue.ExtendHold(sent)),
    ChallengeHold: (held) => commanded(held, (venue, sent) => venue.Challenge(sent)),
    GiveUpHold: (held) => commanded(held, (venue, sent) => venue.GiveUpHold(sent)),
    WithdrawChallenge: (held) => commanded(held, (venue, sent) => venue.WithdrawChallenge(sent))
  })
})

/** What can be asked about venues; the RPC and the REST side answer with it. */
export class Venues extends Context.Tag("promoteros/rpc/Venues")<Venues, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Venues, make)
}
