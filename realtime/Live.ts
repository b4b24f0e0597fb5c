import { Config, Context, Duration, Effect, Layer, Metric } from "effect"
import { Feed, type FeedEvent } from "./Feed.ts"
import * as Frame from "./Frame.ts"
import { type Index, type Interest, makeIndex } from "./Interest.ts"
import { News } from "./News.ts"
import { isAfter, type Position, toCursor } from "./Position.ts"
import * as Session from "./Session.ts"

const delivered = Metric.counter("promoteros_realtime_deliveries_total", {
  description: "Feed items given to live sessions",
  incremental: true
})
const fellBehind = Metric.counter("promoteros_realtime_lagging_total", {
  description: "Sessions that were too slow for the live feed and had to catch up",
  incremental: true
})

/**
 * Reads the feed once for all sessions of this process and hands each item to those that want it. Nothing is read while
 * nobody listens.
 */
export class Live extends Context.Tag("promoteros/realtime/Live")<Live, {
  /** The place up to which everything was handed out; undefined while nobody listens. */
  readonly position: () => Position | undefined
  /** Everything after `from` that this process still has; undefined where it has not all of it any more. */
  readonly since: (from: Position) => ReadonlyArray<FeedEvent> | undefined
  /** From here on the session is given what it wants of all after `from`. */
  readonly join: (session: Session.Session, interest: Interest, from: Position) => void
  readonly leave: (session: Session.Session) => void
}>() {
  static readonly layer = Layer.scoped(
    Live,
    Effect.gen(function*() {
      const feed = yield* Feed
      const news = yield* News
      const clock = yield* Effect.clock
      const remembered = yield* Config.integer("REALTIME_REMEMBERED_EVENTS").pipe(Config.withDefault(4096))
      const poll = yield* Config.duration("REALTIME_POLL_INTERVAL").pipe(Config.withDefault(Duration.seconds(1)))

      const index: Index<Session.Session> = makeIndex((session) =>
        session.state._tag === "Live" ? session.state.interest : undefined
      )
      const awake = yield* Effect.makeLatch(false)
      const recent: Array<FeedEvent> = []
      let recentFrom: Position | undefined
      let position: Position | undefined
      let listeners = 0

      const leave = (session: Session.Session) => {
        if (session.state._tag !== "Live") return
        index.remove(session, session.state.interest)
        listeners--
      }

      const remember = (events: ReadonlyArray<FeedEvent>) => {
        recent.push(...events)
        const forgotten = recent.splice(0, Math.max(0, recent.length - remembered)).at(-1)
        if (forgotten !== undefined) recentFrom = forgotten.position
      }

      const deliver = (events: ReadonlyArray<FeedEvent>) => {
        const touched = new Set<Session.Session>()
        let count = 0
        for (const event of events) {
          let frame: Buffer | undefined
          index.each(event, (session) => {
            if (session.state._tag !== "Live" || !isAfter(event.position, session.state.from)) return
            session.outbox.push(frame ??= Frame.text(message(event)))
            touched.add(session)
            count++
          })
        }
        remember(events)
        position = events.at(-1)?.position ?? position
        return { touched, count }
      }

      const flush = (touched: ReadonlySet<Session.Session>) => {
        let slow = 0
        for (const session of touched) {
          Session.flush(session)
          if (session.state._tag !== "Live" || position === undefined || !Session.isSlow(session)) continue
          const { interest } = session.state
          leave(session)
          session.state = { _tag: "Lagging", interest, position, sinceMillis: clock.unsafeCurrentTimeMillis() }
          slow++
        }
        return slow
      }

      const rest = () => {
        awake.unsafeClose()
        position = undefined
        recentFrom = undefined
        recent.length = 0
      }

      const tail = Effect.gen(function*() {
        yield* awake.await
        if (listeners === 0 || position === undefined) return rest()
        const page = yield* feed.after(position, pageSize)
        const { count, touched } = deliver(page.events)
        const slow = flush(touched)
        if (count > 0) yield* Metric.incrementBy(delivered, count)
        if (slow > 0) yield* Metric.incrementBy(fellBehind, slow)
        if (page.events.length < pageSize) {
          yield* page.pending || page.events.length > 0
            ? Effect.sleep(breath)
            : Effect.raceFirst(news.await, Effect.sleep(poll))
        } else yield* Effect.yieldNow()
      })
      yield* tail.pipe(
        Effect.catchTag("Unavailable", () => Effect.sleep("1 second")),
        Effect.forever,
        Effect.forkScoped
      )

      return Live.of({
        position: () => position,
        since: (from) => {
          if (position === undefined || recentFrom === undefined || isAfter(recentFrom, from)) return undefined
          return recent.filter((event) => isAfter(event.position, from))
        },
        join: (session, interest, from) => {
          session.state = { _tag: "Live", interest, from }
          index.add(session, interest)
          listeners++
          position ??= from
          recentFrom ??= from
          awake.unsafeOpen()
        },
        leave
      })
    })
  )
}

const pageSize = 1000

/** How long after a read the next one waits, so that what happens at the same time goes out together. */
const breath = Duration.millis(5)

/** An item as a client receives it: its body with the cursor in front. */
export const message = ({ body, position }: FeedEvent): string => `{"cursor":"${toCursor(position)}",${body.slice(1)}`
