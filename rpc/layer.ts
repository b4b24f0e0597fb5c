import { Layer } from "effect"
import { Artists } from "./Artists.ts"
import { Authenticator } from "./Authenticator.ts"
import { Bookings } from "./Bookings.ts"
import { Keys } from "./Keys.ts"
import { Operator } from "./Operator.ts"
import { PredictionDesk } from "./PredictionDesk.ts"
import { VenueDirectory } from "./VenueDirectory.ts"
import { Venues } from "./Venues.ts"

/** Everything that can be asked, over entities, their read models and the health of this process. */
export const layer = Layer.mergeAll(Artists.layer, Venues.layer, PredictionDesk.layer, Bookings.layer, Operator.layer)
  .pipe(
    Layer.provideMerge(Layer.mergeAll(VenueDirectory.layer, Keys.layer, Authenticator.layer))
  )
