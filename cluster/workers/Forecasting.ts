import { ClusterSchema, Entity } from "@effect/cluster"
import { Rpc } from "@effect/rpc"
import { Effect, Layer, Ref, Schedule, Schema } from "effect"
import { ask } from "../../entities/Ask.ts"
import { Forecast, ForecastRequest } from "../../entities/domain/Forecast.ts"
import { Forecaster, ForecastUnavailable } from "../../inference/Forecaster.ts"
import { forecastGroup } from "../Engine.ts"

/** A pool of models on a process of its own. Questions spread over the workers by what they are about. */
const ForecastWorker = Entity.make("ForecastWorker", [
  Rpc.make("Forecast", { payload: { request: ForecastRequest }, success: Forecast, error: ForecastUnavailable }),
  Rpc.make("ModelVersion", { success: Schema.String })
]).annotate(ClusterSchema.ShardGroup, () => forecastGroup)

/** Ids that questions are spread over: more than there will be workers, few enough to stay awake. */
const lanes = 64

/** Answers the runners with the pool of this process. */
export const layer = ForecastWorker.toLayer(
  Effect.map(Forecaster, (forecaster) =>
    ForecastWorker.of({
      Forecast: ({ payload: { request } }) => forecaster.forecast(request),
      ModelVersion: () => forecaster.modelVersion
    })),
  { concurrency: "unbounded", mailboxCapacity: 1024, disableFatalDefects: true }
)

/** Asks the workers. Which model they use is looked up every two seconds, and "none" while no worker has said. */
export const layerClient = Layer.scoped(
  Forecaster,
  Effect.gen(function*() {
    const worker = yield* ForecastWorker.client
    const version = yield* Ref.make("none")
    yield* ask("The model", worker("0").ModelVersion()).pipe(
      Effect.flatMap((found) => Ref.set(version, found)),
      Effect.catchTag("Unavailable", () => Effect.void),
      Effect.repeat(Schedule.spaced("2 seconds")),
      Effect.forkScoped
    )
    return Forecaster.of({
      modelVersion: Ref.get(version),
      forecast: (request) =>
        ask("The model", worker(String(laneOf(request))).Forecast({ request })).pipe(
          Effect.catchTag("Unavailable", ({ retryAfterMillis }) =>
            Effect.fail(new ForecastUnavailable({ reason: "no forecast worker answers", retryAfterMillis })))
        )
    })
  })
)

const laneOf = ({ date, room }: ForecastRequest): number => {
  let sum = 0
  for (const character of `${room.venueId} ${date}`) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return sum % lanes
}
