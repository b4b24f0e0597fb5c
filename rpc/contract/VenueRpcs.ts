import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { BookingId, RequestId, StageId, VenueId } from "../../entities/domain/Ids.ts"
import { ShowDate } from "../../entities/domain/ShowDate.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Standing, VenueFacts } from "../../entities/domain/Venue.ts"
import { Avail, VenueRefusal } from "../../entities/domain/VenueRefusals.ts"
import { Forbidden } from "./Access.ts"

export const VenueSummary = Schema.Struct({
  id: VenueId,
  name: Schema.String,
  city: Schema.String,
  country: Schema.String,
  zone: Schema.String,
  latitude: Schema.NullOr(Schema.Number),
  longitude: Schema.NullOr(Schema.Number),
  cityPopulation: Schema.NullOr(Schema.Number),
  capacity: Schema.Int,
  stages: Schema.Array(Schema.Struct({ stageId: StageId, name: Schema.String, capacity: Schema.Int }))
})
export type VenueSummary = typeof VenueSummary.Type

/** The match filter is 1,200-3,500 seats unless somebody asks for other rooms. */
export const VenueSearch = Schema.Struct({
  query: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(200)), { default: () => "" }),
  minCapacity: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 1_200 }),
  maxCapacity: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 3_500 }),
  limit: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 200)), { default: () => 50 })
})

/** One stage on one date: level 1 first. Who holds is nobody else's business. */
export const CalendarDay = Schema.Struct({
  venueId: VenueId,
  venueName: Schema.String,
  stageId: StageId,
  date: ShowDate,
  holds: Schema.Array(
    Schema.Struct({ bookingId: Schema.String, level: Schema.Int, expiresAt: Schema.NullOr(Schema.Number) })
  ),
  bookedBy: Schema.NullOr(
    Schema.Struct({
      bookingId: Schema.String,
      artistName: Schema.NullOr(Schema.String),
      state: Schema.NullOr(Schema.String)
    })
  )
})
export type CalendarDay = typeof CalendarDay.Type

/** A date of a stage that can be held, and the level that a hold would get. */
export const VenueAvail = Schema.Struct({
  venueId: VenueId,
  venueName: Schema.String,
  stageId: StageId,
  stageName: Schema.String,
  date: ShowDate,
  level: Schema.Int
})
export type VenueAvail = typeof VenueAvail.Type

const error = Schema.Union(VenueRefusal, Unavailable)
const refusal = Schema.Union(VenueRefusal, Unavailable, Forbidden)

/** One date of one stage, and whose hold on it is meant. */
const held = {
  requestId: RequestId,
  venueId: VenueId,
  stageId: StageId,
  date: ShowDate,
  bookingId: BookingId
} as const

export class VenueRpcs extends RpcGroup.make(
  Rpc.make("SearchVenues", { payload: VenueSearch, success: Schema.Array(VenueSummary), error: Unavailable }),
  Rpc.make("GetVenue", {
    payload: { venueId: VenueId },
    success: Schema.Struct({ id: VenueId, facts: VenueFacts }),
    error
  }),
  Rpc.make("GetAvails", {
    payload: { venueId: VenueId, stageId: StageId, from: ShowDate, days: Schema.Int.pipe(Schema.between(1, 366)) },
    success: Schema.Array(Avail),
    error
  }),
  /** Registers a venue, or changes what it is: its stages, its hold policy, its defaults. */
  Rpc.make("RegisterVenue", {
    payload: { requestId: RequestId, venueId: VenueId, facts: VenueFacts },
    success: Schema.Struct({ id: VenueId, facts: VenueFacts }),
    error: refusal
  }),
  /**
   * The dates on which several venues can be held: `days` days from `from` on, on some weekdays (0 is Sunday), with
   * the level that a hold would get, `deepest` at most. `text` is the list as one would send it by mail.
   */
  Rpc.make("FindAvails", {
    payload: Schema.Struct({
      venueIds: Schema.Array(VenueId).pipe(
        Schema.minItems(1, { message: () => "name at least one venue" }),
        Schema.maxItems(20, { message: () => "name at most 20 venues" })
      ),
      from: ShowDate,
      days: Schema.Int.pipe(Schema.between(1, 366, { message: () => "a span is 1 to 366 days" })),
      weekdays: Schema.optionalWith(
        Schema.Array(Schema.Int.pipe(Schema.between(0, 6, { message: () => "a weekday is 0 (Sunday) to 6" }))),
        { exact: true }
      ),
      deepest: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 20)), { default: () => 20 })
    }),
    success: Schema.Struct({ avails: Schema.Array(VenueAvail), text: Schema.String }),
    error
  }),
  /** Everything held or booked from `from` on, of one venue or of all. */
  Rpc.make("GetCalendar", {
    payload: Schema.Struct({
      from: ShowDate,
      days: Schema.Int.pipe(Schema.between(1, 366)),
      venueId: Schema.optionalWith(VenueId, { exact: true })
    }),
    success: Schema.Array(CalendarDay),
    error: Unavailable
  }),
  /** Takes the next free level of a date; a booking that holds it already keeps its place. */
  Rpc.make("PlaceHold", { payload: held, success: Standing, error: refusal }),
  Rpc.make("ReleaseHold", { payload: held, success: Standing, error: refusal }),
  Rpc.make("ExtendHold", { payload: held, success: Standing, error: refusal }),
  /** Moves a hold up to a free level, where the venue keeps its queue by hand. */
  Rpc.make("PromoteHold", {
    payload: { ...held, level: Schema.Int.pipe(Schema.between(1, 20)) },
    success: Standing,
    error: refusal
  }),
  /** Asks those above, in order, to confirm or to let go. */
  Rpc.make("ChallengeHold", { payload: held, success: Standing, error: refusal }),
  /** The one that is asked in a challenge lets go. */
  Rpc.make("GiveUpHold", { payload: held, success: Standing, error: refusal }),
  Rpc.make("WithdrawChallenge", { payload: held, success: Standing, error: refusal })
) {}
