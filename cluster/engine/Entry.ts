import { Runner } from "@effect/cluster"
import { Effect, Layer } from "effect"
import { Leases } from "../lease/Leases.ts"
import { address } from "./Runner.ts"

/**
 * Lets this process into the cluster, once all that it is made of is there: before that it could only keep others waiting.
 * An address at which another process is alive stops the start.
 */
export const layer = (groups: ReadonlyArray<string>) =>
  Layer.effectDiscard(Effect.gen(function*() {
    const { join } = yield* Leases
    const self = yield* address
    yield* join(
      `${self.host}:${self.port}`,
      Runner.Runner.encodeSync(new Runner.Runner({ address: self, groups: [...groups], weight: 1 }))
    )
  }))
