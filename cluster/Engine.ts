import {
  MessageStorage,
  RunnerAddress,
  RunnerHealth,
  Runners,
  RunnerStorage,
  Sharding,
  ShardingConfig
} from "@effect/cluster"
import { Layer, Option } from "effect"
import * as Shortcut from "./engine/Shortcut.ts"

/** The same for every process of a cluster: it decides which shard an id belongs to. */
export const shardsPerGroup = 300

/** Artists, venues and bookings. */
export const entityGroup = "default"

/** Shards of the workers that look at platforms, and of those that answer forecasts. */
export const scrapeGroup = "scrape"
export const forecastGroup = "forecast"

/** Who owns the shards of a cluster of one process. */
export const self = RunnerAddress.make("127.0.0.1", 34431)

/** What one process and many have in common. */
export const settings = {
  shardsPerGroup,
  availableShardGroups: [entityGroup, scrapeGroup, forecastGroup],
  simulateRemoteSerialization: false,
  entityTerminationTimeout: "3 seconds",
  entityMaxIdleTime: "10 minutes"
} as const

/** How often one of many processes looks at who is there, and asks anew for what was not answered. */
export const pace = {
  refreshAssignmentsInterval: "100 millis",
  sendRetryInterval: "50 millis",
  // what runs longer when its shard moves is asked anew of the next owner
  entityTerminationTimeout: "1 second",
  shardLockRefreshInterval: "200 millis",
  entityMessagePollInterval: "200 millis"
} as const

/**
 * Keeps no messages. It is a storage of its own all the same: only where there is one does the engine forget, every few
 * seconds, the ids of the messages it has processed.
 */
export const keepsNothing = Layer.succeed(MessageStorage.MessageStorage, { ...MessageStorage.noop })

/**
 * The engine in one process: it owns every shard at once and keeps no messages. Commands are plain calls whose answers are
 * in the journal, and what is to happen later stands in the timers table (decision 0002).
 */
export const layerOneProcess = Shortcut.layer.pipe(
  Layer.provide(Sharding.layer),
  Layer.provide([Runners.layerNoop, RunnerStorage.layerMemory, RunnerHealth.layerNoop]),
  Layer.provideMerge(keepsNothing),
  Layer.provideMerge(ShardingConfig.layer({
    ...settings,
    runnerAddress: Option.some(self),
    refreshAssignmentsInterval: "1 second"
  }))
)
