import { FileSystem } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Clock, Console, DateTime, Effect } from "effect"
import { parseArgs } from "node:util"
import * as ModelDirectory from "../../ModelDirectory.ts"
import * as Cities from "../Cities.ts"
import { laterOf } from "../Evaluation.ts"
import * as ShowFile from "../ShowFile.ts"
import { bundleOf, train } from "../Training.ts"

const { values: asked } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data/demand/shows.csv" },
    venues: { type: "string" },
    out: { type: "string", default: "inference/model" }
  }
})

Effect.gen(function*() {
  const fileSystem = yield* FileSystem.FileSystem
  const started = yield* Clock.currentTimeMillis
  const { rejected, shows } = yield* ShowFile.read(asked.data, yield* fileSystem.readFileString(asked.data))
  for (const row of rejected) yield* Console.warn(`line ${row.line} left out: ${row.reason}`)
  const populations = asked.venues === undefined
    ? new Map<string, number>()
    : yield* Cities.read(asked.venues, yield* fileSystem.readFileString(asked.venues))
  yield* Console.log(`${shows.length} shows read, ${rejected.length} left out`)
  const days = shows.map(({ firstNight }) => firstNight).sort()
  const from = days[Math.floor(days.length * 0.8)] ?? ""
  const before = shows.filter(({ firstNight }) => firstNight < from)
  const later = laterOf(
    yield* train(before, populations, undefined, progress),
    before,
    shows.filter(({ firstNight }) => firstNight >= from),
    populations,
    { minCapacity: 1_200, maxCapacity: 3_500 }
  )
  const trained = yield* train(shows, populations, undefined, progress)
  const bundle = bundleOf(trained, DateTime.formatIso(yield* DateTime.now), later)
  yield* ModelDirectory.write(asked.out, bundle)
  const seconds = Math.round(((yield* Clock.currentTimeMillis) - started) / 1000)
  yield* Console.log(
    `\n${bundle.manifest.version} written to ${asked.out} (${bundle.graph.length} bytes, ${seconds} s)`
  )
  yield* Console.log(bundle.manifest.training.metrics)
}).pipe(
  Effect.catchTags({
    ShowFileUnreadable: (error) => fail(error.message),
    SystemError: (error) => fail(error.message),
    BadArgument: (error) => fail(error.message)
  }),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain
)

const fail = (message: string) => Effect.zipRight(Console.error(message), Effect.sync(() => (process.exitCode = 1)))

const progress = (done: number, all: number) => {
  if (done % 20 === 0 || done === all) process.stderr.write(`\r${done} of ${all} rounds`)
}
