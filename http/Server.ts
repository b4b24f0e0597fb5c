import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { Config, Context, Effect, Layer } from "effect"
import { Gateway } from "../realtime/Gateway.ts"
import { Authenticator } from "../rpc/Authenticator.ts"
import { Edge } from "./Edge.ts"

/** Node's server itself, for what does not go through the routes. */
export class Listener extends Context.Tag("promoteros/http/Server/Listener")<Listener, Edge>() {
  static readonly layer = Layer.effect(
    Listener,
    Effect.map(Authenticator, ({ localVisitHeader }) => new Edge(localVisitHeader))
  )
}

const listening = Layer.unwrapEffect(Effect.gen(function*() {
  const edge = yield* Listener
  const host = yield* Config.string("HOST").pipe(Config.withDefault("localhost"))
  const port = yield* Config.integer("PORT").pipe(
    Config.validate({
      message: "a port is 0 to 65535; 0 takes a free one",
      validation: (port) => port >= 0 && port <= 65_535
    }),
    Config.withDefault(3000)
  )
  // "localhost" is two addresses, and a server listens at one: the one that every machine has
  return NodeHttpServer.layer(() => edge, { host: host === "localhost" ? "127.0.0.1" : host, port })
}))

/**
 * Upgrades go to the live gateway from here on. At the end its clients are told to come back before the server waits for its
 * last answers, and connections that have none to wait for do not hold the end up.
 */
const upgrades = Layer.scopedDiscard(Effect.gen(function*() {
  const edge = yield* Listener
  const gateway = yield* Gateway
  yield* HttpServer.HttpServer
  yield* Effect.addFinalizer(() =>
    Effect.zipRight(
      gateway.close,
      Effect.forkDaemon(Effect.delay(Effect.sync(() => edge.closeAllConnections()), "5 seconds"))
    )
  )
  yield* Effect.sync(() => {
    edge.upgrade = gateway.accept
  })
}))

/** The HTTP server of this process, at HOST and PORT. */
export const layer = upgrades.pipe(Layer.provideMerge(listening), Layer.provideMerge(Listener.layer))
