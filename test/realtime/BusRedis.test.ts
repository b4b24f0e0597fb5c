import { assert, it } from "@effect/vitest"
import { ConfigProvider, Context, Deferred, Effect, Layer, Schedule } from "effect"
import { Bus } from "../../entities/Bus.ts"
import * as BusRedis from "../../realtime/BusRedis.ts"
import { News } from "../../realtime/News.ts"
import { Redis } from "../../realtime/redis/Redis.ts"
import { describeWithRedis, redis, redisAt } from "../support/redis.ts"

const item = { channel: "bookings", body: "{}", cursor: "1" } as const

const over = <A, E>(url: string, layer: Layer.Layer<A, E, Redis>) =>
  Layer.build(
    layer.pipe(
      Layer.provideMerge(Redis.layer),
      Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["REDIS_URL", url]]))))
    )
  )

describeWithRedis("the bus over Redis", () => {
  it.scopedLive("tells every gateway that something was committed", () =>
    Effect.gen(function*() {
      const url = yield* redis
      const bus = Context.get(yield* over(url, BusRedis.layer), Bus)
      const gateways = yield* Effect.all([over(url, BusRedis.layerNews), over(url, BusRedis.layerNews)])
      const heard = yield* Effect.forEach(
        gateways,
        (gateway) => Effect.fork(Context.get(gateway, News).await)
      )
      yield* bus.publish([item])
      yield* Effect.forEach(heard, (fiber) => fiber.await.pipe(Effect.timeout("5 seconds")))
    }))

  it.scopedLive(
    "never holds up who publishes, and hints at what may have been missed when Redis is back",
    () =>
      Effect.gen(function*() {
        const first = yield* Deferred.make<string>()
        const gone = yield* Deferred.make<void>()
        yield* Effect.forkScoped(Effect.scoped(Effect.gen(function*() {
          yield* Deferred.succeed(first, yield* redis)
          yield* Deferred.await(gone)
        })))
        const url = yield* Deferred.await(first)
        const sender = yield* over(url, BusRedis.layer)
        const gateway = yield* over(url, BusRedis.layerNews)
        const bus = Context.get(sender, Bus)
        const { isConnected } = Context.get(gateway, Redis)
        yield* Deferred.succeed(gone, undefined)
        const until = (state: boolean) =>
          Effect.repeat(Effect.delay(Effect.sync(isConnected), "20 millis"), { until: (now) => now === state })
        yield* until(false)
        yield* Effect.forEach(Array.from({ length: 2_000 }), () => bus.publish([item]), { discard: true })
        yield* redisAt(Number(new URL(url).port))
        yield* until(true)
        yield* Context.get(gateway, News).await.pipe(Effect.timeout("10 seconds"))
        const heard = yield* Effect.fork(Context.get(gateway, News).await)
        yield* bus.publish([item]).pipe(Effect.repeat(Schedule.spaced("100 millis")), Effect.raceFirst(heard.await))
      }),
    40_000
  )

  it.scopedLive("refuses a start without a Redis that answers, in one line without the password", () =>
    Effect.gen(function*() {
      const none = yield* Effect.flip(over("redis://:secret@127.0.0.1:1", BusRedis.layer))
      assert.strictEqual(none.message, "Cannot use the Redis at 127.0.0.1:1: nothing listens there. See REDIS_URL")
      const unreadable = yield* Effect.flip(over("localhost:6379", BusRedis.layer))
      assert.match(unreadable.message, /^REDIS_URL must look like /)
    }))
})
