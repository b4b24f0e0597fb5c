import { Context, Deferred, Effect, Layer, Redacted, Schedule } from "effect"
import * as NodePath from "node:path"
import { DataFolder } from "../DataFolder.ts"
import type { StartRefused } from "../StartRefused.ts"
import * as Binaries from "./Binaries.ts"
import * as Postmaster from "./Postmaster.ts"
import { ended } from "./Program.ts"
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

/** Fails when the first start fails; a server that ends by itself later is started again on the same port. */
const serve = Effect.fnUntraced(function*(settings: Settings.Settings) {
  const data = yield* DataFolder
  const binaries = yield* Binaries.find
  const folder = yield* ServerFolder.open(binaries, NodePath.join(data.path, "postgres"))
  const port = yield* Postmaster.freePort
  const ready = yield* Deferred.make<void, StartRefused>()
  yield* Postmaster.start(binaries, folder, settings, port).pipe(
    Effect.tap(() => Deferred.succeed(ready, undefined)),
    Effect.flatMap(ended),
    Effect.scoped,
    Effect.tapBoth({
      onSuccess: () => Effect.logError("Postgres ended by itself and is started again"),
      onFailure: (refused) => Effect.zipRight(Deferred.fail(ready, refused), Effect.logError(refused.message))
    }),
    Effect.retry(Schedule.spaced("2 seconds")),
    Effect.repeat(Schedule.spaced("200 millis")),
    Effect.forkScoped
  )
  yield* Deferred.await(ready)
  const secret = Redacted.value(folder.password)
  return Postgres.of({
    url: Redacted.make(`postgresql://${ServerFolder.superuser}:${secret}@127.0.0.1:${port}/postgres`)
  })
})
