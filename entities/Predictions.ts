import { SqlClient } from "@effect/sql"
import { Cause, Context, Effect, Exit, Layer } from "effect"
import * as Batch from "./Batch.ts"
import { Bus, type Published } from "./Bus.ts"
import { Unavailable } from "./domain/Unavailable.ts"

/** A prediction as it is kept, with the figures that it was made from. */
export interface SavedPrediction {
  readonly id: string
  readonly artistId: string
  readonly venueId: string
  readonly showDate: string
  readonly modelVersion: string
  readonly demand: number
  readonly confidence: number
  readonly riskScore: number
  readonly priceCents: number
  /** PredictionResponse, JSON */
  readonly response: string
  /** ForecastRequest, JSON */
  readonly features: string
}

interface Pending {
  readonly prediction: SavedPrediction
  readonly done: (exit: Exit.Exit<void, Unavailable>) => void
}

/** Keeps every prediction that was given out, and tells the live side of it. */
export class Predictions extends Context.Tag("promoteros/entities/Predictions")<Predictions, {
  readonly save: (prediction: SavedPrediction) => Effect.Effect<void, Unavailable>
}>() {
  static readonly layer = Layer.scoped(
    Predictions,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const bus = yield* Bus

      const store = (batch: ReadonlyArray<Pending>) => {
        const rows = batch.map(({ prediction }) => prediction)
        const bodies = rows.map(updateBody)
        return sql.unsafe<{ readonly ord: string; readonly seq: string }>(saveSql, [
          rows.map(({ id }) => id),
          rows.map(({ artistId }) => artistId),
          rows.map(({ venueId }) => venueId),
          rows.map(({ showDate }) => showDate),
          rows.map(({ modelVersion }) => modelVersion),
          rows.map(({ demand }) => demand),
          rows.map(({ confidence }) => confidence),
          rows.map(({ riskScore }) => riskScore),
          rows.map(({ priceCents }) => priceCents),
          rows.map(({ response }) => response),
          rows.map(({ features }) => features),
          bodies
        ]).pipe(
          Effect.flatMap((told) =>
            bus.publish(told.flatMap(({ ord, seq }): ReadonlyArray<Published> => {
              const at = Number(ord) - 1
              const [row, body] = [rows[at], bodies[at]]
              return row && body
                ? [{ channel: "predictions", artistId: row.artistId, venueId: row.venueId, body, cursor: seq }]
                : []
            }))
          ),
          Effect.matchCauseEffect({
            onSuccess: () => settle(batch, Exit.void),
            onFailure: (cause) =>
              Effect.zipRight(
                Effect.logError("Predictions could not be kept", Cause.squash(cause)),
                settle(batch, Exit.fail(unavailable()))
              )
          })
        )
      }

      const offer = yield* Batch.make<Pending>({ capacity: 4096, size: 128, run: store })
      return Predictions.of({
        save: (prediction) =>
          Effect.async<void, Unavailable>((resume) => {
            if (!offer({ prediction, done: resume })) resume(Effect.fail(unavailable()))
          })
      })
    })
  )
}

const unavailable = () => new Unavailable({ what: "The prediction store", retryAfterMillis: 1000 })

const settle = (batch: ReadonlyArray<Pending>, exit: Exit.Exit<void, Unavailable>) =>
  Effect.sync(() => batch.forEach(({ done }) => done(exit)))

/** The masterplan's prediction_update (4.2). */
const updateBody = ({ artistId, confidence, demand, id, venueId }: SavedPrediction): string =>
  JSON.stringify({ type: "prediction_update", data: { predictionId: id, artistId, venueId, demand, confidence } })

const saveSql = `
  with given as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::integer[], $7::float8[],
      $8::float8[], $9::bigint[], $10::text[], $11::text[], $12::text[]) with ordinality as g(id, artist_id, venue_id,
      show_date, model_version, demand, confidence, risk, price, response, features, body, ord)
  ), saved as (
    insert into predictions (id, artist_id, venue_id, show_date, model_version, predicted_demand, confidence_score,
      risk_score, price_recommendation_cents, response, features)
    select id, artist_id, venue_id, show_date, model_version, demand, confidence, risk, price, response, features from given
  ), numbered as (
    select ord, nextval('feed_seq') as seq, artist_id, venue_id, body from given
  ), written as (
    insert into feed (seq, channel, artist_id, venue_id, body)
    select seq, 'predictions', artist_id, venue_id, body from numbered
  )
  select ord, seq from numbered`
