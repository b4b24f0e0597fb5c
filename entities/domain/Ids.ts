import { Schema } from "effect"

/** Identifiers travel in URLs, entity addresses and file names: 1-64 letters, digits, `-` or `_`. */
const Identifier = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, {
    message: () => "an id is 1-64 letters, digits, - or _"
  })
)

export const ArtistId = Identifier.pipe(Schema.brand("ArtistId"))
export type ArtistId = typeof ArtistId.Type

export const VenueId = Identifier.pipe(Schema.brand("VenueId"))
export type VenueId = typeof VenueId.Type

export const StageId = Identifier.pipe(Schema.brand("StageId"))
export type StageId = typeof StageId.Type

/** One capacity configuration of a stage: standing, seated, half house. */
export const ConfigId = Identifier.pipe(Schema.brand("ConfigId"))
export type ConfigId = typeof ConfigId.Type

export const BookingId = Identifier.pipe(Schema.brand("BookingId"))
export type BookingId = typeof BookingId.Type

export const PredictionId = Identifier.pipe(Schema.brand("PredictionId"))
export type PredictionId = typeof PredictionId.Type

/** The caller's own key of one command: the same key gets the same answer, however often it is sent. */
export const RequestId = Schema.String.pipe(
  Schema.pattern(/^[\x21-\x7e]{1,128}$/, {
    message: () => "a request id is 1-128 printable characters without spaces"
  }),
  Schema.brand("RequestId")
)
export type RequestId = typeof RequestId.Type
