import { ClusterError, MachineId, Runner, RunnerStorage, ShardId } from "@effect/cluster"
import { Effect, Layer } from "effect"
import { Leases } from "./Leases.ts"

/**
 * The engine's view of the leases. It is told at once that it has what it asked for, and routes accordingly; whether a shard
 * is really ours is settled where an entity is loaded and where it commits.
 */
export const layer = Layer.effect(
  RunnerStorage.RunnerStorage,
  Effect.gen(function*() {
    const leases = yield* Leases
    return RunnerStorage.RunnerStorage.of({
      register: () => Effect.map(leases.joined, (incarnation) => MachineId.make(incarnation % machineIds)),
      unregister: () => leases.leave,
      getRunners: persisted(
        Effect.map(leases.runners, (rows) => rows.map((row) => [Runner.Runner.decodeSync(row), true] as const))
      ),
      setRunnerHealth: () => Effect.void, // who does not renew is gone, who does is healthy
      acquire: (_address, shards) => {
        const wanted = [...shards]
        return Effect.as(leases.want(wanted.map(String)), wanted)
      },
      refresh: (_address, shards) =>
        Effect.sync(() => leases.kept(Array.from(shards, String)).map(ShardId.ShardId.fromString)),
      release: (_address, shard) => leases.release([String(shard)]),
      releaseAll: () => Effect.void // the layer of the leases gives back what is left
    })
  })
)

/** Numbers that the engine's ids have room for. */
const machineIds = 1024

const persisted = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.mapError(effect, (cause) => new ClusterError.PersistenceError({ cause }))
