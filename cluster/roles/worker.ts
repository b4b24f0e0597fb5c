import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import * as Telemetry from "../../http/Telemetry.ts"
import * as Scrapers from "../../scrapers/layer.ts"
import { forecastGroup, scrapeGroup } from "../Engine.ts"
import * as Entry from "../engine/Entry.ts"
import * as Runner from "../engine/Runner.ts"
import * as Logs from "../Logs.ts"
import * as Models from "../Models.ts"
import * as SchemaVersion from "../SchemaVersion.ts"
import * as Sql from "../Sql.ts"
import * as Status from "../Status.ts"
import * as Forecasting from "../workers/Forecasting.ts"
import * as Scraping from "../workers/Scraping.ts"
import * as Drain from "./Drain.ts"

const environment = SchemaVersion.layer.pipe(
  Layer.provideMerge(Sql.layerGiven),
  Layer.provide(Telemetry.layer),
  Layer.provide(Logs.layer),
  Layer.provideMerge(Layer.merge(NodeContext.layer, NodeHttpClient.layer))
)

/** Looks at platforms for the runners: sessions, browsers and limits are this process's. */
export const layerScraper = Entry.layer([scrapeGroup]).pipe(
  Layer.provide(Scraping.layer),
  Layer.provide(Scrapers.layer),
  Layer.provide([Drain.layer, Status.layer]),
  Layer.provide(Runner.layer([scrapeGroup])),
  Layer.provide(environment)
)

/** Answers forecasts for the runners, from the models of this process. */
export const layerInference = Entry.layer([forecastGroup]).pipe(
  Layer.provide(Forecasting.layer),
  Layer.provide(Models.layer),
  Layer.provide(Scraping.layerClient),
  Layer.provide([Drain.layer, Status.layer]),
  Layer.provide(Runner.layer([forecastGroup])),
  Layer.provide(environment)
)
