import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { ArtistNotFound } from "../../entities/domain/Artist.ts"
import { Show } from "../../entities/domain/deal/Show.ts"
import { ArtistId, BookingId, VenueId } from "../../entities/domain/Ids.ts"
import { Season } from "../../entities/domain/Season.ts"
import { ShowDate } from "../../entities/domain/ShowDate.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { VenueNotRegistered } from "../../entities/domain/VenueRefusals.ts"
import { OwnDemand } from "./RiskRpcs.ts"

const share = (what: string) =>
  Schema.Number.pipe(Schema.between(0, 1, { message: () => `${what} is a share from 0 to 1` }))
const days = (what: string) => Schema.Int.pipe(Schema.between(0, 365, { message: () => `${what} is 0 to 365 days` }))

/** A show that is not booked: "what if we did this one too?" Without a demand of one's own it is forecast. */
export const ShowToAdd = Schema.Struct({
  artistId: ArtistId,
  venueId: VenueId,
  date: ShowDate,
  show: Show,
  demand: Schema.optionalWith(OwnDemand, { exact: true })
})
export type ShowToAdd = typeof ShowToAdd.Type

export const SeasonQuestion = Schema.Struct({
  from: ShowDate,
  to: ShowDate,
  /** shows that are booked for good, or those that are held and negotiated too */
  counting: Schema.optionalWith(Schema.Literal("confirmed", "all"), { default: () => "all" as const }),
  without: Schema.optionalWith(
    Schema.Array(BookingId).pipe(Schema.maxItems(200, { message: () => "at most 200 bookings are left out" })),
    { default: () => [] }
  ),
  adding: Schema.optionalWith(
    Schema.Array(ShowToAdd).pipe(Schema.maxItems(20, { message: () => "at most 20 shows are added" })),
    { default: () => [] }
  ),
  /** all demand at this share of what is forecast: 0.8 is a market that falls by a fifth */
  demandLevel: Schema.optionalWith(
    Schema.Number.pipe(Schema.between(0.1, 3, { message: () => "a demand level is 0.1 to 3" })),
    { default: () => 1 }
  ),
  /** of the season's worst twentieth: how much of it one artist, genre, venue, market or month may be */
  limits: Schema.optionalWith(
    Schema.Struct({
      artist: Schema.optionalWith(share("a limit"), { default: () => 0.2 }),
      genre: Schema.optionalWith(share("a limit"), { default: () => 0.5 }),
      venue: Schema.optionalWith(share("a limit"), { default: () => 0.35 }),
      market: Schema.optionalWith(share("a limit"), { default: () => 0.6 }),
      month: Schema.optionalWith(share("a limit"), { default: () => 0.4 })
    }),
    { default: () => ({ artist: 0.2, genre: 0.5, venue: 0.35, market: 0.6, month: 0.4 }) }
  ),
  /** when money moves: so much of guarantees and fixed costs so many days before a show, the rest when it is settled */
  payments: Schema.optionalWith(
    Schema.Struct({
      depositShare: Schema.optionalWith(share("the deposit"), { default: () => 0.5 }),
      costShare: Schema.optionalWith(share("what is paid of the costs"), { default: () => 0.25 }),
      daysBefore: Schema.optionalWith(days("the deposit's term"), { default: () => 30 }),
      settledDaysAfter: Schema.optionalWith(days("the settlement's term"), { default: () => 7 })
    }),
    { default: () => ({ depositShare: 0.5, costShare: 0.25, daysBefore: 30, settledDaysAfter: 7 }) }
  )
}).pipe(Schema.filter(({ from, to }) => from <= to || { path: ["to"], message: "a season ends after it begins" }))
export type SeasonQuestion = typeof SeasonQuestion.Type

export const AssessedSeason = Schema.Struct({
  season: Season,
  /** as booked, where the question adds a show, leaves one out or moves demand */
  before: Schema.NullOr(Season),
  /** bookings that no forecast could be made for */
  leftOut: Schema.Array(Schema.Struct({ bookingId: BookingId, reason: Schema.String }))
})
export type AssessedSeason = typeof AssessedSeason.Type

export class SeasonTooLarge extends Schema.TaggedError<SeasonTooLarge>()("SeasonTooLarge", { most: Schema.Int }) {
  override get message() {
    return `A season has at most ${this.most} shows: ask for a shorter span`
  }
}

export class SeasonRpcs extends RpcGroup.make(
  /** The risk of all shows of a span together, as booked and as it might be. Nothing is stored. */
  Rpc.make("AssessSeason", {
    payload: SeasonQuestion,
    success: AssessedSeason,
    error: Schema.Union(SeasonTooLarge, ArtistNotFound, VenueNotRegistered, Unavailable)
  })
) {}
