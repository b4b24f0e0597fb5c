import { Sharding } from "@effect/cluster"
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { Scraper } from "../entities/Scraper.ts"
import { InferencePool } from "../inference/InferencePool.ts"
import { Health } from "../rpc/Health.ts"

/** The parts that one process consists of. */
export const layer = Health.layer<SqlClient.SqlClient | InferencePool | Sharding.Sharding | Scraper>([
  {
    name: "database",
    check: Effect.flatMap(
      SqlClient.SqlClient,
      (sql) => Effect.as(sql`select 1`, { status: "up", detail: "Postgres answers" } as const)
    )
  },
  {
    name: "model",
    check: Effect.flatMap(
      InferencePool,
      ({ champion }) => Effect.map(champion, ({ manifest }) => ({ status: "up", detail: manifest.version }) as const)
    )
  },
  {
    name: "engine",
    check: Effect.flatMap(Sharding.Sharding, ({ isShutdown }) =>
      Effect.map(isShutdown, (shut) =>
        shut
          ? { status: "down", detail: "The engine is shutting down" } as const
          : { status: "up", detail: "All shards in this process" } as const))
  },
  {
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
])
