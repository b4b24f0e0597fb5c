import { RunnerAddress, RunnerHealth, RunnerServer, Sharding, ShardingConfig } from "@effect/cluster"
import { NodeClusterSocket } from "@effect/platform-node"
import { RpcSerialization, RpcServer } from "@effect/rpc"
import { Config, Effect, Layer, Option } from "effect"
import { keepsNothing, pace, settings } from "../Engine.ts"
import * as LeasedOwnership from "../lease/LeasedOwnership.ts"
import * as LeaseRunnerStorage from "../lease/LeaseRunnerStorage.ts"
import { Leases } from "../lease/Leases.ts"
import * as Sql from "../Sql.ts"
import * as Links from "./Links.ts"
import * as Shortcut from "./Shortcut.ts"

const port = Config.validate({
  message: "a port is 1 to 65535",
  validation: (port: number) => port >= 1 && port <= 65_535
})

/** Where this process is reached by the others of the cluster. */
export const address = Config.all({
  host: Config.string("CLUSTER_HOST").pipe(Config.withDefault("127.0.0.1")),
  port: port(Config.integer("CLUSTER_PORT")).pipe(Config.withDefault(34431))
}).pipe(Config.map(({ host, port }) => RunnerAddress.make(host, port)))

const config = (groups: ReadonlyArray<string>) =>
  Layer.unwrapEffect(Effect.map(address, (self) =>
    ShardingConfig.layer({
      ...settings,
      ...pace,
      runnerAddress: Option.some(self),
      assignedShardGroups: [...groups]
    })))

const leases = Layer.provide(Leases.layer, Sql.layerSmall)

/**
 * The engine in one of many processes, which owns shards of these groups as long as its lease lasts
 * (decision 0008).
 */
export const layer = (groups: ReadonlyArray<string>) => {
  const serving = RunnerServer.layer.pipe(
    Layer.provide(RpcServer.layerProtocolSocketServer),
    Layer.provideMerge(Shortcut.layer),
    Layer.provide(Sharding.layer),
    Layer.provide(Links.layer),
    Layer.provide(RunnerHealth.layerNoop)
  )
  const leased = LeasedOwnership.layer.pipe(
    Layer.provideMerge(serving),
    Layer.provide(LeaseRunnerStorage.layer),
    Layer.provideMerge(leases)
  )
  return leased.pipe(
    Layer.provide([NodeClusterSocket.layerSocketServer, RpcSerialization.layerMsgPack]),
    Layer.provideMerge(keepsNothing),
    Layer.provideMerge(config(groups))
  )
}
