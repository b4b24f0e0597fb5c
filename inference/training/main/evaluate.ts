import { FileSystem } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Console, Effect, ParseResult, Schema } from "effect"
import { parseArgs } from "node:util"
import * as Cities from "../Cities.ts"
import { type Answered, examine, reportOf, textOf } from "../Evaluation.ts"
import * as ShowFile from "../ShowFile.ts"

const { values: asked } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    venues: { type: "string" },
    from: { type: "string" },
    out: { type: "string", default: "predictions.csv" },
    "lag-days": { type: "string", default: "90" },
    "min-capacity": { type: "string", default: "1200" },
    "max-capacity": { type: "string", default: "3500" }
  }
})

/** `--from` splits one file: shows before that day train, those from it on examine. */
const Arguments = Schema.Struct({
  train: Schema.String,
  test: Schema.optional(Schema.String),
  from: Schema.optional(Schema.String.pipe(Schema.pattern(/^\d{4}-\d{2}-\d{2}$/))),
  venues: Schema.optional(Schema.String),
  out: Schema.String,
  "lag-days": Schema.NumberFromString.pipe(Schema.nonNegative()),
  "min-capacity": Schema.NumberFromString.pipe(Schema.positive()),
  "max-capacity": Schema.NumberFromString.pipe(Schema.positive())
}).pipe(
  Schema.filter(({ from, test }) =>
    test === undefined && from === undefined ? "give --test FILE or --from DAY" : undefined
  )
)

Effect.gen(function*() {
  const options = yield* Schema.decodeUnknown(Arguments)(asked)
  const fileSystem = yield* FileSystem.FileSystem
  const showsIn = Effect.fnUntraced(function*(path: string) {
    const { rejected, shows } = yield* ShowFile.read(path, yield* fileSystem.readFileString(path))
    for (const row of rejected) yield* Console.warn(`${path} line ${row.line} left out: ${row.reason}`)
    yield* Console.log(`${path}: ${shows.length} shows read, ${rejected.length} left out`)
    return shows
  })
  const first = yield* showsIn(options.train)
  const from = options.from ?? "9999-12-31"
  const later = options.test === undefined
    ? first.filter(({ firstNight }) => firstNight >= from)
    : yield* showsIn(options.test)
  const populations = options.venues === undefined
    ? new Map<string, number>()
    : yield* Cities.read(options.venues, yield* fileSystem.readFileString(options.venues))
  const rows = yield* examine(
    first.filter(({ firstNight }) => firstNight < from),
    later,
    populations,
    {
      lagDays: options["lag-days"],
      minCapacity: options["min-capacity"],
      maxCapacity: options["max-capacity"]
    },
    undefined,
    (done, all) => {
      if (done % 20 === 0 || done === all) process.stderr.write(`\r${done} of ${all} rounds`)
    }
  )
  yield* Console.log(rows.length === 0 ? "\nno show of that size to answer" : `\n${textOf(reportOf(rows))}`)
  yield* fileSystem.writeFileString(options.out, csvOf(rows))
  yield* Console.log(`${options.out}: every answer, one a line`)
}).pipe(
  Effect.catchTags({
    ShowFileUnreadable: (error) => fail(error.message),
    ParseError: (error) =>
      fail(
        ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => `--${path.join(".")} ${message}`)
          .join("\n")
      ),
    SystemError: (error) => fail(error.message),
    BadArgument: (error) => fail(error.message)
  }),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain
)

const fail = (message: string) => Effect.zipRight(Console.error(message), Effect.sync(() => (process.exitCode = 1)))

const csvOf = (rows: ReadonlyArray<Answered>): string =>
  [
    "line,date,act,venue,city,capacity,sold,p10,p50,p90,naive,similar_shows",
    ...rows.map((row) =>
      [
        row.show.line,
        row.show.firstNight,
        row.show.past.act,
        row.show.past.venue,
        row.show.past.city,
        row.capacity,
        row.show.past.sold,
        ...[row.low, row.predicted, row.high, row.naive, row.comps["similar shows"] ?? row.naive].map((
          tickets
        ) => Math.round(tickets))
      ].map(quoted).join(",")
    )
  ].join("\n") + "\n"

const quoted = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text
}
