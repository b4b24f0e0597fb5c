import { SqlClient } from "@effect/sql"
import { Context, Effect, Layer } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import type { BookingTerms, FlatDeal, PriceTier } from "../entities/domain/Booking.ts"
import { BookingId, StageId } from "../entities/domain/Ids.ts"
import { Cents } from "../entities/domain/Money.ts"
import { StageUnknown } from "../entities/domain/VenueRefusals.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"
import { type Acting, acting, derived } from "./acting.ts"
import * as BookingLists from "./BookingLists.ts"
import { BookingRpcs, type NewBooking, ScalingRefused } from "./contract/BookingRpcs.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const artistOf = yield* ArtistEntity.client
  const venueOf = yield* VenueEntity.client
  const bookingOf = yield* BookingEntity.client
  const listing = Effect.provideService(SqlClient.SqlClient, sql)
  const of = (bookingId: BookingId) => ({ booking: bookingOf(bookingId), name: `Booking ${bookingId}` })

  /** What the caller left out comes from the venue: its first stage, its usual price, its whole room. */
  const termsOf = Effect.fnUntraced(function*(wanted: NewBooking) {
    const { artistId, date, predictionId, venueId } = wanted
    const [artist, { facts }] = yield* Effect.all([
      ask(`Artist ${artistId}`, artistOf(artistId).Get()),
      ask(`Venue ${venueId}`, venueOf(venueId).Get())
    ], { concurrency: 2 })
    const known = facts.stages.map(({ stageId }) => stageId)
    const stageId = wanted.stageId ?? known[0]
    const stage = facts.stages.find((stage) => stage.stageId === stageId)
    if (stage === undefined || stageId === undefined) {
      return yield* new StageUnknown({ venueId, stageId: StageId.make(stageId ?? "none"), known })
    }
    const capacity = Math.max(...stage.configs.map((config) => config.capacity))
    const tiers = wanted.tiers ?? [oneTier(capacity, wanted.ticketPriceCents ?? facts.defaults.ticketPriceCents)]
    const allotted = tiers.reduce((sum, { allotment }) => sum + allotment, 0)
    if (allotted > capacity) return yield* new ScalingRefused({ allotted, capacity })
    const terms: BookingTerms = {
      artistId,
      artistName: artist.name,
      venueId,
      venueName: facts.name,
      stageId,
      date,
      capacity,
      ...(predictionId === undefined ? {} : { predictionId }),
      tiers,
      deal: wanted.deal ?? usualDeal(tiers)
    }
    return terms
  })

  const open = Effect.fnUntraced(function*({ actor, requestId }: Acting, wanted: NewBooking) {
    const bookingId = BookingId.make(`bk-${requestId}`)
    const terms = yield* termsOf(wanted)
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
    HoldBooking: ({ bookingId, requestId }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Hold(sent), sagaWait)
      }),
    ConfirmBooking: ({ bookingId, requestId }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Confirm(sent), sagaWait)
      }),
    CancelBooking: ({ bookingId, reason, requestId }) =>
      Effect.flatMap(acting("booker", requestId), (sent) => {
        const { booking, name } = of(bookingId)
        return ask(name, booking.Cancel({ ...sent, reason }), sagaWait)
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

const oneTier = (capacity: number, priceCents: PriceTier["priceCents"]): PriceTier => ({
  name: "General admission",
  priceCents,
  allotment: capacity
})

/** A flat fee of half of what a sold-out room brings, a common opening offer. */
const usualDeal = (tiers: ReadonlyArray<PriceTier>): typeof FlatDeal.Type => ({
  _tag: "flat",
  guaranteeCents: Cents.make(
    Math.min(
      100_000_000,
      Math.round(tiers.reduce((sum, { allotment, priceCents }) => sum + allotment * priceCents, 0) / 2)
    )
  )
})

/** What can be done with bookings; the RPC and the REST side answer with it. */
export class Bookings extends Context.Tag("promoteros/rpc/Bookings")<Bookings, Effect.Effect.Success<typeof make>>() {
  static readonly layer = Layer.effect(Bookings, make)
}
