import { HttpLayerRouter } from "@effect/platform"
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import * as Rest from "../http/rest/routes.ts"
import * as Rpc from "../http/Rpc.ts"
import * as Server from "../http/Server.ts"
import * as BusMemory from "../realtime/BusMemory.ts"
import * as Realtime from "../realtime/layer.ts"
import * as Desk from "../rpc/layer.ts"
import * as Catalogue from "./Catalogue.ts"
import * as Checks from "./Checks.ts"
import * as Engine from "./Engine.ts"
import * as Entities from "./Entities.ts"
import * as Migrations from "./Migrations.ts"
import * as Sql from "./Sql.ts"
import * as Timers from "./Timers.ts"

const routes = HttpLayerRouter.serve(Layer.mergeAll(Rpc.layer, Rest.layer), { disableLogger: true })

/** The whole product in one process: the default, and what a promoter's laptop runs. */
export const layerOneProcess = routes.pipe(
  Layer.provide(Server.layer),
  Layer.provide(Timers.layer),
  Layer.provide(Catalogue.layer),
  Layer.provide(Realtime.layer),
  Layer.provide(Desk.layer),
  Layer.provide(Checks.layer),
  Layer.provide(Entities.layer),
  Layer.provide(Engine.layerOneProcess),
  Layer.provide(BusMemory.layer),
  Layer.provide(Migrations.layer),
  Layer.provide(Sql.layer),
  Layer.provide([NodeContext.layer, NodeHttpClient.layer])
)
