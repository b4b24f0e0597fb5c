import { Clock, Config, Context, Effect, FiberSet, Layer, Option, Ref, Schema } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { PlatformAddresses } from "../PlatformAddresses.ts"
import { answer } from "./answer.ts"
import * as Faults from "./Faults.ts"
import { misbehave } from "./misbehave.ts"

/**
 * The sandbox platforms: TikTok, Instagram and Spotify as one local server that answers in their own layouts for invented
 * acts (Acts.ts), whose figures move with time. It listens on the loopback address alone.
 */
export class Sandbox extends Context.Tag("promoteros/scrapers/sandbox/Sandbox")<Sandbox, {
  readonly origin: string
  /** Makes the platforms misbehave; the same as POST /sandbox/faults. */
  readonly plan: (fault: Faults.PlannedFault) => Effect.Effect<void>
  readonly clear: Effect.Effect<void>
  /** requests answered or refused so far */
  readonly requests: Effect.Effect<number>
}>() {
  static readonly layer = Layer.scoped(
    Sandbox,
    Effect.gen(function*() {
      const port = yield* Config.port("SANDBOX_PORT").pipe(Config.orElse(() => Config.succeed(0)))
      const speed = yield* Config.number("SANDBOX_SPEED").pipe(Config.withDefault(1))
      const start = yield* Clock.currentTimeMillis
      const plan = yield* Ref.make<Faults.Plan>([])
      const requests = yield* Ref.make(0)
      const run = yield* FiberSet.makeRuntime<never>()

      const now = Effect.map(Clock.currentTimeMillis, (millis) => start + (millis - start) * speed)
      const handle = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse) {
        yield* Ref.update(requests, (n) => n + 1)
        const url = new URL(request.url ?? "/", "http://sandbox")
        if (url.pathname === "/sandbox/faults") return yield* control(plan, request, response)
        const asked = answer(url, request.method ?? "GET", request.headers.authorization)
        if (asked.platform !== undefined) {
          const { handle, platform } = asked
          const fault = yield* Ref.modify(plan, (plan) => Faults.draw(plan, platform, handle))
          if (fault !== undefined) return yield* misbehave(fault, url, asked, response, yield* now)
        }
        const { body, headers, status } = asked.reply(yield* now)
        response.writeHead(status, headers)
        response.end(body)
      })
      const server = yield* Effect.acquireRelease(
        Effect.sync(() =>
          createServer((request, response) => {
            run(
              handle(request, response).pipe(
                Effect.ensuring(Effect.sync(() => response.writableEnded ? undefined : response.destroy()))
              )
            )
          })
        ),
        (server) =>
          Effect.async<void>((resume) => {
            server.close(() => resume(Effect.void))
            server.closeAllConnections()
          })
      )
      server.maxConnections = 256
      yield* Effect.async<void, Error>((resume) => {
        server.once("error", (error) => resume(Effect.fail(error)))
        server.listen(port, "127.0.0.1", () => resume(Effect.void))
      }).pipe(Effect.orDie)
      const address = server.address()
      const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`
      yield* Effect.logInfo(`Sandbox platforms on ${origin}: every act is invented`)
      return Sandbox.of({
        origin,
        plan: (fault) => Ref.update(plan, (plan) => Faults.add(plan, fault)),
        clear: Ref.set(plan, []),
        requests: Ref.get(requests)
      })
    })
  )

  static readonly layerAddresses = Layer.effect(
    PlatformAddresses,
    Effect.map(Sandbox, ({ origin }) => ({
      source: "sandbox" as const,
      tiktok: `${origin}/tiktok`,
      instagram: `${origin}/instagram`,
      instagramApi: `${origin}/instagram`,
      spotify: `${origin}/spotify`,
      spotifyApi: `${origin}/spotify-api`,
      spotifyAccounts: `${origin}/spotify-accounts`,
      hosts: ["127.0.0.1"]
    }))
  )
}

const Planned = Schema.decodeUnknownOption(Schema.parseJson(Faults.PlannedFault))

/** POST a planned fault, GET the plan, DELETE it. */
const control = Effect.fnUntraced(
  function*(plan: Ref.Ref<Faults.Plan>, request: IncomingMessage, response: ServerResponse) {
    const send = (status: number, body: unknown) =>
      Effect.sync(() => {
        response.writeHead(status, { "content-type": "application/json" })
        response.end(JSON.stringify(body))
      })
    if (request.method === "GET") return yield* send(200, yield* Ref.get(plan))
    if (request.method === "DELETE") {
      yield* Ref.set(plan, [])
      return yield* send(200, [])
    }
    const fault = request.method === "POST" ? Planned(yield* bodyOf(request)) : Option.none()
    if (Option.isNone(fault)) {
      return yield* send(400, {
        error: `a fault is { platform, handle?, fault, count? }`,
        faults: Faults.Fault.literals
      })
    }
    yield* send(201, yield* Ref.updateAndGet(plan, (plan) => Faults.add(plan, fault.value)))
  }
)

const bodyOf = (request: IncomingMessage): Effect.Effect<string> =>
  Effect.async<string>((resume) => {
    const parts: Array<Buffer> = []
    let bytes = 0
    request.on("data", (part: Buffer) => {
      bytes += part.length
      if (bytes > 65_536) request.destroy()
      else parts.push(part)
    })
    request.once("end", () => resume(Effect.succeed(Buffer.concat(parts).toString("utf8"))))
    request.once("close", () => resume(Effect.succeed("")))
  })
