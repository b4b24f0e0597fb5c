import * as Headers from "@effect/platform/Headers"
import { Config, Context, DateTime, Duration, Effect, FiberSet, Layer, Metric, Schedule } from "effect"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import { Authenticator } from "../rpc/Authenticator.ts"
import type { Principal } from "../rpc/contract/Access.ts"
import { giveUp } from "./CatchUp.ts"
import { Conversation } from "./Conversation.ts"
import * as Frame from "./Frame.ts"
import { Live } from "./Live.ts"
import { toCursor } from "./Position.ts"
import { closeCode } from "./Protocol.ts"
import * as Session from "./Session.ts"
import * as Upgrade from "./Upgrade.ts"

const connections = Metric.gauge("promoteros_realtime_sessions", { description: "Open live connections" })

/** The WebSocket side of SPEC.md: lets connections in, keeps them alive, and lets go of those that are lost. */
export class Gateway extends Context.Tag("promoteros/realtime/Gateway")<Gateway, {
  /** Takes over an HTTP upgrade. */
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly sessions: Effect.Effect<number>
  /** Tells every client to come back and waits, a little, until they have gone. */
  readonly close: Effect.Effect<void>
}>() {
  static readonly layer = Layer.scoped(
    Gateway,
    Effect.gen(function*() {
      const authenticator = yield* Authenticator
      const live = yield* Live
      const conversation = yield* Conversation
      const clock = yield* Effect.clock
      const maxSessions = yield* Config.integer("REALTIME_MAX_SESSIONS").pipe(Config.withDefault(10_000))
      const heartbeat = yield* Config.duration("REALTIME_HEARTBEAT").pipe(Config.withDefault(Duration.seconds(15)))
      const patience = yield* Config.duration("REALTIME_LAG_PATIENCE").pipe(Config.withDefault(Duration.seconds(10)))
      const fork = yield* FiberSet.makeRuntime()

      const sockets = yield* Effect.acquireRelease(
        Effect.sync(() =>
          new WebSocketServer({
            noServer: true,
            maxPayload: 64 * 1024,
            perMessageDeflate: false,
            clientTracking: false,
            handleProtocols: (offered) => offered.has(Upgrade.subprotocol) ? Upgrade.subprotocol : false
          })
        ),
        (server) => Effect.sync(() => server.close())
      )
      const sessions = new Set<Session.Session>()
      let arriving = 0
      let closing = false

      const open = (webSocket: WebSocket, socket: Duplex, principal: Principal, authorization: string | undefined) => {
        const now = clock.unsafeCurrentTimeMillis()
        const session: Session.Session = {
          webSocket,
          socket,
          principal,
          authorization,
          state: { _tag: "Waiting" },
          heardAtMillis: now,
          allowance: Session.allowance,
          countedAtMillis: now,
          outbox: []
        }
        sessions.add(session)
        const heard = () => void (session.heardAtMillis = clock.unsafeCurrentTimeMillis())
        webSocket.on("pong", heard)
        webSocket.on("ping", heard)
        webSocket.on("error", () => webSocket.terminate())
        webSocket.on("message", (data) => {
          heard()
          fork(conversation.hear(session, data.toString()))
        })
        webSocket.on("close", () => {
          live.leave(session)
          session.state = { _tag: "Closed" }
          sessions.delete(session)
        })
      }

      const admit = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
        Effect.gen(function*() {
          const headers = Upgrade.headersOf(request)
          const principal = yield* authenticator.authenticate(headers)
          yield* Effect.sync(() =>
            sockets.handleUpgrade(request, socket, head, (webSocket) =>
              open(webSocket, socket, principal, headers["authorization"]))
          )
        }).pipe(
          Effect.catchTags({
            Unauthenticated: ({ reason }) =>
              Effect.sync(() =>
                Upgrade.refuse(socket, { status: 401, title: "Sign in first", detail: reason })
              ),
            Unavailable: ({ message }) =>
              Effect.sync(() =>
                Upgrade.refuse(socket, { status: 503, title: "Try again", detail: message })
              )
          }),
          Effect.ensuring(Effect.sync(() => void arriving--))
        )

      const beat = Effect.gen(function*() {
        const at = DateTime.formatIso(yield* DateTime.now)
        const now = clock.unsafeCurrentTimeMillis()
        const position = live.position()
        const frame = Frame.text(
          JSON.stringify({ type: "heartbeat", ...(position ? { cursor: toCursor(position) } : {}), at })
        )
        for (const session of sessions) {
          if (now - session.heardAtMillis > 2.5 * Duration.toMillis(heartbeat)) session.webSocket.terminate()
          else {
            session.webSocket.ping()
            if (session.state._tag === "Live") session.socket.write(frame)
            else if (session.state._tag === "Waiting") Session.send(session, { type: "heartbeat", at })
          }
        }
        yield* Metric.set(connections, sessions.size)
      })

      /** Slow readers that have caught up with what was sent go on; those that have not for too long are let go. */
      const watch = Effect.sync(() => {
        const now = clock.unsafeCurrentTimeMillis()
        for (const session of sessions) {
          if (session.state._tag !== "Lagging") continue
          const { interest, position, sinceMillis } = session.state
          if (Session.isReady(session)) fork(conversation.resume(session, interest, position))
          else if (now - sinceMillis > Duration.toMillis(patience)) giveUp(session)
        }
      })

      /** SPEC 7: a key that was revoked is found out here, within two seconds and the key's time in the cache. */
      const recheck = Effect.gen(function*() {
        const keys = new Set([...sessions].flatMap(({ authorization }) => authorization ?? []))
        yield* Effect.forEach(
          keys,
          (authorization) =>
            authenticator.authenticate(Headers.fromInput({ authorization })).pipe(
              Effect.catchTags({
                Unavailable: () => Effect.void,
                Unauthenticated: ({ reason }) =>
                  Effect.sync(() => {
                    for (const session of sessions) {
                      if (session.authorization === authorization) session.webSocket.close(closeCode.policy, reason)
                    }
                  })
              })
            ),
          { concurrency: 4, discard: true }
        )
      })

      yield* Effect.forkScoped(Effect.schedule(beat, Schedule.spaced(heartbeat)))
      yield* Effect.forkScoped(Effect.schedule(watch, Schedule.spaced("200 millis")))
      yield* Effect.forkScoped(Effect.schedule(recheck, Schedule.spaced("2 seconds")))

      const close = Effect.gen(function*() {
        closing = true
        for (const { webSocket } of sessions) webSocket.close(closeCode.restart, "come back in a moment")
        yield* Effect.sleep("50 millis").pipe(Effect.repeat({ while: () => sessions.size > 0, times: 20 }))
        for (const { webSocket } of sessions) webSocket.terminate()
      })

      return Gateway.of({
        sessions: Effect.sync(() => sessions.size),
        close,
        accept: (request, socket, head) => {
          socket.on("error", () => socket.destroy())
          const objection = closing || sessions.size + arriving >= maxSessions
            ? { status: 503 as const, title: "Too many live connections", detail: "try again in a few seconds" }
            : Upgrade.objection(request)
          if (objection !== undefined) return Upgrade.refuse(socket, objection)
          arriving++
          fork(admit(request, socket, head))
        }
      })
    })
  )
}
