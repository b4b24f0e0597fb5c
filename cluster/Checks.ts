import { Sharding } from "@effect/cluster"
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { Scraper } from "../entities/Scraper.ts"
import { InferencePool } from "../inference/InferencePool.ts"
import { Serving } from "../inference/registry/Serving.ts"
import { type Check, Health } from "../rpc/Health.ts"

export const database: Check<SqlClient.SqlClient> = {
  name: "database",
  check: Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => Effect.as(sql`select 1`, { status: "up", detail: "Postgres answers" } as const)
  )
}

export const scrapers: Check<Scraper> = {
  name: "scrapers",
  check: Effect.map(
    Scraper,
    ({ source }) =>
      ({
        status: "up",
        detail: source === "sandbox" ? "Sandbox platforms: invented figures" : "Live platforms"
      }) as const
  )
}

/** The parts that one process consists of. */
export const layer = Health.layer<SqlClient.SqlClient | InferencePool | Serving | Sharding.Sharding | Scraper>([
  database,
  {
    name: "model",
    check: Effect.gen(function*() {
      const { manifest } = yield* Effect.flatMap(InferencePool, ({ champion }) => champion)
      const [fault] = yield* Effect.flatMap(Serving, ({ faults }) => faults)
      return fault === undefined
        ? { status: "up", detail: manifest.version } as const
        : { status: "degraded", detail: `${manifest.version} serves on: ${fault}` } as const
    })
  },
  {
    name: "engine",
    check: Effect.flatMap(Sharding.Sharding, ({ isShutdown }) =>
      Effect.map(isShutdown, (shut) =>
        shut
          ? { status: "down", detail: "The engine is shutting down" } as const
          : { status: "up", detail: "All shards in this process" } as const))
  },
  scrapers
])
