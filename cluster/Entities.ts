import { Sharding } from "@effect/cluster"
import { Layer } from "effect"
import * as Artist from "../entities/artist/layer.ts"
import { ActCalendar } from "../entities/booking/ActCalendar.ts"
import * as Booking from "../entities/booking/layer.ts"
import * as GroupCommit from "../entities/GroupCommit.ts"
import { Journal } from "../entities/Journal.ts"
import { PredictionCache } from "../entities/PredictionCache.ts"
import { Predictions } from "../entities/Predictions.ts"
import { Scraper } from "../entities/Scraper.ts"
import * as Venue from "../entities/venue/layer.ts"
import { Forecaster } from "../inference/Forecaster.ts"
import * as Scrapers from "../scrapers/layer.ts"
import { lean } from "./lean.ts"
import * as Models from "./Models.ts"

/** The three kinds of entity over the journal; who looks at platforms and who forecasts is up to the process. */
export const layerWithoutPools = Layer.mergeAll(Artist.layer, Venue.layer, Booking.layer).pipe(
  lean(Sharding.Sharding, Journal, Predictions, PredictionCache, Forecaster, Scraper, ActCalendar),
  Layer.provideMerge(Layer.mergeAll(GroupCommit.layer, Predictions.layer, PredictionCache.layer, ActCalendar.layer))
)

/** The three kinds of entity, with the scraper pool and the inference pool in this process. */
export const layer = layerWithoutPools.pipe(
  Layer.provideMerge(Models.layer),
  Layer.provideMerge(Scrapers.layer)
)
