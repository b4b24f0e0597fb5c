import { Context, Effect, Schema } from "effect"

/** The right to write one entity: its shard, held by one process of the cluster at one epoch. The commit checks it. */
export interface Fence {
  /** the process that holds the shard, by the number it drew when it joined */
  readonly incarnation: number
  readonly shard: string
  /** grows each time the shard changes hands */
  readonly epoch: number
  /** false when somebody else may have the shard by now: what memory holds is not to be answered from */
  readonly holds: () => boolean
}

/** This process does not have the shard, or not for sure. */
export class NotOwned extends Schema.TaggedError<NotOwned>()("NotOwned", { entityId: Schema.String }) {
  override get message() {
    return `Another process owns ${this.entityId}, or nobody does yet`
  }
}

const unfenced = Effect.as(Effect.void, undefined)

/** Who may write an entity. One process alone owns everything and needs no fence. */
export class Ownership extends Context.Reference<Ownership>()("promoteros/entities/Ownership", {
  defaultValue: (): {
    /** The fence of an entity, as soon as this process has its shard; waits for it, shortly. */
    readonly fence: (entityId: string) => Effect.Effect<Fence | undefined, NotOwned>
    /** The number of this process in the cluster; none where it is alone. */
    readonly incarnation: () => number | undefined
  } => ({ fence: () => unfenced, incarnation: () => undefined })
}) {}
