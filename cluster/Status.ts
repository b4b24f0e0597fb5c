import { ClusterMetrics } from "@effect/cluster"
import { SqlClient } from "@effect/sql"
import { Clock, Effect, Layer, Metric, Schedule, Schema } from "effect"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { Activity } from "../entities/Activity.ts"
import { RunnerStatus } from "../rpc/contract/ClusterRpcs.ts"
import { Leases } from "./lease/Leases.ts"

const kinds = ["Artist", "Venue", "Booking"] as const

/** Writes down every second how this process is, for whoever looks at the cluster from a gateway. */
export const layer = Layer.scopedDiscard(Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { incarnation } = yield* Leases
  const activity = yield* Activity
  const delay = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const histogram = monitorEventLoopDelay({ resolution: 20 })
      histogram.enable()
      return histogram
    }),
    (histogram) => Effect.sync(() => histogram.disable())
  )

  const write = Effect.gen(function*() {
    const self = incarnation()
    if (self === undefined) return
    const entities = yield* Effect.forEach(kinds, (type) =>
      Effect.map(
        Metric.value(Metric.tagged(ClusterMetrics.entities, "type", type)),
        ({ value }) => ({ type, active: Number(value) })
      ))
    const status = yield* encode({
      entities,
      ...activity.look(yield* Clock.currentTimeMillis),
      residentBytes: process.memoryUsage().rss,
      eventLoopDelayMillis: Math.round(delay.percentile(99) / 1e5) / 10
    })
    delay.reset()
    yield* sql`insert into runner_status (incarnation, status) values (${self}, ${status}::jsonb)
      on conflict (incarnation) do update set at = clock_timestamp(), status = excluded.status`
  })
  yield* write.pipe(
    Effect.catchAll((cause) => Effect.logDebug("The status of this process could not be written", cause)),
    Effect.repeat(Schedule.spaced("1 second")),
    Effect.forkScoped
  )
}))

const encode = Schema.encode(Schema.parseJson(RunnerStatus))
