import { Either, Schema } from "effect"
import { BookingId, StageId, VenueId } from "../../../entities/domain/Ids.ts"
import * as ShowDate from "../../../entities/domain/ShowDate.ts"
import { VenueFacts } from "../../../entities/domain/Venue.ts"
import { dateState } from "../../../entities/venue/dates.ts"
import type { Decide } from "../../../entities/venue/decide.ts"
import type { VenueEvent } from "../../../entities/venue/events.ts"
import { evolve, initial, type Venue } from "../../../entities/venue/state.ts"

/** A club of two stages in Denver, and the little that every test of its calendar needs. */
export const stage = StageId.make("main")
export const small = StageId.make("small")
export const venueId = VenueId.make("venue-1")
export const a = BookingId.make("booking-a")
export const b = BookingId.make("booking-b")
export const c = BookingId.make("booking-c")
export const d = BookingId.make("booking-d")

export const date = ShowDate.make("2027-03-12")
export const later = ShowDate.make("2027-03-13")
export const day = 86_400_000
export const hour = 3_600_000
/** a Tuesday, 10:00 in Denver */
export const now = Date.parse("2027-01-05T17:00:00Z")

export const facts = (policy: Partial<Schema.Schema.Encoded<typeof VenueFacts>["policy"]> = {}): VenueFacts =>
  Schema.decodeSync(VenueFacts)({
    name: "The Fillmore",
    city: "Denver",
    country: "US",
    zone: "America/Denver",
    stages: [
      { stageId: "main", name: "Main", configs: [{ configId: "ga", name: "Standing", capacity: 1_500 }] },
      { stageId: "small", name: "Small", configs: [{ configId: "ga", name: "Standing", capacity: 300 }] }
    ],
    policy,
    defaults: { ticketPriceCents: 4_500, facilityFeeCents: 250, tax: { mode: "divisor", rate: 500 } }
  })

export const open = (policy: Partial<Schema.Schema.Encoded<typeof VenueFacts>["policy"]> = {}): Venue =>
  evolve(initial(venueId), { _tag: "VenueRegistered", facts: facts(policy), at: now })

/** What happened when every command was allowed. */
export const run = (venue: Venue, ...commands: ReadonlyArray<Decide<Error>>): Venue =>
  commands.reduce((venue, command) => Either.getOrThrow(command(venue)).reduce(evolve, venue), venue)

export const events = (venue: Venue, command: Decide<Error>): ReadonlyArray<VenueEvent> =>
  Either.getOrThrow(command(venue))

export const refusal = <E>(venue: Venue, command: Decide<E>): E =>
  Either.getOrThrowWith(Either.flip(command(venue)), () => new Error("was not refused"))

/** Who is at which level, as `["booking-a 1", …]`. */
export const queue = (venue: Venue, stageId = stage, on = date): ReadonlyArray<string> =>
  dateState(venue, { stageId, date: on }).holds.map((hold) => `${hold.bookingId} ${hold.level}`)
