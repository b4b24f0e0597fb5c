import { Effect, Layer } from "effect"
import { Leases } from "../lease/Leases.ts"

/** An operator who drains this process stops it as its supervisor would: it hands over what it has and ends. */
export const layer = Layer.scopedDiscard(
  Effect.flatMap(Leases, ({ drainRequested }) =>
    drainRequested.pipe(
      Effect.zipRight(Effect.logWarning("An operator drains this process")),
      Effect.zipRight(Effect.sync(() => process.kill(process.pid, "SIGTERM"))),
      Effect.forkScoped
    ))
)
