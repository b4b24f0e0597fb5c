import { MessageStorage, RunnerHealth, Runners, RunnerStorage, Sharding, ShardingConfig } from "@effect/cluster"
import { NodeContext } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, type Redacted, Ref } from "effect"
import * as Timers from "../../cluster/Timers.ts"
import * as Artist from "../../entities/artist/layer.ts"
import { ActCalendar } from "../../entities/booking/ActCalendar.ts"
import * as Booking from "../../entities/booking/layer.ts"
import { ScrapeFailed, type ScraperResponse } from "../../entities/domain/Scrape.ts"
import * as GroupCommit from "../../entities/GroupCommit.ts"
import { type Commit, Journal } from "../../entities/Journal.ts"
import { PredictionCache } from "../../entities/PredictionCache.ts"
import { Predictions } from "../../entities/Predictions.ts"
import { Scraper } from "../../entities/Scraper.ts"
import * as Venue from "../../entities/venue/layer.ts"
import { InferencePool } from "../../inference/InferencePool.ts"
import { ModelWatch } from "../../inference/ModelWatch.ts"
import * as PooledForecaster from "../../inference/PooledForecaster.ts"
import { ShowHistory } from "../../inference/ShowHistory.ts"
import { Sent } from "./Sent.ts"

/** What a platform answers to the n-th look of all: the far side of the internet, and all that is invented here. */
export type Platforms = (look: number) => ScraperResponse | ScrapeFailed

export const followers = (count: number): ScraperResponse => ({
  platform: "instagram",
  artist: { id: "1", username: "sbx", displayName: "Sbx", profileUrl: "https://www.instagram.com/sbx/" },
  metrics: { followers: count, engagement: {}, content: { recent: [] }, growth: {} },
  metadata: {
    scrapedAt: "2026-11-22T00:00:00.000Z",
    scrapeTime: 1,
    proxyUsed: "direct",
    retryCount: 0,
    source: "sandbox",
    layout: "test"
  }
})

const scraper = (platforms: Platforms) =>
  Layer.effect(
    Scraper,
    Effect.map(Ref.make(0), (looks) =>
      Scraper.of({
        source: "sandbox",
        scrape: () =>
          Effect.flatMap(Ref.getAndUpdate(looks, (n) => n + 1), (look) => {
            const found = platforms(look)
            return found instanceof ScrapeFailed ? Effect.fail(found) : Effect.succeed(found)
          })
      }))
  )

/** A journal that goes dark, as a killed process does: before or after it has stored the commit that `strikes` picks. */
export interface Kill {
  readonly when: "before" | "after"
  readonly strikes: (commit: Commit, nth: number) => boolean
}

const journal = (kill: Kill) =>
  Layer.effect(
    Journal,
    Effect.gen(function*() {
      const inner = yield* Journal
      const commits = yield* Ref.make(0)
      const dead = yield* Ref.make(false)
      return Journal.of({
        load: inner.load,
        commit: (commit) =>
          Effect.gen(function*() {
            if (yield* Ref.get(dead)) return yield* Effect.never
            const strikes = kill.strikes(commit, yield* Ref.getAndUpdate(commits, (n) => n + 1))
            if (strikes) yield* Ref.set(dead, true)
            if (strikes && kill.when === "before") return yield* Effect.never
            yield* inner.commit(commit)
            if (strikes) return yield* Effect.never
          })
      })
    })
  ).pipe(Layer.provide(GroupCommit.layer))

/** Nothing but the database, as it is while no process runs. */
export const layerSql = (url: Redacted.Redacted) => PgClient.layer({ url, maxConnections: 2 })

/** The three kinds of entity in an engine of this process, over the database at `url`. */
export const layer = (
  url: Redacted.Redacted,
  { kill, maxIdleMillis = 60_000, platforms = () => followers(1000) }: {
    readonly platforms?: Platforms
    readonly kill?: Kill
    readonly maxIdleMillis?: number
  } = {}
) =>
  Layer.mergeAll(Artist.layer, Venue.layer, Booking.layer, Timers.layer).pipe(
    Layer.provideMerge(
      Sharding.layer.pipe(
        Layer.provide([Runners.layerNoop, RunnerStorage.layerMemory, RunnerHealth.layerNoop]),
        Layer.provide(MessageStorage.layerNoop),
        Layer.provide(ShardingConfig.layer({
          shardsPerGroup: 10,
          entityTerminationTimeout: 100,
          entityMaxIdleTime: maxIdleMillis,
          simulateRemoteSerialization: true
        }))
      )
    ),
    Layer.provideMerge(
      Layer.mergeAll(
        kill ? journal(kill) : GroupCommit.layer,
        Predictions.layer,
        PredictionCache.layer,
        ActCalendar.layer,
        scraper(platforms),
        PooledForecaster.layer.pipe(Layer.provide([InferencePool.layer, ShowHistory.layer, ModelWatch.layerBlind]))
      )
    ),
    Layer.provideMerge(Sent.layer),
    Layer.provideMerge(PgClient.layer({ url, maxConnections: 8 })),
    Layer.provide(NodeContext.layer)
  )
