import { SqlClient } from "@effect/sql"
import { Config, Effect, FiberSet, Layer, Schedule, Schema } from "effect"
import { ArtistEntity } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { BookingEntity } from "../entities/booking/protocol.ts"
import { Ownership } from "../entities/Ownership.ts"
import { VenueEntity } from "../entities/venue/protocol.ts"

/** A claimed timer that its entity has not moved on by then is handed out again. */
const leaseSeconds = 120

/** After so many wake-ups in a row that came to nothing, over half an hour and more, a timer waits for an operator. */
const attempts = 14

const Claimed = Schema.Array(Schema.Struct({ stream: Schema.String }))

type Wake = Effect.Effect<void, { readonly message: string }>

/**
 * Wakes entities whose timer is due. The timer is a row that the entity's own commit wrote, so it survives whatever the
 * process does not; it is claimed for two minutes, or until the process that claimed it is gone, and the commit that follows
 * the wake-up moves or removes it. One whose wake-up fails is tried again later and later, and put aside in the end.
 * At most `slots` entities of a kind are awake for their timers at a time, the longest due first.
 */
const sweep = (kind: string, slots: number, wake: (id: string) => Wake) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const { incarnation } = yield* Ownership
    const awake = yield* FiberSet.make<void>()
    const claim = (free: number) =>
      sql`
        update timers set claimed_until = now() + make_interval(secs => ${leaseSeconds}), claimed_by = ${
        incarnation() ?? null
      }
        where stream in (
          select stream from timers
          where kind = ${kind} and due_at <= now() and (claimed_until <= now() or (claimed_by is not null
            and not exists (select 1 from runners r where r.incarnation = claimed_by)))
          order by due_at limit ${free} for update skip locked
        ) returning stream`.pipe(Effect.flatMap(Schema.decodeUnknown(Claimed)))

    const failed = (stream: string, why: string) =>
      sql<{ readonly attempts: number }>`
        update timers set attempts = attempts + 1, claimed_by = null,
          claimed_until = case when attempts + 1 >= ${attempts} then 'infinity'::timestamptz
            else now() + make_interval(secs => least(300, power(2, attempts))) end
        where stream = ${stream} and due_at <= now() returning attempts`.pipe(
        Effect.flatMap((rows) =>
          rows.some((row) => row.attempts >= attempts)
            ? Effect.logError(`The timer of ${stream} is put aside after ${attempts} wake-ups: ${why}`)
            : Effect.logWarning(`${stream} did not wake up: ${why}`)
        ),
        Effect.catchAll((cause) => Effect.logWarning(`${stream} did not wake up, nor could that be noted`, cause))
      )

    yield* Effect.gen(function*() {
      const free = slots - (yield* FiberSet.size(awake))
      if (free <= 0) return
      const due = yield* claim(free)
      yield* Effect.forEach(due, ({ stream }) =>
        FiberSet.run(
          awake,
          Effect.catchAll(wake(stream.slice(kind.length + 1)), ({ message }) => failed(stream, message))
        ), { discard: true })
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
    yield* sweep("artist", artistSlots, (id) => ask(`Artist ${id}`, artist(id).Wake(), "110 seconds"))
    yield* sweep("venue", 32, (id) => ask(`Venue ${id}`, venue(id).Wake(), "30 seconds"))
    yield* sweep("booking", 32, (id) => ask(`Booking ${id}`, booking(id).Wake(), "60 seconds"))
  })
)
