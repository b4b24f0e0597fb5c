import { Deferred, Effect, Queue, Schema } from "effect"
import { WebSocket } from "ws"
import { port } from "./server.ts"

const Message = Schema.Struct({
  type: Schema.String,
  cursor: Schema.optional(Schema.String),
  code: Schema.optional(Schema.String),
  message: Schema.optional(Schema.String),
  data: Schema.optional(Schema.Struct({ id: Schema.String }))
})
export type Message = typeof Message.Type
const decode = Schema.decodeSync(Schema.parseJson(Message))

export interface Closed {
  readonly code: number
  readonly reason: string
}

/** A real client of the live gateway; it is closed with the scope. */
export const connect = (
  options: { readonly headers?: Record<string, string>; readonly protocols?: Array<string>; readonly path?: string } =
    {}
) =>
  Effect.gen(function*() {
    const messages = yield* Queue.unbounded<Message>()
    const closed = yield* Deferred.make<Closed>()
    const at = `ws://localhost:${yield* port}${options.path ?? "/ws"}`
    const socket = yield* Effect.acquireRelease(
      Effect.async<WebSocket, number>((resume) => {
        const socket = new WebSocket(at, options.protocols ?? [], { headers: options.headers ?? {} })
        socket.on("open", () => resume(Effect.succeed(socket)))
        socket.on("unexpected-response", (_, response) => {
          resume(Effect.fail(response.statusCode ?? 0))
          response.destroy()
        })
        socket.on("error", () => resume(Effect.fail(0)))
        socket.on("message", (data) => Queue.unsafeOffer(messages, decode(String(data))))
        socket.on("close", (code, reason) =>
          Deferred.unsafeDone(closed, Effect.succeed({ code, reason: reason.toString() })))
      }).pipe(Effect.timeoutFail({
        duration: "5 seconds",
        onTimeout: () =>
          0
      })),
      (socket) => Effect.sync(() => socket.terminate())
    )
    const send = (message: object | string) =>
      Effect.sync(() => socket.send(typeof message === "string" ? message : JSON.stringify(message)))
    /** The next message that is no heartbeat. */
    const next: Effect.Effect<Message> = Queue.take(messages).pipe(
      Effect.repeat({ until: ({ type }) => type !== "heartbeat" }),
      Effect.timeoutFail({ duration: "10 seconds", onTimeout: () => "no message within ten seconds" }),
      Effect.orDie
    )
    const subscribe = (more: object = {}) =>
      Effect.zipRight(send({ type: "subscribe", channels: ["metrics", "predictions", "bookings"], ...more }), next)
    return {
      socket,
      messages,
      send,
      next,
      subscribe,
      closed: Deferred.await(closed).pipe(Effect.timeout("15 seconds"), Effect.orDie)
    }
  })
