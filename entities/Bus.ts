import { Context, type Effect, Schema } from "effect"

export const FeedChannel = Schema.Literal("metrics", "predictions", "bookings")
export type FeedChannel = typeof FeedChannel.Type

/** One thing that happened, for those who watch. `body` is the JSON object that a client receives, without its cursor. */
export interface FeedItem {
  readonly channel: FeedChannel
  readonly artistId?: string
  readonly venueId?: string
  readonly platform?: string
  readonly body: string
}

/** A feed item with its place in the outgoing stream: cursors grow, gaps mean nothing. */
export interface Published extends FeedItem {
  readonly cursor: string
}

/** Tells the live side of this process and the others what was committed. It may lose: the feed table does not. */
export class Bus extends Context.Tag("promoteros/entities/Bus")<Bus, {
  readonly publish: (items: ReadonlyArray<Published>) => Effect.Effect<void>
}>() {}
