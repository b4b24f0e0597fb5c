import { MessageStorage, RunnerHealth, Sharding, ShardingConfig } from "@effect/cluster"
import { Layer, Option } from "effect"
import { pace, settings } from "../Engine.ts"
import * as LeaseRunnerStorage from "../lease/LeaseRunnerStorage.ts"
import { Leases } from "../lease/Leases.ts"
import * as Sql from "../Sql.ts"
import * as Links from "./Links.ts"

/** The engine in a process that owns nothing and asks those that do. */
export const layer = Sharding.layer.pipe(
  Layer.provide(Links.layer),
  Layer.provide(RunnerHealth.layerNoop),
  Layer.provide(LeaseRunnerStorage.layer),
  Layer.provide(Leases.layer),
  Layer.provide(Sql.layerSmall),
  Layer.provideMerge(MessageStorage.layerNoop),
  Layer.provideMerge(ShardingConfig.layer({ ...settings, ...pace, runnerAddress: Option.none() }))
)
