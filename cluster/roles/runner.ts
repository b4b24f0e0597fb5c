import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { Config, type ConfigError, Effect, Layer } from "effect"
import { Activity } from "../../entities/Activity.ts"
import * as Telemetry from "../../http/Telemetry.ts"
import * as BusRedis from "../../realtime/BusRedis.ts"
import { Redis } from "../../realtime/redis/Redis.ts"
import * as Scrapers from "../../scrapers/layer.ts"
import * as Catalogue from "../Catalogue.ts"
import { entityGroup } from "../Engine.ts"
import * as Entry from "../engine/Entry.ts"
import * as Runner from "../engine/Runner.ts"
import * as Entities from "../Entities.ts"
import * as LeasedOwnership from "../lease/LeasedOwnership.ts"
import * as Logs from "../Logs.ts"
import * as Migrations from "../Migrations.ts"
import * as Models from "../Models.ts"
import * as Retention from "../Retention.ts"
import * as Sql from "../Sql.ts"
import * as Status from "../Status.ts"
import * as Timers from "../Timers.ts"
import * as Forecasting from "../workers/Forecasting.ts"
import * as Scraping from "../workers/Scraping.ts"
import * as Drain from "./Drain.ts"

const chosen = <A, E, R, E2, R2>(
  where: Config.Config<"here" | "workers">,
  here: Layer.Layer<A, E, R>,
  workers: Layer.Layer<A, E2, R2>
): Layer.Layer<A, E | E2 | ConfigError.ConfigError, R | R2> =>
  Layer.unwrapEffect(Effect.map(where, (place): Layer.Layer<A, E | E2, R | R2> => place === "here" ? here : workers))

/** The pool of this process, or workers of their own. */
const scrapes = chosen(
  Config.literal("here", "workers")("CLUSTER_SCRAPES").pipe(Config.withDefault("here")),
  Scrapers.layer,
  Scraping.layerClient
)

const forecasts = chosen(
  Config.literal("here", "workers")("CLUSTER_FORECASTS").pipe(Config.withDefault("here")),
  Models.layer,
  Forecasting.layerClient
)

/** Owns its share of the artists, venues and bookings, and wakes those whose timer is due. */
export const layer = Layer.merge(Timers.layer, Catalogue.layerBackground).pipe(
  Layer.provide(Entry.layer([entityGroup])),
  Layer.provide(Entities.layerWithoutPools),
  Layer.provide(LeasedOwnership.layerHandover),
  Layer.provide(forecasts),
  Layer.provide(scrapes),
  Layer.provide([Drain.layer, Status.layer]),
  Layer.provide(Runner.layer([entityGroup])),
  Layer.provide(BusRedis.layer),
  Layer.provide(Redis.layer),
  Layer.provide(Activity.layer),
  Layer.provide(Retention.layer),
  Layer.provide(Migrations.layer),
  Layer.provide(Sql.layerGiven),
  Layer.provide(Telemetry.layer),
  Layer.provide(Logs.layer),
  Layer.provide([NodeContext.layer, NodeHttpClient.layer])
)
