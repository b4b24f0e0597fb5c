import { EntityId, Sharding } from "@effect/cluster"
import { Effect, Layer, Option } from "effect"
import { NotOwned, Ownership } from "../../entities/Ownership.ts"
import { entityGroup } from "../Engine.ts"
import { Leases } from "./Leases.ts"

/** Entities write under the lease of their shard. */
export const layer = Layer.effect(
  Ownership,
  Effect.gen(function*() {
    const leases = yield* Leases
    const sharding = yield* Sharding.Sharding
    return {
      incarnation: leases.incarnation,
      fence: (entityId: string) =>
        Effect.flatMap(
          leases.fence(String(sharding.getShardId(EntityId.make(entityId), entityGroup))),
          Option.match({
            onNone: () => Effect.fail(new NotOwned({ entityId })),
            onSome: Effect.succeed
          })
        )
    }
  })
)

/** What this process holds goes to the others as soon as its entities have ended, whatever else it still has to close. */
export const layerHandover = Layer.scopedDiscard(
  Effect.flatMap(Leases, ({ releaseAll }) => Effect.addFinalizer(() => releaseAll))
)
