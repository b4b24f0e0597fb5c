import { Schema } from "effect"
import { FeedChannel } from "../entities/Bus.ts"
import { ArtistId, VenueId } from "../entities/domain/Ids.ts"
import { Platform } from "../entities/domain/Platform.ts"
import { Cursor } from "./Position.ts"

const few = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Array(item).pipe(
    Schema.maxItems(500, { message: () => "a filter names at most 500; leave it out to see all" })
  )

/** An empty list is no filter. */
export const Filters = Schema.Struct({
  artistIds: Schema.optionalWith(few(ArtistId), { default: () => [] }),
  venueIds: Schema.optionalWith(few(VenueId), { default: () => [] }),
  platforms: Schema.optionalWith(few(Platform), { default: () => [] })
})
export type Filters = typeof Filters.Type

/** Replaces what the connection was subscribed to. With a `cursor`, everything after it comes first. */
export const Subscribe = Schema.Struct({
  type: Schema.Literal("subscribe"),
  channels: Schema.Array(FeedChannel).pipe(
    Schema.minItems(1, { message: () => "name at least one channel: metrics, predictions, bookings" }),
    Schema.maxItems(10, { message: () => "there are three channels" })
  ),
  filters: Schema.optionalWith(Filters, { default: () => ({ artistIds: [], venueIds: [], platforms: [] }) }),
  cursor: Schema.optionalWith(Cursor, { exact: true })
})
export type Subscribe = typeof Subscribe.Type

export const Unsubscribe = Schema.Struct({ type: Schema.Literal("unsubscribe") })

/** What a client may say (SPEC.md, section 2). */
export const ClientMessage = Schema.Union(Subscribe, Unsubscribe)

/** Codes of the WebSocket close frame that this server uses. */
export const closeCode = {
  /** the client broke the protocol or its key was revoked */
  policy: 1008,
  /** the server stops; come back at once, to another one */
  restart: 1012,
  /** the client reads too slowly; the reason is the cursor to resume from */
  tryAgain: 1013
} as const

export type ErrorCode = "bad_message" | "too_many_messages"
