import * as Socket from "@effect/platform/Socket"
import { Clock, Effect, Either, Random, Ref, Schema } from "effect"
import { type Channel, type FeedEvent, Message } from "./Message.ts"

export interface Subscription {
  readonly channels: ReadonlyArray<Channel>
  readonly filters: {
    readonly artistIds: ReadonlyArray<string>
    readonly venueIds: ReadonlyArray<string>
    readonly platforms: ReadonlyArray<string>
  }
}

/** `lost` is set where events may be missing: the place to go on from is no longer kept. */
export type State =
  | { readonly _tag: "Connecting" }
  | { readonly _tag: "Open"; readonly lost: boolean }
  | { readonly _tag: "Waiting"; readonly attempt: number; readonly millis: number }

interface Listener {
  readonly onState: (state: State) => void
  readonly onEvent: (event: FeedEvent) => void
}

const decode = Schema.decodeUnknownEither(Schema.parseJson(Message))

/** The server speaks every 15 seconds; after three silent times the connection is as good as gone. */
const silenceMillis = 45_000

/** Follows the feed until it is interrupted: comes back by itself, later each time, from the cursor it had reached. */
export const follow = Effect.fn("feed.follow")(
  function*(url: string, subscription: Subscription, { onEvent, onState }: Listener) {
    const cursor = yield* Ref.make<string | undefined>(undefined)
    const failures = yield* Ref.make(0)
    const heardAt = yield* Ref.make(0)

    const hear = Effect.fnUntraced(function*(data: string | Uint8Array) {
      yield* Ref.set(heardAt, yield* Clock.currentTimeMillis)
      const message = decode(typeof data === "string" ? data : new TextDecoder().decode(data))
      // a newer server may say more than this page knows
      if (Either.isLeft(message)) return
      const said = message.right
      if (said.type === "error") return yield* Effect.logWarning("The feed refused a message", said.code, said.message)
      yield* Ref.set(cursor, said.cursor)
      if (said.type === "subscribed") {
        yield* Ref.set(failures, 0)
        onState({ _tag: "Open", lost: false })
      } else if (said.type === "reset") onState({ _tag: "Open", lost: true })
      else if (said.type !== "heartbeat") onEvent(said)
    })

    const session = Effect.gen(function*() {
      onState({ _tag: "Connecting" })
      yield* Ref.set(heardAt, yield* Clock.currentTimeMillis)
      const socket = yield* Socket.makeWebSocket(url)
      const write = yield* socket.writer
      const from = yield* Ref.get(cursor)
      const hello = JSON.stringify({
        type: "subscribe",
        ...subscription,
        ...(from === undefined ? {} : { cursor: from })
      })
      yield* socket.runRaw(hear, { onOpen: Effect.ignore(write(hello)) /* a failed write ends the run as well */ })
        .pipe(
          Effect.raceFirst(silence(heardAt))
        )
    })

    return yield* Effect.forever(Effect.gen(function*() {
      yield* Effect.scoped(session).pipe(Effect.ignore) // however it ended, the next attempt follows
      const attempt = yield* Ref.updateAndGet(failures, (failures) => failures + 1)
      const millis = Math.round(Math.min(15_000, 500 * 2 ** (attempt - 1)) * (yield* Random.nextRange(0.5, 1)))
      onState({ _tag: "Waiting", attempt, millis })
      yield* Effect.sleep(millis)
    }))
  },
  Effect.provide(Socket.layerWebSocketConstructorGlobal)
)

const silence = (heardAt: Ref.Ref<number>) =>
  Effect.gen(function*() {
    yield* Effect.sleep(5_000)
    const quiet = (yield* Clock.currentTimeMillis) - (yield* Ref.get(heardAt))
    return quiet > silenceMillis
  }).pipe(Effect.repeat({ until: (isSilent) => isSilent }))
