import { Effect, Layer, Metric, Queue } from "effect"
import { Bus } from "../entities/Bus.ts"
import { News } from "./News.ts"
import { Redis } from "./redis/Redis.ts"

const channel = "promoteros:news"

const missed = Metric.counter("promoteros_bus_missed_total", {
  description: "News that Redis did not take: those who wait for it look at their next poll",
  incremental: true
})

/**
 * Tells every gateway that something was committed. As within one process it says no more than "look": what there is to
 * see stands in the feed table, so news that Redis loses delays an item by one poll and loses none.
 */
export const layer = Layer.scoped(
  Bus,
  Effect.gen(function*() {
    const redis = yield* Redis
    const hints = yield* Queue.sliding<void>(1)
    yield* Queue.take(hints).pipe(
      Effect.zipRight(redis.run((client) => client.publish(channel, "look"))),
      Effect.catchTag("RedisFault", () => Effect.zipRight(Metric.increment(missed), Effect.sleep("100 millis"))),
      Effect.forever,
      Effect.forkScoped
    )
    return Bus.of({ publish: () => Effect.asVoid(Queue.offer(hints, undefined)) })
  })
)

/** The news of all other processes. */
export const layerNews = Layer.scoped(
  News,
  Effect.gen(function*() {
    const redis = yield* Redis
    const hints = yield* Queue.sliding<void>(1)
    yield* redis.listen(channel, () => void hints.unsafeOffer(undefined))
    return News.of({ await: Queue.take(hints) })
  })
)
