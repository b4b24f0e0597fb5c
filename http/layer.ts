import { HttpIncomingMessage, HttpLayerRouter, HttpMiddleware } from "@effect/platform"
import { FileSystem } from "@effect/platform"
import { RpcSerialization, RpcServer } from "@effect/rpc"
import { Effect, Layer, Option } from "effect"
import * as AuthenticationLive from "../rpc/AuthenticationLive.ts"
import { Contract } from "../rpc/contract/Contract.ts"
import * as Rpc from "../rpc/layer.ts"
import { Assets } from "./Assets.ts"
import * as Body from "./Body.ts"
import * as fallback from "./fallback.ts"
import * as health from "./health.ts"
import { Endpoints } from "./rest/Endpoints.ts"
import { Rest } from "./rest/Rest.ts"
import * as rest from "./rest/routes.ts"
import * as Server from "./Server.ts"
import { Inbox } from "./webhooks/Inbox.ts"
import * as webhooks from "./webhooks/routes.ts"
import * as worker from "./webhooks/worker.ts"

const rpc = RpcServer.layerHttpRouter({
  group: Contract,
  path: "/rpc",
  protocol: "http",
  disableFatalDefects: true
}).pipe(Layer.provide([RpcSerialization.layerMsgPack, AuthenticationLive.layer, Rpc.handlers]))

const calls = Layer.effectDiscard(
  Effect.zipWith(Server.Listener, Rest, (edge, answering) => {
    edge.rest = answering
  })
).pipe(Layer.provide(Rest.layer))

const routes = Layer.mergeAll(rpc, calls, rest.layer, webhooks.layer, worker.layer, health.layer, fallback.layer).pipe(
  Layer.provide([Assets.layer, Endpoints.layer]),
  Layer.provide(Inbox.layer)
)

/**
 * Everything that is served over HTTP: the RPC contract, REST and its document, webhooks, health, figures, the dashboard,
 * and the upgrade to the live gateway.
 */
export const layer = HttpLayerRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provideMerge(Server.layer),
  // the routes have spans of their own, with ids and without headers
  Layer.locally(HttpMiddleware.currentTracerDisabledWhen, () => true),
  Layer.provide(Layer.succeed(HttpIncomingMessage.MaxBodySize, Option.some(FileSystem.Size(Body.limit))))
)
