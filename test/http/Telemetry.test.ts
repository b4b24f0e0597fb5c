import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Scope } from "effect"
import { createServer } from "node:http"
import * as Telemetry from "../../http/Telemetry.ts"
import * as App from "./app.ts"

/** A collector that keeps what it is sent, by path. */
const collector = Effect.acquireRelease(
  Effect.async<{ readonly port: number; readonly received: Array<string>; readonly close: () => void }>((resume) => {
    const received: Array<string> = []
    const server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        received.push(`${request.url} ${Buffer.concat(chunks).toString()}`)
        response.end("{}")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ port, received, close: () => server.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

describe("Telemetry", () => {
  it.scopedLive("sends the span of a request, without its headers, where an endpoint is set", () =>
    Effect.gen(function*() {
      const { port, received } = yield* collector
      const endpoint = ConfigProvider.fromMap(new Map([["OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${port}`]]))
      const app = App.layer().pipe(Layer.provide(Telemetry.layer), Layer.provide(Layer.setConfigProvider(endpoint)))
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(app, scope)
      yield* Effect.provide(App.send("/api/v1/about", { headers: { "x-secret": "hush" } }), context)
      yield* Scope.close(scope, yield* Effect.exit(Effect.void))
      const traces = received.filter((one) => one.startsWith("/v1/traces "))
      assert.isTrue(
        traces.some((one) => one.includes("\"GET /about\"")),
        received.map((one) => one.slice(0, 80)).join("\n")
      )
      assert.isFalse(received.some((one) => one.includes("hush")))
    }))
})
