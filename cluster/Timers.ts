import { SqlClient } from "@effect/sql"
import { Config, Effect, FiberSet, Layer, Schedule, Schema } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"

/** A claimed timer that its entity has not moved on by then is handed out again. */
const leaseSeconds = 120

const Claimed = Schema.Array(Schema.Struct({ stream: Schema.String }))

/**
 * Wakes entities whose timer is due. The timer is a row that the entity's own commit wrote, so it survives whatever the
 * process does not; it is claimed for two minutes, and the commit that follows the wake-up moves or removes it.
 * At most `slots` entities of a kind are awake for their timers at a time, the longest due first.
 */
const sweep = (kind: string, slots: number, wake: (id: string) => Effect.Effect<void>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const awake = yield* FiberSet.make<void>()
    const claim = (free: number) =>
      sql`
        update timers set claimed_until = now() + make_interval(secs => ${leaseSeconds})
        where stream in (
          select stream from timers
          where kind = ${kind} and due_at <= now() and claimed_until <= now()
          order by due_at limit ${free} for update skip locked
        ) returning stream`.pipe(Effect.flatMap(Schema.decodeUnknown(Claimed)))

    yield* Effect.gen(function*() {
      const free = slots - (yield* FiberSet.size(awake))
      if (free <= 0) return
      const due = yield* claim(free)
      yield* Effect.forEach(due, ({ stream }) => FiberSet.run(awake, wake(stream.slice(kind.length + 1))), {
        discard: true
      })
    }).pipe(
      Effect.catchAllCause((cause) => Effect.logWarning("Timers cannot be read; trying again", cause)),
      Effect.repeat(Schedule.spaced("250 millis")),
      Effect.forkScoped
    )
  })

export const layer = Layer.scopedDiscard(
  Effect.gen(function*() {
    const artist = yield* ArtistEntity.client
    const venue = yield* VenueEntity.client
    const booking = yield* BookingEntity.client
    const artistSlots = yield* Config.integer("CLUSTER_SCRAPE_SLOTS").pipe(Config.withDefault(12))
    const missed = (kind: string) => (id: string) => (wake: Effect.Effect<void, { readonly message: string }>) =>
      Effect.catchAll(wake, ({ message }) => Effect.logWarning(`${kind} ${id} did not wake up: ${message}`))

    yield* sweep(
      "artist",
      artistSlots,
      (id) => missed("Artist")(id)(ask(`Artist ${id}`, artist(id).Wake(), "110 seconds"))
    )
    yield* sweep("venue", 32, (id) => missed("Venue")(id)(ask(`Venue ${id}`, venue(id).Wake(), "30 seconds")))
    yield* sweep("booking", 32, (id) => missed("Booking")(id)(ask(`Booking ${id}`, booking(id).Wake(), "60 seconds")))
  })
)
