import { SqlClient } from "@effect/sql"
import { Clock, Context, Effect, Layer, Option, Schema } from "effect"
import { ArtistEntity, type PredictPayload } from "../entities/artist/protocol.ts"
import { ask } from "../entities/Ask.ts"
import { PredictionResponse } from "../entities/domain/Forecast.ts"
import type { ArtistId } from "../entities/domain/Ids.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { PredictionCache } from "../entities/PredictionCache.ts"
import { Forecaster } from "../inference/Forecaster.ts"
import {
  PredictionNotFound,
  type PredictionRequest,
  PredictionRpcs,
  type Suggestion
} from "./contract/PredictionRpcs.ts"
import type { VenueSummary } from "./contract/VenueRpcs.ts"
import { orUnavailable } from "./orUnavailable.ts"
import * as RoomChoice from "./RoomChoice.ts"
import { roomFigures, VenueDirectory } from "./VenueDirectory.ts"

const decode = Schema.decode(Schema.parseJson(PredictionResponse))

/** A first look tries a room of this size near the act; the ones that fit the demand it finds are tried next. */
const usualSize = 2_000
const roomsTried = 6
const daysAhead = 120

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const directory = yield* VenueDirectory
  const artistOf = yield* ArtistEntity.client
  const cache = yield* PredictionCache
  const forecaster = yield* Forecaster

  const predictJson = Effect.fnUntraced(function*(request: PredictionRequest, found?: VenueSummary) {
    const venue = found ?? (yield* directory.find(request.venueId))
    const now = yield* Clock.currentTimeMillis
    const question: PredictPayload = {
      room: roomFigures(venue),
      date: request.date,
      asOf: ShowDate.ofInstantUtc(now),
      ...(request.ticketPriceCents === undefined ? {} : { ticketPriceCents: request.ticketPriceCents }),
      useHistorical: request.features?.useHistorical ?? true,
      includeSimilarArtists: request.features?.includeSimilarArtists ?? true,
      seasonalAdjustment: request.features?.seasonalAdjustment ?? true
    }
    const known = cache.get(request.artistId, question, yield* forecaster.modelVersion, now)
    return known ?? (yield* ask(`Artist ${request.artistId}`, artistOf(request.artistId).Predict(question)))
  })

  const predict = (request: PredictionRequest, known?: VenueSummary) =>
    Effect.flatMap(predictJson(request, known), (json) => Effect.orDie(decode(json)))

  const suggest = Effect.fn("PredictionDesk.suggest")(function*(artistId: ArtistId, limit: number) {
    const now = yield* Clock.currentTimeMillis
    const date = nextFriday(ShowDate.addDays(ShowDate.ofInstantUtc(now), daysAhead))
    const artist = yield* ask(`Artist ${artistId}`, artistOf(artistId).Get())
    const rooms = yield* directory.search({ query: "", minCapacity: 1_200, maxCapacity: 3_500, limit: 1_000 })
    const tryRoom = (venue: VenueSummary) =>
      Effect.map(
        predict({ artistId, venueId: venue.id, date }, venue),
        (prediction): Suggestion => ({ venue, date, prediction })
      )
    const [nearby] = RoomChoice.byFit(rooms, artist, usualSize)
    if (nearby === undefined) return []
    const { prediction } = yield* tryRoom(nearby)
    const fitting = RoomChoice.byFit(rooms, artist, prediction.demand.estimated)
    const tried = yield* Effect.forEach(fitting.slice(0, roomsTried), tryRoom, { concurrency: roomsTried })
    return tried.toSorted((a, b) => worth(b) - worth(a)).slice(0, limit)
  })

  return {
    ...PredictionRpcs.of({
      Predict: (request) => predict(request),
      GetPrediction: Effect.fn("PredictionDesk.get")(function*({ predictionId }) {
        const rows = yield* sql`select response from predictions where id = ${predictionId}`.pipe(
          Effect.flatMap(Schema.decodeUnknown(Schema.Array(Schema.Struct({ response: Schema.String }))))
        )
        const { response } = yield* Effect.mapError(
          Option.fromNullable(rows[0]),
          () => new PredictionNotFound({ predictionId })
        )
        return yield* decode(response)
      }, orUnavailable("The prediction")),
      SuggestRooms: ({ artistId, limit }) => suggest(artistId, limit)
    }),
    /** A PredictionResponse as JSON, as its artist made it: for answers that need no second encoding. */
    predictJson
  }
})

/** Expected gross at the recommended price: what fills a room beats what only looks big. */
const worth = ({ prediction, venue }: Suggestion): number =>
  Math.min(prediction.attendance.p50, venue.capacity) * prediction.pricing.recommended * (1 - prediction.risk.score)

const nextFriday = (date: ShowDate.ShowDate): ShowDate.ShowDate =>
  ShowDate.addDays(date, (5 - ShowDate.dayOfWeek(date) + 7) % 7)

/** What can be asked of the forecast; the RPC and the REST side answer with it. */
export class PredictionDesk
  extends Context.Tag("promoteros/rpc/PredictionDesk")<PredictionDesk, Effect.Effect.Success<typeof make>>()
{
  static readonly layer = Layer.effect(PredictionDesk, make)
}
