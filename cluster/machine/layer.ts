import { NodeContext } from "@effect/platform-node"
import { Config, Console, Effect, Layer, Option, Redacted } from "effect"
import { DataFolder } from "../DataFolder.ts"
import * as Logs from "../Logs.ts"
import * as Migrations from "../Migrations.ts"
import { Postgres } from "../postgres/Postgres.ts"
import * as Postmaster from "../postgres/Postmaster.ts"
import * as Sql from "../Sql.ts"
import { keep, type Member, type Role } from "./Member.ts"
import type { Options } from "./Options.ts"
import { RedisServer } from "./RedisServer.ts"

/** A whole cluster on this machine: Postgres from npm, the Redis of the machine, and every process of every role. */
export const layer = (options: Options) =>
  Layer.scopedDiscard(Effect.gen(function*() {
    const postgres = yield* Postgres
    const redis = yield* RedisServer
    yield* Effect.scoped(Layer.build(Layer.provide(Migrations.layer, Sql.layerUrl(postgres.url))))
    const port = yield* Config.integer("PORT").pipe(Config.withDefault(3000))
    const given = yield* passedOn
    const shared = {
      ...given,
      DATABASE_URL: Redacted.value(postgres.url),
      REDIS_URL: redis.url,
      DATABASE_POOL_SIZE: "6",
      CLUSTER_SCRAPES: options.scrapers > 0 ? "workers" : "here",
      CLUSTER_FORECASTS: options.inference > 0 ? "workers" : "here"
    }
    const reached = (role: Role, count: number) =>
      Effect.forEach(numbers(count), (number) =>
        Effect.map(Postmaster.freePort, (port): Member => ({
          role,
          name: `${role} ${number}`,
          settings: {
            ...shared,
            CLUSTER_PORT: String(port),
            DATABASE_APPLICATION_NAME: `${role}-${number}`
          }
        })))
    const owners = (yield* Effect.all([
      reached("runner", options.runners),
      reached("scraper", options.scrapers),
      reached("inference", options.inference)
    ])).flat()
    yield* Effect.forEach(owners, keep, { concurrency: "unbounded" })
    const gateways = numbers(options.gateways).map((number): Member => ({
      role: "gateway",
      name: `gateway ${number}`,
      settings: {
        ...shared,
        PORT: String(port === 0 ? 0 : port + number - 1),
        DATABASE_APPLICATION_NAME: `gateway-${number}`
      }
    }))
    const lines = yield* Effect.forEach(gateways, keep, { concurrency: "unbounded" })
    yield* Console.log(
      [...lines, `Postgres: ${Redacted.value(postgres.url).replace(/:[^:@/]*@/, "@")}`, `Redis: ${redis.url}`].join(
        "\n"
      )
    )
  })).pipe(
    Layer.provide([Postgres.layer, RedisServer.layer]),
    Layer.provide(DataFolder.layer),
    Layer.provide(Logs.layer),
    Layer.provide(NodeContext.layer)
  )

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Settings of the operator that every process reads for itself. */
const passedOn = Effect.map(
  Effect.forEach(
    [
      "HOST",
      "PLATFORMS",
      "CHROMIUM_PATH",
      "MODEL_PATH",
      "CLUSTER_LEASE",
      "CLUSTER_SCRAPE_SLOTS",
      "SCRAPER_POOL_SIZE",
      "LOG_LEVEL",
      "OTEL_EXPORTER_OTLP_ENDPOINT"
    ],
    (name) => Effect.map(Config.option(Config.string(name)), Option.map((value) => [name, value] as const))
  ),
  (found) => Object.fromEntries(found.flatMap(Option.toArray))
)
