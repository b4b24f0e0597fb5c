import { PgClient } from "@effect/sql-pg"
import { Config, Effect, Layer, Option, Redacted } from "effect"
import { DataFolder } from "./DataFolder.ts"
import { Postgres } from "./postgres/Postgres.ts"
import { plainly } from "./SqlFault.ts"
import { StartRefused } from "./StartRefused.ts"

/** The client of the server at `url`; a server that cannot be used is one line, without the password. */
export const layerUrl = (url: Redacted.Redacted) =>
  Layer.unwrapEffect(Effect.gen(function*() {
    const server = yield* parse(url)
    const maxConnections = yield* Config.integer("DATABASE_POOL_SIZE").pipe(Config.withDefault(16))
    const connectTimeout = yield* Config.duration("DATABASE_CONNECT_TIMEOUT").pipe(Config.withDefault("5 seconds"))
    const applicationName = yield* Config.string("DATABASE_APPLICATION_NAME").pipe(Config.withDefault("promoteros"))
    return PgClient.layer({ url, maxConnections, connectTimeout, idleTimeout: "1 minute", applicationName }).pipe(
      Layer.catchAll((fault) =>
        Layer.fail(
          new StartRefused({
            reason: `Cannot use the database ${server.host}${server.pathname} as ${server.username}: ${plainly(fault)}`
          })
        )
      )
    )
  }))

/** `DATABASE_URL`, else the Postgres that this program brings. */
export const layer = Layer.unwrapEffect(
  Effect.map(
    Config.option(Config.redacted("DATABASE_URL")),
    (configured) =>
      Option.match(Option.filter(configured, (url) => Redacted.value(url) !== ""), {
        onSome: layerUrl,
        onNone: () =>
          Layer.unwrapEffect(Effect.map(Postgres, ({ url }) => layerUrl(url))).pipe(
            Layer.provide(Postgres.layer),
            Layer.provide(DataFolder.layer)
          )
      })
  )
)

const parse = (url: Redacted.Redacted) =>
  Effect.try(() => new URL(Redacted.value(url))).pipe(
    Effect.filterOrFail((parsed) => parsed.protocol === "postgres:" || parsed.protocol === "postgresql:"),
    Effect.mapError(() =>
      new StartRefused({ reason: "DATABASE_URL must look like postgresql://user:password@host:5432/database" })
    )
  )
