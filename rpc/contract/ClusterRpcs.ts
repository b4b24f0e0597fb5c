import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden } from "./Access.ts"

const HotEntity = Schema.Struct({ stream: Schema.String, commands: Schema.Int, waiting: Schema.Int })

/** How one process of the cluster is, as it says itself every second. */
export const RunnerStatus = Schema.Struct({
  entities: Schema.Array(Schema.Struct({ type: Schema.String, active: Schema.Int })),
  /** commands that are not answered yet, and the age of the oldest of them */
  waiting: Schema.Int,
  oldestMillis: Schema.Number,
  /** entities with the most commands of the last second */
  hot: Schema.Array(HotEntity),
  residentBytes: Schema.Number,
  eventLoopDelayMillis: Schema.Number
})

export const RunnerView = Schema.Struct({
  /** "host:port", under which the others reach it */
  runner: Schema.String,
  groups: Schema.Array(Schema.String),
  joinedAt: Schema.String,
  /** it hands over what it has and ends */
  leaving: Schema.Boolean,
  shards: Schema.Int,
  /** absent until it has told */
  status: Schema.NullOr(RunnerStatus)
})
export type RunnerView = typeof RunnerView.Type

/** Something that moved shards; `shards` says how many, where that is known. */
export const ClusterEvent = Schema.Struct({
  id: Schema.String,
  at: Schema.String,
  kind: Schema.Literal("joined", "left", "died", "moved"),
  runner: Schema.String,
  shards: Schema.NullOr(Schema.Int)
})
export type ClusterEvent = typeof ClusterEvent.Type

/** Work that failed so often that nobody tries it any more: a timer of an entity, or a command that came by webhook. */
export const DeadLetter = Schema.Struct({
  kind: Schema.Literal("timer", "command"),
  id: Schema.String,
  attempts: Schema.Int,
  since: Schema.String,
  detail: Schema.String
})
export type DeadLetter = typeof DeadLetter.Type

export const ClusterView = Schema.Struct({
  at: Schema.String,
  /** none where one process is everything */
  runners: Schema.Array(RunnerView),
  /** newest first */
  events: Schema.Array(ClusterEvent),
  /** oldest first, at most 100 */
  deadLetters: Schema.Array(DeadLetter)
})
export type ClusterView = typeof ClusterView.Type

/** There is no such runner any more, or there never was: this process may be all there is. */
export class RunnerNotFound extends Schema.TaggedError<RunnerNotFound>()("RunnerNotFound", { runner: Schema.String }) {
  override get message() {
    return `No runner ${this.runner} is in the cluster`
  }
}

/** Nothing of that name is put aside. */
export class DeadLetterNotFound extends Schema.TaggedError<DeadLetterNotFound>()("DeadLetterNotFound", {
  id: Schema.String
}) {
  override get message() {
    return `Nothing named ${this.id} was put aside, or somebody has replayed it already`
  }
}

const administration = Schema.Union(Unavailable, Forbidden)

export class ClusterRpcs extends RpcGroup.make(
  Rpc.make("GetCluster", { success: ClusterView, error: administration }),
  /** The runner hands over what it has and ends within fifteen seconds; its supervisor may start it again. */
  Rpc.make("DrainRunner", {
    payload: { runner: Schema.String },
    success: Schema.Void,
    error: Schema.Union(administration, RunnerNotFound)
  }),
  /** The entity is stopped and loaded anew from what is stored, with the others of its shard. */
  Rpc.make("RestartEntity", {
    payload: { entityType: Schema.Literal("Artist", "Venue", "Booking"), entityId: Schema.String },
    success: Schema.Struct({ shard: Schema.Int, runner: Schema.String }),
    error: Schema.Union(administration, RunnerNotFound)
  }),
  Rpc.make("ReplayDeadLetter", {
    payload: { kind: DeadLetter.fields.kind, id: Schema.String },
    success: Schema.Void,
    error: Schema.Union(administration, DeadLetterNotFound)
  })
) {}
