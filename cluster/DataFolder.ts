import type { Error as PlatformFault } from "@effect/platform"
import { FileSystem } from "@effect/platform"
import { Config, Context, Effect, Layer, Option, Random } from "effect"
import { createRequire } from "node:module"
import * as NodePath from "node:path"
import * as FolderLock from "./FolderLock.ts"
import { StartRefused } from "./StartRefused.ts"

/** The one folder this program writes to. Made, proven writable and locked against a second start before anybody sees it. */
export class DataFolder extends Context.Tag("promoteros/cluster/DataFolder")<DataFolder, {
  readonly path: string
}>() {
  /** `#asset/*` (package.json "imports") is the folder of package.json, from the sources as from `dist/`. */
  static readonly usual = NodePath.join(
    NodePath.dirname(createRequire(import.meta.url).resolve("#asset/package.json")),
    ".data"
  )

  /** `DATA_DIR`, by default `.data` beside package.json. */
  static readonly layer = Layer.scoped(
    DataFolder,
    Effect.gen(function*() {
      const configured = yield* Config.option(Config.nonEmptyString("DATA_DIR"))
      const path = Option.match(configured, {
        onNone: () => DataFolder.usual,
        onSome: (folder) => NodePath.resolve(folder)
      })
      return yield* open(path)
    })
  )

  static readonly layerAt = (path: string) => Layer.scoped(DataFolder, open(path))
}

const open = Effect.fnUntraced(function*(path: string) {
  const fs = yield* FileSystem.FileSystem
  const refused = (fault: PlatformFault.PlatformError) =>
    new StartRefused({
      reason: `Cannot write to the data folder ${path}: ${why(fault)}. Set DATA_DIR to another folder`
    })
  yield* make(path).pipe(Effect.mapError(refused))
  const real = yield* fs.realPath(path).pipe(Effect.mapError(refused))
  const probe = NodePath.join(real, `.writable-${yield* Random.nextIntBetween(0, 2 ** 31)}`)
  yield* fs.writeFileString(probe, "written to see whether this folder can be written to\n").pipe(
    Effect.ensuring(Effect.ignore(fs.remove(probe, { force: true }))), // nothing to remove when nothing was written
    Effect.mapError(refused)
  )
  yield* FolderLock.acquire(real)
  return DataFolder.of({ path: real })
})

/** Step by step, because Node's own recursive way never returns where the kernel says "not found" for ever, as in /proc. */
const make = (path: string): Effect.Effect<void, PlatformFault.PlatformError, FileSystem.FileSystem> =>
  Effect.flatMap(FileSystem.FileSystem, (fs) => {
    const step = fs.makeDirectory(path, { mode: 0o711 })
    return Effect.catchTag(step, "SystemError", (fault) => {
      if (fault.reason === "AlreadyExists") return Effect.void
      if (fault.reason !== "NotFound" || NodePath.dirname(path) === path) return Effect.fail(fault)
      return Effect.zipRight(make(NodePath.dirname(path)), step)
    })
  })

const reasons = [
  ["ENOENT", "no folder can be made there"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOTDIR", "a part of the path is a file"],
  ["EEXIST", "there is a file of that name"]
] as const

const why = (fault: PlatformFault.PlatformError) =>
  reasons.find(([code]) => fault.message.includes(code))?.[1] ?? fault.message.split("\n")[0] ?? "unknown"
