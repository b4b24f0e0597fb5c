import { DateTime, Option, Schema } from "effect"
import { CostLines } from "./deal/Costs.ts"
import { BookingId, ConfigId, StageId } from "./Ids.ts"
import { PriceCents } from "./Money.ts"
import { ShowDate } from "./ShowDate.ts"
import { Tax } from "./Tax.ts"

const Name = Schema.NonEmptyTrimmedString.pipe(
  Schema.maxLength(200, { message: () => "a name is at most 200 characters" })
)
const whole = (what: string, from: number, to: number) =>
  Schema.Int.pipe(Schema.between(from, to, { message: () => `${what} is a whole number from ${from} to ${to}` }))

export const CapacityConfig = Schema.Struct({
  configId: ConfigId,
  name: Name,
  /** legal capacity of the room set up this way */
  capacity: whole("a capacity", 1, 500_000),
  /** places that are never sold here: sight lines, mixing desk */
  kills: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 0 })
})
export type CapacityConfig = typeof CapacityConfig.Type

export const Stage = Schema.Struct({
  stageId: StageId,
  name: Name,
  configs: Schema.Array(CapacityConfig).pipe(
    Schema.minItems(1, { message: () => "a stage has at least one capacity configuration" }),
    Schema.maxItems(20, { message: () => "a stage has at most 20 capacity configurations" })
  )
})
export type Stage = typeof Stage.Type

/** How this venue runs its hold queues. The defaults are the trade's most published ones. */
export const HoldPolicy = Schema.Struct({
  maxLevel: Schema.optionalWith(whole("the deepest hold level", 1, 20), { default: () => 5 }),
  /** the level of a first hold; above 1 where the house keeps the first hold for itself */
  startLevel: Schema.optionalWith(whole("the first hold level", 1, 20), { default: () => 1 }),
  /** holds behind a released one move up by themselves */
  autoPromote: Schema.optionalWith(Schema.Boolean, { default: () => true }),
  expiryDays: Schema.optionalWith(whole("the life of a hold in days", 1, 365), { default: () => 14 }),
  /** how long before its expiry the holder is reminded; 0 is never */
  remindDays: Schema.optionalWith(whole("the reminder in days", 0, 365), { default: () => 3 }),
  maxExtensions: Schema.optionalWith(whole("the number of extensions", 0, 52), { default: () => 2 }),
  /** what a challenged holder has to answer in, and the challenger to confirm in */
  challengeHours: Schema.optionalWith(whole("the challenge window in hours", 1, 720), { default: () => 48 }),
  /** the window runs on Monday to Friday only and not on `closedDates`: 24 hours are one business day */
  challengeOnBusinessDays: Schema.optionalWith(Schema.Boolean, { default: () => true }),
  closedDates: Schema.optionalWith(
    Schema.Array(ShowDate).pipe(Schema.maxItems(200, { message: () => "a venue lists at most 200 closed dates" })),
    { default: () => [] }
  )
}).pipe(
  Schema.filter((policy) =>
    policy.startLevel <= policy.maxLevel || "the first hold level must not be deeper than the deepest one"
  )
)
export type HoldPolicy = typeof HoldPolicy.Type

/** What a show here costs at the door unless its booking says otherwise. */
export const VenueDefaults = Schema.Struct({
  ticketPriceCents: PriceCents,
  /** inside the ticket price, per ticket */
  facilityFeeCents: PriceCents,
  tax: Tax,
  /** the house nut: what any show here costs before the artist */
  houseCosts: Schema.optionalWith(CostLines, { default: () => [] })
})
export type VenueDefaults = typeof VenueDefaults.Type

/** An IANA zone that this machine knows. */
export const ZoneName = Schema.String.pipe(
  Schema.filter((zone) => Option.isSome(DateTime.zoneMakeNamed(zone)), {
    message: () => "a zone is an IANA name such as America/Denver"
  })
)

export const VenueFacts = Schema.Struct({
  name: Name,
  city: Name,
  /** ISO 3166-1 alpha-2 */
  country: Schema.String.pipe(
    Schema.pattern(/^[A-Z]{2}$/, { message: () => "a country is two capital letters (ISO 3166)" })
  ),
  zone: ZoneName,
  latitude: Schema.optionalWith(Schema.Number.pipe(Schema.between(-90, 90)), { exact: true }),
  longitude: Schema.optionalWith(Schema.Number.pipe(Schema.between(-180, 180)), { exact: true }),
  cityPopulation: Schema.optionalWith(Schema.NonNegativeInt, { exact: true }),
  stages: Schema.Array(Stage).pipe(
    Schema.minItems(1, { message: () => "a venue has at least one stage" }),
    Schema.maxItems(50, { message: () => "a venue has at most 50 stages" }),
    Schema.filter((stages) =>
      new Set(stages.map((stage) => stage.stageId)).size === stages.length || "two stages have the same id"
    )
  ),
  policy: HoldPolicy,
  defaults: VenueDefaults
})
export type VenueFacts = typeof VenueFacts.Type

/** Where a booking stands on one date: its hold level, or that the date is its own. */
export const Standing = Schema.Struct({
  stageId: StageId,
  date: ShowDate,
  bookingId: BookingId,
  level: Schema.NullOr(Schema.Int),
  booked: Schema.Boolean,
  /** epoch millis */
  expiresAt: Schema.NullOr(Schema.Int),
  /** how many changes the venue had seen: of two standings the one with more is the newer */
  revision: Schema.Int
})
export type Standing = typeof Standing.Type
