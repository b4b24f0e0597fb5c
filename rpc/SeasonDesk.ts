import { SqlClient } from "@effect/sql"
import { Clock, Context, Effect, Either, Layer, Schema } from "effect"
import type { Show as ShowTerms } from "../entities/domain/deal/Show.ts"
import { Show } from "../entities/domain/deal/Show.ts"
import { ArtistId, BookingId, VenueId } from "../entities/domain/Ids.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { Unavailable } from "../entities/domain/Unavailable.ts"
import { fixedCosts, guarantees } from "../inference/DealVariants.ts"
import { moved, throughQuantiles } from "../inference/DemandBelief.ts"
import { familyOf } from "../inference/Genres.ts"
import { drawnResults, jointDraws } from "../inference/JointDraws.ts"
import { seasonOf, type SeasonShow } from "../inference/Portfolio.ts"
import type { UsedForecast } from "./contract/RiskRpcs.ts"
import { type SeasonQuestion, SeasonRpcs, SeasonTooLarge, type ShowToAdd } from "./contract/SeasonRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"
import { ShowForecasts } from "./ShowForecasts.ts"

const mostShows = 200
const draws = 10_000

const Row = Schema.Struct({
  id: BookingId,
  artistId: ArtistId,
  artistName: Schema.String,
  genres: Schema.Array(Schema.String),
  venueId: VenueId,
  venueName: Schema.String,
  country: Schema.String,
  date: ShowDate.ShowDate,
  show: Show
})

/** A show and what it may draw, before it is drawn. */
interface Planned extends Omit<SeasonShow, "plan" | "results"> {
  readonly show: ShowTerms
  readonly forecast: UsedForecast
}

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const forecasts = yield* ShowForecasts
  const oneAtATime = yield* Effect.makeSemaphore(1)

  const booked = ({ counting, from, to }: SeasonQuestion) =>
    sql`
      select b.id, b.artist_id as "artistId", b.artist_name as "artistName", coalesce(a.genres, '{}') as genres,
        b.venue_id as "venueId", b.venue_name as "venueName", coalesce(v.country, '') as country,
        to_char(b.scheduled_date, 'YYYY-MM-DD') as date, b.show
      from bookings b left join artists a on a.id = b.artist_id left join venues v on v.id = b.venue_id
      where b.scheduled_date between ${from}::date and ${to}::date
        and b.state in ${sql.in(counting === "confirmed" ? confirmed : [...confirmed, ...wanted])}
      order by b.scheduled_date, b.id limit ${mostShows + 1}`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Array(Row))),
      orUnavailable("The season's bookings")
    )

  const added = Effect.fnUntraced(function*(each: ShowToAdd, index: number) {
    const { artistId, date, demand, show, venueId } = each
    const [named] = yield* sql`
      select (select name from artists where id = ${artistId}) as "artistName",
        coalesce((select genres from artists where id = ${artistId}), '{}') as genres,
        (select name from venues where id = ${venueId}) as "venueName",
        coalesce((select country from venues where id = ${venueId}), '') as country`.pipe(
      Effect.flatMap(Schema.decodeUnknown(Schema.Tuple(Names))),
      orUnavailable("The shows to add")
    )
    const forecast = demand === undefined
      ? yield* forecasts.of(show, each)
      : { predictionId: null, confidence: null, warnings: [], ...demand }
    return planned({
      id: BookingId.make(`added-${index + 1}`),
      artistId,
      venueId,
      date,
      show,
      genres: named.genres,
      country: named.country,
      artistName: named.artistName ?? artistId,
      venueName: named.venueName ?? venueId
    }, forecast)
  })

  /** A show at a time, with room for everybody else between two of them. */
  const drawn = Effect.fnUntraced(function*(shows: ReadonlyArray<Planned>, question: SeasonQuestion, level: number) {
    const today = ShowDate.toEpochDay(ShowDate.ofInstantUtc(yield* Clock.currentTimeMillis))
    const draw = jointDraws(draws)
    return yield* Effect.forEach(shows, (each) =>
      Effect.sync((): SeasonShow => ({
        ...each,
        plan: planOf(each, question, today),
        results: drawnResults(
          { show: each.show, order: "proportional" },
          moved(throughQuantiles(each.forecast), Math.log(level)),
          draw(each)
        )
      })).pipe(Effect.zipLeft(Effect.sleep("0 millis"))))
  })

  const together = Effect.fnUntraced(function*(
    known: ReadonlyArray<Planned>,
    added: ReadonlyArray<Planned>,
    question: SeasonQuestion
  ) {
    const { demandLevel, limits, without } = question
    const all = yield* drawn([...known, ...added], question, demandLevel)
    const kept = all.filter(({ id }) => !without.some((each) => each === id))
    const before = kept.length === known.length && added.length === 0 && demandLevel === 1
      ? []
      : demandLevel === 1
      ? all.slice(0, known.length)
      : yield* drawn(known, question, 1)
    return {
      season: seasonOf(kept, draws, limits),
      before: before.length === 0 ? null : seasonOf(before, draws, limits)
    }
  })

  return SeasonRpcs.of({
    AssessSeason: Effect.fn("SeasonDesk.assess")(function*(question) {
      const rows = yield* booked(question)
      if (rows.length > mostShows) return yield* new SeasonTooLarge({ most: mostShows })
      const [plans, additions] = yield* Effect.all([
        Effect.forEach(
          rows,
          (row) => Effect.either(Effect.map(forecasts.of(row.show, row), (it) => planned(row, it))),
          {
            concurrency: 8
          }
        ),
        Effect.forEach(question.adding, added, { concurrency: 8 })
      ])
      const known = plans.flatMap((plan) => Either.isRight(plan) ? [plan.right] : [])
      const leftOut = plans.flatMap((plan, index) => {
        const row = rows[index]
        return Either.isLeft(plan) && row ? [{ bookingId: row.id, reason: plan.left.message }] : []
      })
      const assessed = yield* oneAtATime.withPermits(1)(together(known, additions, question)).pipe(
        Effect.timeoutFail({
          duration: "20 seconds",
          onTimeout: () => new Unavailable({ what: "The season", retryAfterMillis: 5_000 })
        })
      )
      return { ...assessed, leftOut }
    })
  })
})

