import { Effect, Layer } from "effect"
import { ModelRegistry } from "../inference/registry/ModelRegistry.ts"
import { Artists } from "./Artists.ts"
import { Authenticator } from "./Authenticator.ts"
import { Bookings } from "./Bookings.ts"
import { ClusterDesk } from "./ClusterDesk.ts"
import { Contract } from "./contract/Contract.ts"
import { deals } from "./Deals.ts"
import { Documents } from "./Documents.ts"
import { Keys } from "./Keys.ts"
import { Models } from "./Models.ts"
import { Offers } from "./Offers.ts"
import { Operator } from "./Operator.ts"
import { PredictionDesk } from "./PredictionDesk.ts"
import { RiskDesk } from "./RiskDesk.ts"
import { Sales } from "./Sales.ts"
import { SeasonDesk } from "./SeasonDesk.ts"
import { ShowForecasts } from "./ShowForecasts.ts"
import { ShowImports } from "./ShowImports.ts"
import { SigningKeys } from "./SigningKeys.ts"
import { VenueDirectory } from "./VenueDirectory.ts"
import { Venues } from "./Venues.ts"

/** The contract's handlers. They are forty services: whoever serves the contract takes them along, and nobody else. */
export const handlers = Contract.toLayer(Effect.gen(function*() {
  const { predictJson: _, ...predictions } = yield* PredictionDesk
  return {
    ...(yield* Artists),
    ...(yield* Venues),
    ...predictions,
    ...(yield* Bookings),
    ...deals,
    ...(yield* Offers),
    ...(yield* Sales),
    ...(yield* RiskDesk),
    ...(yield* SeasonDesk),
    ...(yield* ShowImports),
    ...(yield* Documents),
    ...(yield* Models),
    ...(yield* Operator),
    ...(yield* ClusterDesk)
  }
}))

/** Everything that can be asked, over entities, their read models and the health of this process. */
export const layer = Layer.mergeAll(
  Artists.layer,
  Venues.layer,
  RiskDesk.layer,
  SeasonDesk.layer,
  ShowImports.layer,
  Documents.layer.pipe(Layer.provide([Offers.layer, SigningKeys.layer])),
  Bookings.layer,
  Offers.layer,
  Sales.layer,
  Models.layer.pipe(Layer.provide(ModelRegistry.layer)),
  Operator.layer,
  ClusterDesk.layer
).pipe(
  Layer.provide(ShowForecasts.layer),
  Layer.provideMerge(PredictionDesk.layer),
  Layer.provideMerge(Layer.mergeAll(VenueDirectory.layer, Keys.layer, Authenticator.layer))
)
