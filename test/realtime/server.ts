import { HttpServer } from "@effect/platform"
import { SqlClient } from "@effect/sql"
import { ConfigProvider, Effect, Layer } from "effect"
import type { FeedChannel } from "../../entities/Bus.ts"
import * as Server from "../../http/Server.ts"
import * as BusMemory from "../../realtime/BusMemory.ts"
import * as Realtime from "../../realtime/layer.ts"
import { Authenticator } from "../../rpc/Authenticator.ts"
import { Keys } from "../../rpc/Keys.ts"
import * as Database from "../support/Database.ts"
import * as Sealing from "../support/Sealing.ts"

/** A live gateway on a free port over a database of its own. */
export const layer = (settings: Readonly<Record<string, string>> = {}) =>
  Server.layer.pipe(
    Layer.provideMerge(Realtime.layer),
    Layer.provideMerge(Layer.mergeAll(Authenticator.layer, Keys.layer, BusMemory.layer)),
    Layer.provide(Sealing.layer),
    Layer.provideMerge(Database.layer),
    Layer.provide(
      Layer.setConfigProvider(
        ConfigProvider.fromMap(new Map(Object.entries({ PORT: "0", REALTIME_POLL_INTERVAL: "50 millis", ...settings })))
      )
    )
  )

export const port = Effect.map(
  HttpServer.HttpServer,
  ({ address }) => address._tag === "TcpAddress" ? address.port : 0
)

export interface Item {
  readonly id: string
  readonly channel?: FeedChannel
  readonly artistId?: string
  readonly venueId?: string
  readonly platform?: string
  readonly padding?: number
}

/** Adds an item to the feed as a commit would; `hold` keeps its transaction open after its number was drawn. */
export const write = Effect.fnUntraced(function*(item: Item, hold = 0) {
  const sql = yield* SqlClient.SqlClient
  const body = JSON.stringify({
    type: "metric_update",
    data: { id: item.id, padding: "x".repeat(item.padding ?? 0) }
  })
  yield* sql.withTransaction(Effect.zipRight(
    sql`insert into feed (seq, channel, artist_id, venue_id, platform, body) values (nextval('feed_seq'),
      ${item.channel ?? "metrics"}, ${item.artistId ?? null}, ${item.venueId ?? null}, ${
      item.platform ?? null
    }, ${body})`,
    hold > 0 ? Effect.asVoid(sql`select pg_sleep(${hold / 1000}::float8)`) : Effect.void
  ))
})
