import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import { PredictionCache } from "../../entities/PredictionCache.ts"
import * as Telemetry from "../../http/Telemetry.ts"
import * as BusRedis from "../../realtime/BusRedis.ts"
import * as Realtime from "../../realtime/layer.ts"
import { Redis } from "../../realtime/redis/Redis.ts"
import * as Rpc from "../../rpc/layer.ts"
import { http } from "../App.ts"
import * as Client from "../engine/Client.ts"
import * as GatewayChecks from "../GatewayChecks.ts"
import * as Logs from "../Logs.ts"
import * as MasterKey from "../MasterKey.ts"
import * as SchemaVersion from "../SchemaVersion.ts"
import * as Sql from "../Sql.ts"
import * as Welcome from "../Welcome.ts"
import * as Forecasting from "../workers/Forecasting.ts"
import * as Scraping from "../workers/Scraping.ts"

/** HTTP, RPC and live connections. It owns nothing: any gateway serves any client. */
export const layer = Welcome.layer.pipe(
  Layer.provideMerge(http),
  Layer.provide(Realtime.layer),
  Layer.provide(Rpc.layer),
  Layer.provide(MasterKey.layer),
  Layer.provide(GatewayChecks.layer),
  Layer.provide([Forecasting.layerClient, Scraping.layerClient, PredictionCache.layer]),
  Layer.provide(Client.layer),
  Layer.provide(BusRedis.layerNews),
  Layer.provide(Redis.layer),
  Layer.provide(SchemaVersion.layer),
  Layer.provide(Sql.layerGiven),
  Layer.provide(Telemetry.layer),
  Layer.provide(Logs.layer),
  Layer.provide([NodeContext.layer, NodeHttpClient.layer])
)
