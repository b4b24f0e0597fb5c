import { FileSystem } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { Clock, Config, Console, Effect, Layer, Option, Redacted } from "effect"
import * as NodePath from "node:path"
import { DataFolder } from "../DataFolder.ts"
import * as Logs from "../Logs.ts"
import * as Sql from "../Sql.ts"
import { StartRefused } from "../StartRefused.ts"
import * as Dump from "./Dump.ts"
import * as Load from "./Load.ts"

/** The database of a PromoterOS that runs on the data folder right now, if one does. */
const running = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const configured = yield* Config.option(Config.nonEmptyString("DATA_DIR"))
  const folder = NodePath.join(
    Option.match(configured, {
      onNone: () => DataFolder.usual,
      onSome: (path) => NodePath.resolve(path)
    }),
    "postgres"
  )
  const [, , , port] = (yield* fs.readFileString(NodePath.join(folder, "cluster/postmaster.pid"))).split("\n")
  const password = (yield* fs.readFileString(NodePath.join(folder, "password"))).trim()
  return Redacted.make(`postgresql://promoteros:${password}@127.0.0.1:${port}/postgres`)
}).pipe(Effect.option)

const database = Layer.unwrapEffect(
  Effect.gen(function*() {
    const configured = yield* Config.option(Config.nonEmptyString("DATABASE_URL"))
    const found = Option.isSome(configured) ? Option.none() : yield* running
    return Option.match(found, { onNone: () => Sql.layer, onSome: Sql.layerUrl })
  })
)

const fileOf = (args: ReadonlyArray<string>, command: string) =>
  Option.match(Option.fromNullable(args[0]), {
    onNone: () => new StartRefused({ reason: `npm run ${command} -- <file>, as in promoteros.backup.gz` }),
    onSome: (file) => Effect.succeed(NodePath.resolve(file))
  })

const timed = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const since = yield* Clock.currentTimeMillis
    const done = yield* work
    return { done, seconds: (((yield* Clock.currentTimeMillis) - since) / 1000).toFixed(1) }
  })

/** `npm run backup -- <file>`: while everything runs on, or while nothing runs. */
export const backup = (args: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const file = yield* fileOf(args, "backup")
    const { done, seconds } = yield* timed(Dump.write(file))
    yield* Console.log(`${file}: ${done} rows in ${seconds} s`)
  }).pipe(Effect.provide(database), Effect.provide([NodeContext.layer, Logs.layer]))

/** `npm run restore -- <file>`: into an empty database, `DATABASE_URL` or a new `DATA_DIR`. */
export const restore = (args: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const file = yield* fileOf(args, "restore")
    const { done: { events, rows, streams }, seconds } = yield* timed(Load.read(file))
    yield* Console.log(`${rows} rows in ${seconds} s; the chains of ${streams} streams with ${events} events are whole`)
  }).pipe(Effect.provide(database), Effect.provide([NodeContext.layer, Logs.layer]))
