import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Config, Effect, Layer } from "effect"
import { createServer, type Server } from "node:http"
import * as StartFault from "../../cluster/StartFault.ts"
import { StartRefused } from "../../cluster/StartRefused.ts"

/** The port that a server of somebody else's listens on. */
const taken = Effect.map(
  Effect.acquireRelease(
    Effect.async<Server>((resume) => {
      const server = createServer().listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close())
  ),
  (server) => {
    const address = server.address()
    return typeof address === "object" && address !== null ? address.port : 0
  }
)

const why = <A, E>(layer: Layer.Layer<A, E>) =>
  Effect.scoped(Layer.build(layer)).pipe(Effect.sandbox, Effect.flip, Effect.map(StartFault.describe))

describe("StartFault", () => {
  it.scopedLive("says which port is in use and what to do about it", () =>
    Effect.gen(function*() {
      const port = yield* taken
      const server = NodeHttpServer.layer(() => createServer(), { port, host: "127.0.0.1" })
      assert.strictEqual(
        yield* why(server),
        `PromoterOS cannot start: port ${port} is in use. Stop what uses it, or set PORT (of a runner: CLUSTER_PORT) to another`
      )
    }))

  it.scopedLive("says which address this machine has not", () =>
    Effect.gen(function*() {
      const server = NodeHttpServer.layer(() => createServer(), { port: 0, host: "192.0.2.1" })
      assert.include(yield* why(server), "this machine has no address 192.0.2.1. Set HOST")
    }))

  it.effect("names the setting that cannot be read", () =>
    Effect.gen(function*() {
      const line = yield* why(Layer.effectDiscard(Config.integer("DOORS_OPEN_AT")))
      assert.strictEqual(
        line,
        "PromoterOS cannot start: setting DOORS_OPEN_AT: Expected DOORS_OPEN_AT to exist in the process context"
      )
    }))

  it.effect("gives the reason of a refusal beside which others were interrupted", () =>
    Effect.sync(() => {
      const cause = Cause.parallel(Cause.empty, Cause.fail(new StartRefused({ reason: "the disk is full" })))
      assert.strictEqual(StartFault.describe(cause), "PromoterOS cannot start: the disk is full")
    }))

  it.effect("keeps the trace of what nobody foresaw", () =>
    Effect.sync(() => {
      assert.match(StartFault.describe(Cause.die(new Error("boom"))), /^Error: boom\n\s+at /)
    }))
})
