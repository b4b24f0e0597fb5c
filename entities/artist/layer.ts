import { Entity } from "@effect/cluster"
import { Clock, Effect, Random, Schema } from "effect"
import { randomUUID } from "node:crypto"
import { Forecaster } from "../../inference/Forecaster.ts"
import * as Answer from "../Answer.ts"
import * as Definition from "../Definition.ts"
import { ArtistNotFound, ArtistView } from "../domain/Artist.ts"
import { ArtistId } from "../domain/Ids.ts"
import type { Platform } from "../domain/Platform.ts"
import { Unavailable } from "../domain/Unavailable.ts"
import { PredictionCache } from "../PredictionCache.ts"
import { Predictions } from "../Predictions.ts"
import { Scraper } from "../Scraper.ts"
import * as Writer from "../Writer.ts"
import * as behavior from "./behavior.ts"
import * as Prediction from "./Prediction.ts"
import { changes } from "./projection.ts"
import { ArtistEntity, WatchAnswer } from "./protocol.ts"
import { ArtistEvent, ArtistState, evolve, initial } from "./state.ts"

const definition: Definition.Definition<ArtistState, ArtistEvent> = {
  type: "artist",
  initial,
  evolve,
  codec: Definition.codec(ArtistState, ArtistEvent),
  keeps: "snapshot",
  due: behavior.due,
  ...changes
}

const viewed = Answer.make(ArtistView, ArtistNotFound)
const registered = Answer.make(ArtistView, Schema.Never)
const watched = Answer.make(WatchAnswer, ArtistNotFound)
const done = Answer.make(Schema.Void, ArtistNotFound)

/** Loaded on the first message, dropped when it was idle for long; wakes by its row in the timers table. */
export const layer = ArtistEntity.toLayer(
  Effect.gen(function*() {
    const { entityId } = yield* Entity.CurrentAddress
    const artistId = ArtistId.make(entityId)
    const scraper = yield* Scraper
    const forecaster = yield* Forecaster
    const predictions = yield* Predictions
    const writer = yield* Writer.make(definition, entityId)
    const cache = yield* PredictionCache
    yield* Effect.addFinalizer(() => Effect.sync(() => cache.forget(artistId)))
    const looking = yield* Effect.makeSemaphore(1)

    const profiled = Effect.flatMap(writer.state, (state) =>
      state.profile === null
        ? Effect.fail(new ArtistNotFound({ artistId }))
        : Effect.succeed({ profile: state.profile, state }))

    const viewOf = (state: ArtistState): ArtistView => behavior.view(artistId, state)

    const forgetting = Effect.ensuring(Effect.sync(() => cache.forget(artistId)))

    const look = (platform: Platform, handle: string) =>
      Effect.map(Effect.either(scraper.scrape(platform, handle)), (found) => [platform, found] as const)

    /** Looks at the platforms side by side, then notes what they brought in one commit. */
    const lookAt = (requestId: string, actor: string, platforms: ReadonlyArray<Platform>) =>
      Effect.gen(function*() {
        const { profile } = yield* profiled
        const looks = yield* Effect.forEach(
          platforms.flatMap((platform) => {
            const handle = profile.handles[platform]
            return handle === undefined ? [] : [{ platform, handle }]
          }),
          ({ handle, platform }) => look(platform, handle),
          { concurrency: 3 }
        )
        const now = yield* Clock.currentTimeMillis
        const spread = yield* Random.next
        return yield* writer.run(
          { requestId, actor, answer: viewed },
          behavior.noteLooks(artistId, looks, now, spread),
          viewOf
        ).pipe(forgetting)
      }).pipe(looking.withPermits(1))

    return ArtistEntity.of({
      Register: ({ payload: { actor, profile, requestId } }) =>
        Effect.flatMap(
          Clock.currentTimeMillis,
          (now) =>
            forgetting(writer.run({ requestId, actor, answer: registered }, behavior.register(profile, now), viewOf))
        ),
      SetWatched: ({ payload: { actor, requestId, watched: wanted } }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          writer.run(
            { requestId, actor, answer: watched },
            behavior.setWatched(artistId, wanted, now),
            (after) => ({ artistId, watched: after.watched })
          )),
      SetBookingLive: ({ payload: { actor, bookingId, live, requestId } }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          writer.run(
            { requestId, actor, answer: done },
            behavior.setBookingLive(artistId, bookingId, live, now),
            () => undefined
          )),
      Get: () => Effect.map(profiled, ({ state }) => behavior.view(artistId, state)),
      Predict: ({ payload }) =>
        Effect.gen(function*() {
          const { profile, state } = yield* profiled
          const modelVersion = yield* forecaster.modelVersion
          const now = yield* Clock.currentTimeMillis
          const known = cache.get(artistId, payload, modelVersion, now)
          if (known !== undefined) return known
          const request = { ...payload, act: behavior.actFigures(artistId, profile, state) }
          const forecast = yield* forecaster.forecast(request).pipe(
            Effect.mapError(({ retryAfterMillis }) => new Unavailable({ what: "The forecast", retryAfterMillis }))
          )
          const prediction = Prediction.fromForecast(randomUUID(), request, forecast, profile.source)
          yield* predictions.save(prediction)
          // figures that came meanwhile have made this answer an old one
          if ((yield* writer.state) === state) cache.set(artistId, payload, modelVersion, now, prediction.response)
          return prediction.response
        }),
      Scrape: ({ payload: { actor, platforms, requestId } }) => lookAt(requestId, actor, platforms),
      Wake: () =>
        Effect.gen(function*() {
          const state = yield* writer.state
          const now = yield* Clock.currentTimeMillis
          const platforms = behavior.duePlatforms(state, now)
          if (platforms.length > 0) yield* lookAt(`wake-${behavior.due(state)}`, "artist", platforms)
        }).pipe(Effect.catchAll((refusal) => Effect.logWarning(refusal.message)))
    })
  }),
  {
    concurrency: "unbounded",
    mailboxCapacity: 512,
    disableFatalDefects: true,
    spanAttributes: { "app.entity": "artist" }
  }
)
