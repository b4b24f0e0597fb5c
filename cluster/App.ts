import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { Layer } from "effect"
import * as Http from "../http/layer.ts"
import * as Telemetry from "../http/Telemetry.ts"
import * as BusMemory from "../realtime/BusMemory.ts"
import { Gateway } from "../realtime/Gateway.ts"
import * as Realtime from "../realtime/layer.ts"
import { Artists } from "../rpc/Artists.ts"
import { Authenticator } from "../rpc/Authenticator.ts"
import { Bookings } from "../rpc/Bookings.ts"
import { ClusterDesk } from "../rpc/ClusterDesk.ts"
import { Documents } from "../rpc/Documents.ts"
import { Health } from "../rpc/Health.ts"
import * as Rpc from "../rpc/layer.ts"
import { Models } from "../rpc/Models.ts"
import { Offers } from "../rpc/Offers.ts"
import { Operator } from "../rpc/Operator.ts"
import { PredictionDesk } from "../rpc/PredictionDesk.ts"
import { RiskDesk } from "../rpc/RiskDesk.ts"
import { Sales } from "../rpc/Sales.ts"
import { SeasonDesk } from "../rpc/SeasonDesk.ts"
import { ShowImports } from "../rpc/ShowImports.ts"
import { Vault } from "../rpc/Vault.ts"
import { Venues } from "../rpc/Venues.ts"
import * as Catalogue from "./Catalogue.ts"
import * as Checks from "./Checks.ts"
import * as Engine from "./Engine.ts"
import * as Entities from "./Entities.ts"
import { lean } from "./lean.ts"
import * as Logs from "./Logs.ts"
import * as MasterKey from "./MasterKey.ts"
import * as Migrations from "./Migrations.ts"
import * as Retention from "./Retention.ts"
import * as Sql from "./Sql.ts"
import * as Timers from "./Timers.ts"
import * as Welcome from "./Welcome.ts"

/** What is served over HTTP, in a context of its own needs. */
export const http = Http.layer.pipe(
  lean(
    SqlClient.SqlClient,
    Vault,
    Authenticator,
    Health,
    Artists,
    Venues,
    PredictionDesk,
    RiskDesk,
    SeasonDesk,
    ShowImports,
    Documents,
    Bookings,
    Offers,
    Sales,
    Models,
    Operator,
    ClusterDesk,
    Gateway
  )
)

/** The whole product in one process: the default, and what a promoter's laptop runs. */
export const layerOneProcess = Welcome.layer.pipe(
  Layer.provideMerge(http),
  Layer.provide(Timers.layer),
  Layer.provide(Catalogue.layer),
  Layer.provide(Realtime.layer),
  Layer.provide(Rpc.layer),
  Layer.provide(MasterKey.layer),
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
