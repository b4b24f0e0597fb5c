import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { BookingId } from "../entities/domain/Ids.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"
import { type Acting, acting, derived } from "./acting.ts"
import * as BookingLists from "./BookingLists.ts"
import { BookingRpcs, type NewBooking } from "./contract/BookingRpcs.ts"
import { openingTerms } from "./openingTerms.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const artistOf = yield* ArtistEntity.client
  const venueOf = yield* VenueEntity.client
  const bookingOf = yield* BookingEntity.client
  const listing = Effect.provideService(SqlClient.SqlClient, sql)
  const of = (bookingId: BookingId) => ({ booking: bookingOf(bookingId), name: `Booking ${bookingId}` })

  const open = Effect.fnUntraced(function*({ actor, requestId }: Acting, wanted: NewBooking) {
    const bookingId = BookingId.make(`bk-${requestId}`)
    const [artist, { facts }] = yield* Effect.all([
      ask(`Artist ${wanted.artistId}`, artistOf(wanted.artistId).Get()),
      ask(`Venue ${wanted.venueId}`, venueOf(wanted.venueId).Get())
    ], { concurrency: 2 })
    const terms = yield* listing(openingTerms(wanted, artist.name, facts))
    const { booking, name } = of(bookingId)
    return yield* ask(name, booking.Open({ requestId: derived(requestId, "open"), actor, terms }))
  })

  /** A saga waits for two venues' answers and an artist's. */
  const sagaWait = "15 seconds"

  return BookingRpcs.of({
    OpenBooking: ({ booking, requestId }) => Effect.flatMap(acting("booker", requestId), (sent) => open(sent, booking)),
    BookNow: Effect.fn("Bookings.bookNow")(function*({ booking: wanted, requestId }) {
      const sent = yield* acting("booker", requestId)
      const opened = yield* open(sent, wanted)
      const { booking, name } = of(opened.id)
      return yield* ask(
        name,
        booking.Confirm({ requestId: derived(sent.requestId, "confirm"), actor: sent.actor }),
        sagaWait
      )
    }),
    HoldBooking: ({ bookingId, requestId, ...asked }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Hold({ ...asked, ...sent }), sagaWait)
      }),
    ConfirmBooking: ({ bookingId, requestId, ...asked }) =>
      Effect.flatMap(acting(asked.override === undefined ? "booker" : "administrator", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Confirm({ ...asked, ...sent }), sagaWait)
      }),
    PostponeBooking: ({ bookingId, requestId, ...asked }) =>
      Effect.flatMap(acting(asked.override === undefined ? "booker" : "administrator", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Postpone({ ...asked, ...sent }), sagaWait)
      }),
    CancelBooking: ({ bookingId, reason, requestId }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Cancel({ ...sent, reason }), sagaWait)
      }),
    LoseBooking: ({ bookingId, reason, requestId }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Lose({ ...sent, reason }), sagaWait)
      }),
    GetBooking: ({ bookingId }) => {
      const { booking, name } = of(bookingId)
      return ask(name, booking.Get())
    },
    GetBookingActivity: ({ bookingId }) => {
      const { booking, name } = of(bookingId)
      return Effect.zipRight(ask(name, booking.Get()), listing(BookingLists.activity(bookingId)))
    },
    ListBookings: (wanted) => listing(BookingLists.list(wanted))
  })
})

/** What can be done with bookings; the RPC and the REST side answer with it. */
export class Bookings extends Context.Tag("promoteros/rpc/Bookings")<Bookings, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Bookings, make)
}
