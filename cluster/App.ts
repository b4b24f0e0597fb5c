import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import * as Http from "../http/layer.ts"
import * as Telemetry from "../http/Telemetry.ts"
import * as BusMemory from "../realtime/BusMemory.ts"
import * as Realtime from "../realtime/layer.ts"
import * as Rpc from "../rpc/layer.ts"
import * as Catalogue from "./Catalogue.ts"
import * as Checks from "./Checks.ts"
import * as Engine from "./Engine.ts"
import * as Entities from "./Entities.ts"
import * as Logs from "./Logs.ts"
import * as Migrations from "./Migrations.ts"
import * as Retention from "./Retention.ts"
import * as Sql from "./Sql.ts"
import * as Timers from "./Timers.ts"
import * as Welcome from "./Welcome.ts"

/** The whole product in one process: the default, and what a promoter's laptop runs. */
export const layerOneProcess = Welcome.layer.pipe(
  Layer.provideMerge(Http.layer),
  Layer.provide(Timers.layer),
  Layer.provide(Catalogue.layer),
  Layer.provide(Realtime.layer),
  Layer.provide(Rpc.layer),
  Layer.provide(Checks.layer),
  Layer.provide(Entities.layer),
  Layer.provide(Engine.layerOneProcess),
  Layer.provide(BusMemory.layer),
  Layer.provide(Retention.layer),
  Layer.provide(Migrations.layer),
  Layer.provide(Sql.layer),
  Layer.provide(Telemetry.layer),
  Layer.provide(Logs.layer),
  Layer.provide([NodeContext.layer, NodeHttpClient.layer])
)
