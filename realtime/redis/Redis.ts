import { Config, Context, Effect, Layer, Metric, Option, Redacted, Runtime, Schema, type Scope } from "effect"
import { Cluster, Redis as Client } from "ioredis"
import * as RedisUrl from "./RedisUrl.ts"

/** Redis did not do what it was asked. What depends on it waits, or does without. */
export class RedisFault extends Schema.TaggedError<RedisFault>()("RedisFault", { cause: Schema.Defect }) {
  override get message() {
    return `Redis does not answer: ${
      typeof this.cause === "object" && this.cause !== null && "message" in this.cause ? this.cause.message : this.cause
    }`
  }
}

/** The Redis that was configured cannot be used at all; says which, without its password. */
export class RedisUnusable extends Schema.TaggedError<RedisUnusable>()("RedisUnusable", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

const connected = Metric.gauge("promoteros_redis_connected", {
  description: "1 while Redis answers, 0 while it is away"
})

/**
 * One connection to Redis for commands and one for listening. A command fails at once while Redis is away, and the
 * connection comes back by itself: nothing here may be the only place where something is kept.
 */
export class Redis extends Context.Tag("promoteros/realtime/redis/Redis")<Redis, {
  readonly run: <A>(command: (client: Client | Cluster) => Promise<A>) => Effect.Effect<A, RedisFault>
  /** Calls `heard` for each message on the channel, and once whenever the connection is back: something may be missed. */
  readonly listen: (channel: string, heard: (message: string) => void) => Effect.Effect<void, RedisFault, Scope.Scope>
  readonly isConnected: () => boolean
}>() {
  /** `REDIS_URL`. A server that does not answer at the start is refused; one that goes away later is waited for. */
  static readonly layer = Layer.scoped(Redis, Effect.suspend(() => make))
}

const patience = "5 seconds"

const make = Effect.gen(function*() {
  const secret = yield* Config.redacted("REDIS_URL").pipe(Config.withDefault(Redacted.make("")))
  if (Redacted.value(secret) === "") {
    return yield* new RedisUnusable({
      reason: "The processes of a cluster tell each other news through Redis: set REDIS_URL (redis://host:6379)"
    })
  }
  const url = yield* Option.match(RedisUrl.parse(Redacted.value(secret)), {
    onNone: () => new RedisUnusable({ reason: new RedisUrl.RedisUrlUnreadable().message }),
    onSome: Effect.succeed
  })
  const commands = yield* open(url)
  const listening = yield* open(url)
  const runFork = Runtime.runFork(yield* Effect.runtime())
  let up = true
  const turned = (now: boolean) => {
    if (up === now) return
    up = now
    runFork(Effect.zipRight(
      Metric.set(connected, now ? 1 : 0),
      now ? Effect.logInfo("Redis is back") : Effect.logWarning("Redis is away; live updates come later meanwhile")
    ))
  }
  commands.on("close", () => turned(false))
  commands.on("ready", () => turned(true))
  yield* Metric.set(connected, 1)

  const run = <A>(command: (client: Client | Cluster) => Promise<A>) =>
    Effect.tryPromise({ try: () => command(commands), catch: (cause) => new RedisFault({ cause }) })

  return Redis.of({
    run,
    isConnected: () => up,
    listen: (channel, heard) => {
      const onMessage = (from: string, message: string) => {
        if (from === channel) heard(message)
      }
      const onReady = () => heard("")
      return Effect.acquireRelease(
        Effect.tryPromise({
          try: () => {
            listening.on("message", onMessage)
            listening.on("ready", onReady)
            return listening.subscribe(channel)
          },
          catch: (cause) => new RedisFault({ cause })
        }),
        () =>
          Effect.sync(() => {
            listening.off("message", onMessage)
            listening.off("ready", onReady)
          })
      )
    }
  })
})

const retry = (times: number) => Math.min(times * 50, 1_000)

const options = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: 2_000,
  commandTimeout: 2_000,
  autoResubscribe: true,
  retryStrategy: retry
} as const

const client = (url: RedisUrl.RedisUrl): Client | Cluster => {
  switch (url._tag) {
    case "Single":
      return new Client(url.url, options)
    case "Sentinel":
      return new Client({
        ...options,
        sentinels: [...url.sentinels],
        name: url.master,
        db: url.database,
        sentinelRetryStrategy: retry,
        ...url.credentials
      })
    case "Cluster":
      return new Cluster([...url.nodes], {
        lazyConnect: true,
        enableOfflineQueue: false,
        clusterRetryStrategy: retry,
        redisOptions: {
          ...url.credentials,
          connectTimeout: options.connectTimeout,
          commandTimeout: options.commandTimeout
        }
      })
  }
}

const open = (url: RedisUrl.RedisUrl) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const opened = client(url)
      opened.on("error", () => {}) // each command tells of its own; without a listener the process would end
      return opened
    }),
    (opened) => Effect.sync(() => opened.disconnect())
  ).pipe(
    Effect.tap((opened) =>
      Effect.tryPromise(() => opened.connect().then(() => opened.ping())).pipe(
        Effect.timeout(patience),
        Effect.mapError((fault) =>
          new RedisUnusable({ reason: `Cannot use the Redis at ${url.shown}: ${plainly(fault)}. See REDIS_URL` })
        )
      )
    )
  )

const plainly = (fault: { readonly message: string; readonly cause?: unknown }): string => {
  const said = typeof fault.cause === "object" && fault.cause !== null && "message" in fault.cause
    ? String(fault.cause.message)
    : fault.message
  return /WRONGPASS|NOAUTH|invalid password/i.test(said)
    ? "wrong user or password"
    : /ECONNREFUSED|Connection is closed|closed/i.test(said)
    ? "nothing listens there"
    : said.split("\n")[0] ?? "no reason given"
}
