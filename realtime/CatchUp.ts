import { Clock, Context, Duration, Effect, Layer } from "effect"
import { Feed, type FeedEvent } from "./Feed.ts"
import * as Frame from "./Frame.ts"
import { type Interest, wants } from "./Interest.ts"
import { Live, message } from "./Live.ts"
import { isAfter, type Position, toCursor } from "./Position.ts"
import { closeCode } from "./Protocol.ts"
import * as Session from "./Session.ts"

/**
 * Brings a session from `from` to the live feed (SPEC 5): page by page from the table, the last stretch from what the live
 * side remembers, and joins it to the live side in the same turn, so that nothing is missed and nothing comes twice.
 */
export class CatchUp extends Context.Tag("promoteros/realtime/CatchUp")<CatchUp, {
  readonly run: (session: Session.Session, interest: Interest, from: Position) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.effect(
    CatchUp,
    Effect.gen(function*() {
      const feed = yield* Feed
      const live = yield* Live
      const readers = yield* Effect.makeSemaphore(readersAtOnce)

      const run = Effect.fnUntraced(function*(session: Session.Session, interest: Interest, from: Position) {
        const state = { _tag: "CatchingUp" as const, interest, position: from }
        session.state = state

        const give = (events: ReadonlyArray<FeedEvent>) => {
          for (const event of events) {
            if (wants(interest, event)) session.outbox.push(Frame.text(message(event)))
            state.position = event.position
          }
          Session.flush(session)
        }
        const join = () => {
          const reached = live.position()
          live.join(session, interest, reached && isAfter(reached, state.position) ? reached : state.position)
        }

        while (session.state === state) {
          const missed = live.since(state.position)
          if (missed !== undefined) {
            give(missed)
            return join()
          }
          const page = yield* readers.withPermits(1)(feed.after(state.position, pageSize))
          if (session.state !== state) return
          give(page.events)
          if (page.events.length < pageSize && live.position() === undefined) return join()
          yield* drained(session)
        }
      })

      return CatchUp.of({
        run: (session, interest, from) =>
          Effect.catchTag(run(session, interest, from), "Unavailable", () => Effect.sync(() => giveUp(session)))
      })
    })
  )
}

const pageSize = 500
const readersAtOnce = 8
const patience = Duration.seconds(10)

/** Waits for a slow reader, and gives it up with the place to come back to. */
const drained = Effect.fnUntraced(function*(session: Session.Session) {
  const since = yield* Clock.currentTimeMillis
  while (session.state._tag === "CatchingUp" && !Session.isReady(session)) {
    if ((yield* Clock.currentTimeMillis) - since > Duration.toMillis(patience)) return giveUp(session)
    yield* Effect.sleep("20 millis")
  }
})

/** SPEC 6: closes the connection with the cursor that the client may come back with, here or anywhere. */
export const giveUp = (session: Session.Session): void => {
  if (session.state._tag !== "CatchingUp" && session.state._tag !== "Lagging") return
  session.webSocket.close(closeCode.tryAgain, toCursor(session.state.position))
  session.state = { _tag: "Closed" }
}
