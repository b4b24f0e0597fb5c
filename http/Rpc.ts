import { RpcSerialization, RpcServer } from "@effect/rpc"
import { Layer } from "effect"
import * as Artists from "../rpc/Artists.ts"
import * as AuthenticationLive from "../rpc/AuthenticationLive.ts"
import * as Bookings from "../rpc/Bookings.ts"
import { Contract } from "../rpc/contract/Contract.ts"
import * as Operator from "../rpc/Operator.ts"
import * as PredictionDesk from "../rpc/PredictionDesk.ts"
import * as Venues from "../rpc/Venues.ts"

/** The typed contract at `/rpc`, MessagePack over HTTP: names of artists stay whole (see decision 0005). */
export const layer = RpcServer.layerHttpRouter({
  group: Contract,
  path: "/rpc",
  protocol: "http",
  concurrency: "unbounded",
  disableFatalDefects: true
}).pipe(
  Layer.provide([
    Artists.layerRpc,
    Venues.layerRpc,
    PredictionDesk.layerRpc,
    Bookings.layerRpc,
    Operator.layerRpc,
    AuthenticationLive.layer
  ]),
  Layer.provide(RpcSerialization.layerMsgPack)
)
