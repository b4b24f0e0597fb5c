import { SqlClient } from "@effect/sql"
import { Effect, Schema } from "effect"
import type { Scraper } from "../entities/Scraper.ts"
import { Forecaster } from "../inference/Forecaster.ts"
import { Redis } from "../realtime/redis/Redis.ts"
import { Health } from "../rpc/Health.ts"
import { database, scrapers } from "./Checks.ts"
import { entityGroup, forecastGroup, scrapeGroup } from "./Engine.ts"

const Groups = Schema.Array(Schema.Struct({ groups: Schema.Array(Schema.String) }))

/** What a gateway depends on. It stays ready without live news or workers, and is of no use without runners. */
export const layer = Health.layer<SqlClient.SqlClient | Redis | Forecaster | Scraper>([
  database,
  {
    name: "redis",
    check: Effect.map(Redis, ({ isConnected }) =>
      isConnected()
        ? { status: "up", detail: "Redis answers" } as const
        : { status: "degraded", detail: "Redis is away: live updates come by polling" } as const)
  },
  {
    name: "engine",
    check: Effect.flatMap(
      SqlClient.SqlClient,
      (sql) =>
        sql`select runner::jsonb -> 'groups' as groups from runners where not leaving and is_alive(expires_at)`.pipe(
          Effect.flatMap(Schema.decodeUnknown(Groups)),
          Effect.map((runners) => {
            const having = (group: string) => runners.filter(({ groups }) => groups.includes(group)).length
            const detail = `${having(entityGroup)} runners, ${having(scrapeGroup)} scraper workers, ${
              having(forecastGroup)
            } inference workers`
            return having(entityGroup) > 0 ? { status: "up", detail } as const : { status: "down", detail } as const
          })
        )
    )
  },
  {
    name: "model",
    check: Effect.flatMap(
      Forecaster,
      ({ modelVersion }) => Effect.map(modelVersion, (version) => ({ status: "up", detail: version }) as const)
    )
  },
  scrapers
])
