import { Layer } from "effect"
import { InferencePool } from "../inference/InferencePool.ts"
import * as Watch from "../inference/monitoring/Watch.ts"
import * as PooledForecaster from "../inference/PooledForecaster.ts"
import { ModelRegistry } from "../inference/registry/ModelRegistry.ts"
import { Serving } from "../inference/registry/Serving.ts"
import * as Trainer from "../inference/retraining/Trainer.ts"
import * as Triggers from "../inference/retraining/Triggers.ts"
import { ShowHistory } from "../inference/ShowHistory.ts"
import * as History from "./History.ts"
import * as Lessons from "./Lessons.ts"
import * as SandboxShows from "./SandboxShows.ts"

/** The models of this process: they answer, are watched, and are trained anew. */
export const layer = PooledForecaster.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(Trainer.layer, Triggers.layer).pipe(Layer.provide(Lessons.layer))),
  Layer.provideMerge(Layer.mergeAll(Watch.layer, Serving.layer)),
  Layer.provideMerge(Layer.mergeAll(InferencePool.layer, ModelRegistry.layer)),
  Layer.provideMerge(History.layer.pipe(Layer.provide(SandboxShows.layer))),
  Layer.provideMerge(ShowHistory.layer)
)