const confirmed = ["confirmed", "announced", "onSale"]
const wanted = ["inquiry", "hold", "offer", "negotiation", "postponed"]

const Names = Schema.Struct({
  artistName: Schema.NullOr(Schema.String),
  genres: Schema.Array(Schema.String),
  venueName: Schema.NullOr(Schema.String),
  country: Schema.String
})

const planned = (row: typeof Row.Type, forecast: UsedForecast): Planned => ({
  id: row.id,
  artist: row.artistId,
  artistName: row.artistName,
  venueName: row.venueName,
  market: row.country,
  genre: familyOf(row.genres, row.artistName),
  date: row.date,
  show: row.show,
  forecast
})

/** The promoter's own part of what is paid before a show; what was due before today is due now. */
const planOf = ({ date, show }: Planned, { payments }: SeasonQuestion, today: number): SeasonShow["plan"] => {
  const day = ShowDate.toEpochDay(date)
  const own = 1 - show.coPromoters.reduce((sum, { share }) => sum + share, 0) / 10_000
  const paid = payments.depositShare * guarantees(show) + payments.costShare * fixedCosts(show)
  return {
    paidBefore: [{ day: Math.max(today, day - payments.daysBefore), cents: Math.round(own * paid) }],
    settledDay: day + payments.settledDaysAfter
  }
}

/** The risk of a season; the RPC and the REST side answer with it. */
export class SeasonDesk
  extends Context.Tag("promoteros/rpc/SeasonDesk")<SeasonDesk, Effect.Effect.Success<typeof make>>()
{
  static readonly layer = Layer.effect(SeasonDesk, make)
}
