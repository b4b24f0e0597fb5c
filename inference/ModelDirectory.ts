import { FileSystem, Path } from "@effect/platform"
import { Effect, Schema } from "effect"
import { ModelRejected } from "../entities/domain/Model.ts"
import { type ModelBundle, verify } from "./ModelBundle.ts"

export const manifestFile = "model.json"

const Names = Schema.parseJson(Schema.Struct({
  version: Schema.String,
  graph: Schema.Struct({ file: Schema.String }),
  card: Schema.Struct({ file: Schema.String })
}))

const manifestText = Effect.fnUntraced(function*(directory: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  return yield* fileSystem.readFileString(path.join(directory, manifestFile)).pipe(Effect.mapError(unreadable))
})

const namesIn = (text: string) =>
  Schema.decode(Names)(text).pipe(
    Effect.mapError(() => new ModelRejected({ reason: `${manifestFile} cannot be read as a model's manifest` }))
  )

/** The version that lies in a directory, without loading it. */
export const versionIn = Effect.fn("ModelDirectory.versionIn")(function*(directory: string) {
  const { version } = yield* Effect.flatMap(manifestText(directory), namesIn)
  return version
})

/** Reads and verifies the bundle of a directory: `model.json`, the graph and the card that it names. */
export const read = Effect.fn("ModelDirectory.read")(function*(directory: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const text = yield* manifestText(directory)
  const { card, graph } = yield* namesIn(text)
  return yield* verify(
    text,
    yield* fileSystem.readFile(path.join(directory, path.basename(graph.file))).pipe(Effect.mapError(unreadable)),
    yield* fileSystem.readFileString(path.join(directory, path.basename(card.file))).pipe(Effect.mapError(unreadable))
  )
})

/** The manifest goes last: a reader that sees the new version finds the new files. */
export const write = Effect.fn("ModelDirectory.write")(function*(directory: string, bundle: ModelBundle) {
  const fileSystem = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { manifest } = bundle
  yield* fileSystem.makeDirectory(directory, { recursive: true })
  yield* fileSystem.writeFile(path.join(directory, manifest.graph.file), bundle.graph)
  yield* fileSystem.writeFileString(path.join(directory, manifest.card.file), bundle.card)
  yield* fileSystem.writeFileString(path.join(directory, manifestFile), `${JSON.stringify(manifest, undefined, 1)}\n`)
})

const unreadable = (error: { readonly message: string }) =>
  new ModelRejected({ reason: `a file of it cannot be read: ${error.message}` })
