import { Context, Effect, Layer, Redacted } from "effect"
import * as NodePath from "node:path"
import { DataFolder } from "../DataFolder.ts"
import * as Binaries from "./Binaries.ts"
import * as Postmaster from "./Postmaster.ts"
import * as ServerFolder from "./ServerFolder.ts"
import * as Settings from "./Settings.ts"

/** A real Postgres from the npm package, running as long as the layer does; its data stays in the data folder. */
export class Postgres extends Context.Tag("promoteros/cluster/postgres/Postgres")<Postgres, {
  /** Connection string of the database `postgres`, as the superuser; works from any process of this machine. */
  readonly url: Redacted.Redacted
}>() {
  static readonly layer = Layer.scoped(Postgres, Effect.suspend(() => serve(Settings.durable)))

  /** Much faster, and worthless after a crash: for tests. */
  static readonly layerThrowaway = Layer.scoped(Postgres, Effect.suspend(() => serve(Settings.throwaway)))
}

const serve = Effect.fnUntraced(function*(settings: Settings.Settings) {
  const data = yield* DataFolder
  const binaries = yield* Binaries.find
  const folder = yield* ServerFolder.open(binaries, NodePath.join(data.path, "postgres"))
  const { port } = yield* Postmaster.start(binaries, folder, settings)
  const secret = Redacted.value(folder.password)
  return Postgres.of({
    url: Redacted.make(`postgresql://${ServerFolder.superuser}:${secret}@127.0.0.1:${port}/postgres`)
  })
})
