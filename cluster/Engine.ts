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

/** The same for every process of a cluster: it decides which shard an id belongs to. */
export const shardsPerGroup = 300

/** Who owns the shards of a cluster of one process. */
export const self = RunnerAddress.make("127.0.0.1", 34431)

/**
 * The engine in one process: it owns every shard at once and keeps no messages. Commands are plain calls whose answers are
 * in the journal, and what is to happen later stands in the timers table (decision 0002).
 */
export const layerOneProcess = Sharding.layer.pipe(
  Layer.provide([Runners.layerNoop, RunnerStorage.layerMemory, RunnerHealth.layerNoop]),
  Layer.provideMerge(MessageStorage.layerNoop),
  Layer.provideMerge(ShardingConfig.layer({
    runnerAddress: Option.some(self),
    shardsPerGroup,
    simulateRemoteSerialization: false,
    entityTerminationTimeout: "3 seconds",
    refreshAssignmentsInterval: "1 second",
    entityMaxIdleTime: "10 minutes"
  }))
)
