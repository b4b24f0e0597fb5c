import { HttpServer } from "@effect/platform"
import { Config, Console, Effect, Layer } from "effect"

/** The one line that a start prints: where the dashboard is. */
export const layer = Layer.effectDiscard(
  Effect.gen(function*() {
    const { address } = yield* HttpServer.HttpServer
    const host = yield* Config.string("HOST").pipe(Config.withDefault("localhost"))
    if (address._tag === "TcpAddress") {
      yield* Console.log(`PromoterOS: http://${host.includes(":") ? `[${host}]` : host}:${address.port}`)
    }
  })
)
