import { Clock, Context, Effect, Either, Layer, ParseResult, Schema } from "effect"
import { CatchUp } from "./CatchUp.ts"
import { Feed } from "./Feed.ts"
import { type Interest, ofSubscription } from "./Interest.ts"
import { Live } from "./Live.ts"
import { isAfter, ofCursor, type Position, toCursor } from "./Position.ts"
import { ClientMessage, closeCode, type ErrorCode, type Subscribe } from "./Protocol.ts"
import * as Session from "./Session.ts"

/** Answers what a client says (SPEC 2). */
export class Conversation extends Context.Tag("promoteros/realtime/Conversation")<Conversation, {
  readonly hear: (session: Session.Session, text: string) => Effect.Effect<void>
  /** Goes on with a session that was too slow, from the place it has reached. */
  readonly resume: (session: Session.Session, interest: Interest, from: Position) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.effect(
    Conversation,
    Effect.gen(function*() {
      const feed = yield* Feed
      const live = yield* Live
      const { run: resume } = yield* CatchUp

      const subscribe = Effect.fnUntraced(function*(session: Session.Session, wanted: Subscribe) {
        live.leave(session)
        const state: Session.SessionState = { _tag: "Waiting" }
        session.state = state
        const interest = ofSubscription(wanted)
        const { head, horizon } = yield* feed.bounds
        if (session.state !== state) return
        const resumed = wanted.cursor === undefined ? head : ofCursor(wanted.cursor)
        const lost = isAfter(horizon, resumed) || isAfter(resumed, newest(head, live.position()))
        const from = lost ? head : resumed
        if (lost) Session.send(session, { type: "reset", cursor: toCursor(from) })
        Session.send(session, {
          type: "subscribed",
          channels: wanted.channels,
          filters: wanted.filters,
          cursor: toCursor(from)
        })
        yield* resume(session, interest, from)
      })

      const hear = Effect.fnUntraced(function*(session: Session.Session, text: string) {
        const now = yield* Clock.currentTimeMillis
        if (session.state._tag === "Closed") return
        if (!Session.mayTalk(session, now)) {
          sendError(session, "too_many_messages", "slow down: five messages a second")
          return session.webSocket.close(closeCode.policy, "too many messages")
        }
        const message = decode(text)
        if (Either.isLeft(message)) return sendError(session, "bad_message", explain(message.left))
        switch (message.right.type) {
          case "subscribe":
            return yield* subscribe(session, message.right)
          case "unsubscribe":
            live.leave(session)
            session.state = { _tag: "Waiting" }
            return Session.send(session, { type: "unsubscribed" })
        }
      })

      return Conversation.of({
        resume,
        hear: (session, text) =>
          Effect.catchTag(
            hear(session, text),
            "Unavailable",
            ({ message }) => Effect.sync(() => session.webSocket.close(closeCode.tryAgain, message))
          )
      })
    })
  )
}

const decode = Schema.decodeUnknownEither(Schema.parseJson(ClientMessage), { onExcessProperty: "error" })

const explain = (error: ParseResult.ParseError): string =>
  ParseResult.ArrayFormatter.formatErrorSync(error).slice(0, 5).map(({ message, path }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message
  ).join("; ")

const sendError = (session: Session.Session, code: ErrorCode, message: string) =>
  Session.send(session, { type: "error", code, message: message.slice(0, 500) })

const newest = (one: Position, other: Position | undefined): Position =>
  other !== undefined && isAfter(other, one) ? other : one
