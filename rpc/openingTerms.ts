import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"
import type { BookingTerms, ForecastAtBooking } from "../entities/domain/Booking.ts"
import { PredictionResponse } from "../entities/domain/Forecast.ts"
import { type PredictionId, StageId } from "../entities/domain/Ids.ts"
import { simpleShow } from "../entities/domain/SimpleShow.ts"
import type { CapacityConfig, VenueFacts } from "../entities/domain/Venue.ts"
import { StageUnknown } from "../entities/domain/VenueRefusals.ts"
import { type NewBooking, ScalingRefused } from "./contract/BookingRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"

/** The terms of a new booking: what the caller left out comes from the venue and from the prediction it was made from. */
export const openingTerms = Effect.fnUntraced(
  function*(wanted: NewBooking, artistName: string, facts: VenueFacts) {
    const { artistId, date, predictionId, venueId } = wanted
    const known = facts.stages.map(({ stageId }) => stageId)
    const stageId = wanted.stageId ?? known[0]
    const stage = facts.stages.find((stage) => stage.stageId === stageId)
    const room = stage?.configs.find(({ configId }) => configId === wanted.configId) ?? largest(stage?.configs ?? [])
    if (stage === undefined || room === undefined) {
      return yield* new StageUnknown({ venueId, stageId: StageId.make(stageId ?? "none"), known })
    }
    const show = wanted.show ?? simpleShow({
      artistName,
      room,
      defaults: facts.defaults,
      tiers: wanted.tiers,
      ticketPriceCents: wanted.ticketPriceCents,
      deal: wanted.deal
    })
    const { capacity, kills, productionHolds, tiers } = show.scaling
    const needed = tiers.reduce((sum, { allotment }) => sum + allotment, kills + productionHolds)
    if (capacity > room.capacity || needed > capacity) {
      return yield* new ScalingRefused({ allotted: Math.max(capacity, needed), capacity: room.capacity })
    }
    const forecast = predictionId === undefined ? undefined : yield* forecastOf(predictionId)
    const terms: BookingTerms = {
      artistId,
      artistName,
      venueId,
      venueName: facts.name,
      stageId: stage.stageId,
      date,
      zone: facts.zone,
      ...(predictionId === undefined ? {} : { predictionId }),
      ...(forecast === undefined ? {} : { forecast }),
      show,
      radius: wanted.radius ?? null,
      isPublic: wanted.isPublic ?? true
    }
    return terms
  }
)

const largest = (configs: ReadonlyArray<CapacityConfig>): CapacityConfig | undefined =>
  configs.toSorted((a, b) => b.capacity - a.capacity)[0]

const Rows = Schema.Array(Schema.Struct({ response: Schema.parseJson(PredictionResponse) }))

/** A prediction that nobody knows any more leaves a booking without a forecast, no worse. */
const forecastOf = Effect.fnUntraced(function*(predictionId: PredictionId) {
  const sql = yield* SqlClient.SqlClient
  const [found] = yield* sql`select response from predictions where id = ${predictionId}`.pipe(
    Effect.flatMap(Schema.decodeUnknown(Rows))
  )
  if (found === undefined) return undefined
  const { attendance, modelMetadata } = found.response
  const forecast: ForecastAtBooking = { predictionId, modelVersion: modelMetadata.version, ...attendance }
  return forecast
}, orUnavailable("The prediction"))
