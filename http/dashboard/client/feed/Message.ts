import { Schema } from "effect"
import { ArtistId, BookingId, VenueId } from "../../../../entities/domain/Ids.ts"

export const Channel = Schema.Literal("metrics", "predictions", "bookings")
export type Channel = typeof Channel.Type

const cursor = Schema.String
const absent = { exact: true } as const
const timestamp = Schema.optionalWith(Schema.String, absent)
const artistName = Schema.optionalWith(Schema.String, absent)

export const MetricUpdate = Schema.Struct({
  type: Schema.Literal("metric_update"),
  cursor,
  data: Schema.Struct({
    artistId: ArtistId,
    artistName,
    platform: Schema.String,
    metric: Schema.String,
    value: Schema.Number,
    change: Schema.Number,
    timestamp
  })
})

export const PredictionUpdate = Schema.Struct({
  type: Schema.Literal("prediction_update"),
  cursor,
  data: Schema.Struct({
    predictionId: Schema.String,
    artistId: ArtistId,
    venueId: VenueId,
    demand: Schema.Number,
    confidence: Schema.Number
  })
})

export const BookingUpdate = Schema.Struct({
  type: Schema.Literal("booking_update"),
  cursor,
  data: Schema.Struct({
    bookingId: BookingId,
    artistId: ArtistId,
    artistName: Schema.String,
    venueId: VenueId,
    venueName: Schema.String,
    date: Schema.String,
    state: Schema.String,
    refusal: Schema.optionalWith(Schema.String, absent),
    timestamp
  })
})

export const HoldUpdate = Schema.Struct({
  type: Schema.Literal("hold_update"),
  cursor,
  data: Schema.Struct({
    venueId: VenueId,
    venueName: Schema.optionalWith(Schema.String, absent),
    stageId: Schema.String,
    date: Schema.String,
    event: Schema.String,
    timestamp
  })
})

/** Something that happened. */
export const FeedEvent = Schema.Union(MetricUpdate, PredictionUpdate, BookingUpdate, HoldUpdate)
export type FeedEvent = typeof FeedEvent.Type

/** All that the server says. */
export const Message = Schema.Union(
  FeedEvent,
  Schema.Struct({ type: Schema.Literal("subscribed"), cursor }),
  Schema.Struct({ type: Schema.Literal("heartbeat"), cursor }),
  Schema.Struct({ type: Schema.Literal("reset"), cursor }),
  Schema.Struct({ type: Schema.Literal("error"), code: Schema.String, message: Schema.String })
)
