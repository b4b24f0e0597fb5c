import { HttpServer } from "@effect/platform"
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { ConfigProvider, Effect, Layer, Schema } from "effect"
import { request } from "node:http"
import * as Checks from "../../cluster/Checks.ts"
import * as Engine from "../../cluster/Engine.ts"
import * as Entities from "../../cluster/Entities.ts"
import { ArtistEntity } from "../../entities/artist/protocol.ts"
import { RequestId } from "../../entities/domain/Ids.ts"
import { VenueFacts } from "../../entities/domain/Venue.ts"
import { VenueEntity } from "../../entities/venue/protocol.ts"
import * as Http from "../../http/layer.ts"
import * as BusMemory from "../../realtime/BusMemory.ts"
import * as Realtime from "../../realtime/layer.ts"
import * as Rpc from "../../rpc/layer.ts"
import * as Database from "../support/Database.ts"
import * as Sealing from "../support/Sealing.ts"

/** The gateways over real entities, a database of their own and a free port; one room and one act are there. */
export const layer = (settings: Readonly<Record<string, string>> = {}) =>
  Layer.effectDiscard(seed).pipe(
    Layer.provideMerge(Http.layer),
    Layer.provideMerge(Realtime.layer),
    Layer.provideMerge(Rpc.layer),
    Layer.provideMerge(Sealing.layer),
    Layer.provideMerge(Checks.layer),
    Layer.provideMerge(Entities.layer),
    Layer.provideMerge(Engine.layerOneProcess),
    Layer.provideMerge(BusMemory.layer),
    Layer.provideMerge(Database.layer),
    Layer.provideMerge(Layer.merge(NodeContext.layer, NodeHttpClient.layer)),
    Layer.provide(
      Layer.setConfigProvider(
        ConfigProvider.fromMap(new Map(Object.entries({ PORT: "0", SANDBOX_PORT: "0", ...settings })))
      )
    )
  )

const seed = Effect.gen(function*() {
  const venueOf = yield* VenueEntity.client
  const artistOf = yield* ArtistEntity.client
  const facts = yield* Schema.decode(VenueFacts)({
    name: "The Test Hall",
    city: "Denver",
    country: "US",
    zone: "America/Denver",
    stages: [{ stageId: "main", name: "Main", configs: [{ configId: "full", name: "Full", capacity: 1500 }] }],
    policy: {},
    defaults: { ticketPriceCents: 4500, facilityFeeCents: 250, tax: { mode: "divisor", rate: 500 } }
  })
  yield* venueOf("hall").Register({ requestId: RequestId.make("seed"), actor: "test", facts })
  yield* artistOf("act").Register({
    requestId: RequestId.make("seed"),
    actor: "test",
    profile: { name: "The Act", genres: ["rock"], handles: {}, source: "sandbox" }
  })
})

export const origin = Effect.map(
  HttpServer.HttpServer,
  ({ address }) => `http://localhost:${address._tag === "TcpAddress" ? address.port : 0}`
)

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** A request of a plain client, as any language would send it. */
export const send = (path: string, init: RequestInit = {}): Effect.Effect<Answer, never, HttpServer.HttpServer> =>
  Effect.flatMap(origin, (base) => Effect.promise(() => ask(`${base}${path}`, init)))

const ask = async (url: string, init: RequestInit): Promise<Answer> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The "status" of a connection that the server has cut off. */
export const cutOff = 0

/** The status of a body of so many bytes whose length nobody announces. */
export const stream = (path: string, bytes: number): Effect.Effect<number, never, HttpServer.HttpServer> =>
  Effect.flatMap(origin, (base) =>
    Effect.async<number>((resume) => {
      const outgoing = request(`${base}${path}`, { method: "POST", headers: { "content-type": "application/json" } })
      outgoing.on("response", (response) => {
        response.resume()
        resume(Effect.succeed(response.statusCode ?? 0))
      })
      outgoing.on("error", () => resume(Effect.succeed(cutOff)))
      for (let sent = 0; sent < bytes; sent += 50_000) outgoing.write("x".repeat(50_000))
      outgoing.end()
    }))

export const postJson = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  send(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body)
  })

export const Refused = Schema.parseJson(
  Schema.Struct({
    status: Schema.Int,
    code: Schema.String,
    title: Schema.String,
    detail: Schema.String,
    type: Schema.String,
    errors: Schema.Array(Schema.Struct({ field: Schema.String, message: Schema.String }))
  })
)
export const refusal = (answer: Answer) => Schema.decodeSync(Refused)(answer.text)
