import { Rpc, RpcGroup } from "@effect/rpc"
import { Schema } from "effect"
import { FiguresSource, Platform } from "../../entities/domain/Platform.ts"
import { Unavailable } from "../../entities/domain/Unavailable.ts"
import { Forbidden, Principal, Role } from "./Access.ts"

/** What the dashboard says about itself on every page. */
export const About = Schema.Struct({
  version: Schema.String,
  figuresSource: FiguresSource,
  principal: Principal,
  /** true where a visitor of this machine is an administrator without signing in */
  localAdministrator: Schema.Boolean,
  modelVersion: Schema.String,
  startedAt: Schema.String
})
export type About = typeof About.Type

export const EntityCount = Schema.Struct({ type: Schema.String, active: Schema.Int, registered: Schema.Int })

/** A part of the system: "degraded" works with something missing, "down" does not work. */
export const Component = Schema.Struct({
  name: Schema.String,
  status: Schema.Literal("up", "degraded", "down"),
  detail: Schema.String
})
export type Component = typeof Component.Type

export const ShardGroupView = Schema.Struct({
  runner: Schema.String,
  group: Schema.String,
  shards: Schema.Array(Schema.Int),
  total: Schema.Int
})

export const TimerLag = Schema.Struct({
  kind: Schema.String,
  waiting: Schema.Int,
  due: Schema.Int,
  /** milliseconds that the oldest due one has waited */
  oldestLagMillis: Schema.Number
})

export const ScrapeHealth = Schema.Struct({
  platform: Platform,
  succeeded: Schema.Int,
  failed: Schema.Int,
  /** newest failures by reason */
  reasons: Schema.Array(Schema.Struct({ reason: Schema.String, count: Schema.Int })),
  circuit: Schema.Literal("open", "closed")
})

export const Operations = Schema.Struct({
  at: Schema.String,
  components: Schema.Array(Component),
  entities: Schema.Array(EntityCount),
  shards: Schema.Array(ShardGroupView),
  timers: Schema.Array(TimerLag),
  scrapes: Schema.Array(ScrapeHealth),
  journal: Schema.Struct({ events: Schema.Number, streams: Schema.Number, feedCursor: Schema.String }),
  memory: Schema.Struct({ residentBytes: Schema.Number, heapBytes: Schema.Number }),
  eventLoopDelayMillis: Schema.Number
})
export type Operations = typeof Operations.Type

/** Where an entity lives. */
export const Placement = Schema.Struct({
  entityType: Schema.String,
  entityId: Schema.String,
  shard: Schema.Int,
  runner: Schema.NullOr(Schema.String)
})

export const ApiKeySummary = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  role: Role,
  createdAt: Schema.String,
  lastUsedAt: Schema.NullOr(Schema.String),
  revokedAt: Schema.NullOr(Schema.String)
})
export type ApiKeySummary = typeof ApiKeySummary.Type

/** `secret` is shown this once. An API key goes into `Authorization: Bearer …`; a webhook secret signs commands. */
export const CreatedSecret = Schema.Struct({ id: Schema.String, secret: Schema.String })

const administration = Schema.Union(Unavailable, Forbidden)
const name = Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))

export class OperationsRpcs extends RpcGroup.make(
  Rpc.make("GetAbout", { success: About, error: Unavailable }),
  Rpc.make("GetOperations", { success: Operations, error: Schema.Union(Unavailable, Forbidden) }),
  Rpc.make("Locate", {
    payload: { entityType: Schema.Literal("Artist", "Venue", "Booking"), entityId: Schema.String },
    success: Placement,
    error: administration
  }),
  Rpc.make("ListApiKeys", { success: Schema.Array(ApiKeySummary), error: administration }),
  Rpc.make("CreateApiKey", { payload: { name, role: Role }, success: CreatedSecret, error: administration }),
  Rpc.make("RevokeApiKey", { payload: { id: Schema.String }, success: Schema.Void, error: administration }),
  Rpc.make("ListWebhookSources", { success: Schema.Array(ApiKeySummary), error: administration }),
  Rpc.make("CreateWebhookSource", { payload: { name, role: Role }, success: CreatedSecret, error: administration }),
  Rpc.make("RevokeWebhookSource", { payload: { id: Schema.String }, success: Schema.Void, error: administration })
) {}
