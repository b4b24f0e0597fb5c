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

const configured = Effect.map(
  Config.option(Config.redacted("DATABASE_URL")),
  Option.filter((url) => Redacted.value(url) !== "")
)

/** `DATABASE_URL`: the processes of a cluster share one database. */
export const url = Effect.flatMap(
  configured,
  Option.match({
    onSome: Effect.succeed,
    onNone: () =>
      new StartRefused({
        reason: "A cluster shares one database: set DATABASE_URL (postgresql://user:password@host/database)"
      })
  })
)

export const layerGiven = Layer.unwrapEffect(Effect.map(url, layerUrl))

/** Connections of their own for what must not wait behind the work: the lease of this process. */
export const layerSmall = Layer.unwrapEffect(
  Effect.map(url, (url) =>
    Layer.orDie(
      PgClient.layer({ url, maxConnections: 4, connectTimeout: "5 seconds", applicationName: "promoteros-lease" })
    ))
)

/** `DATABASE_URL`, else the Postgres that this program brings. */
export const layer = Layer.unwrapEffect(
  Effect.map(
    configured,
    (configured) =>
      Option.match(configured, {
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
