import { FileSystem } from "@effect/platform"
import { Context, Effect, Layer, Schedule } from "effect"
import * as Net from "node:net"
import * as NodePath from "node:path"
import { DataFolder } from "../DataFolder.ts"
import * as Postmaster from "../postgres/Postmaster.ts"
import { ended, run, spawn } from "../postgres/Program.ts"
import { StartRefused } from "../StartRefused.ts"

/** A Redis of this machine, running as long as the layer does. It keeps nothing on disk: nothing in it is kept nowhere else. */
export class RedisServer extends Context.Tag("promoteros/cluster/machine/RedisServer")<RedisServer, {
  readonly url: string
}>() {
  static readonly layer = Layer.scoped(RedisServer, Effect.suspend(() => serve))
}

const command = "redis-server"

const serve = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const { path } = yield* DataFolder
  yield* run({ command, args: ["--version"] }, "5 seconds").pipe(
    Effect.mapError(() =>
      new StartRefused({
        reason: "No redis-server on this machine: install it (apt-get install redis-server), or start the roles by " +
          "themselves with REDIS_URL"
      })
    )
  )
  const folder = NodePath.join(path, "redis")
  yield* Effect.orDie(fs.makeDirectory(folder, { recursive: true }))
  const port = yield* Postmaster.freePort
  yield* Effect.acquireRelease(
    spawn({ command, args: [...settings, "--port", String(port), "--dir", folder] }),
    (server) =>
      Effect.suspend(() => {
        if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM")
        return ended(server)
      }).pipe(Effect.interruptible, Effect.timeout("5 seconds"), Effect.ignore) // it keeps nothing that could be lost
  ).pipe(
    Effect.tap((server) => Effect.sync(() => [server.stdout?.resume(), server.stderr?.resume()])),
    Effect.flatMap(ended),
    Effect.scoped,
    Effect.tap(() => Effect.logError("Redis ended by itself and is started again")),
    Effect.repeat(Schedule.spaced("200 millis")),
    Effect.catchTag("StartRefused", ({ message }) => Effect.logError(message)),
    Effect.forkScoped
  )
  yield* answers(port).pipe(
    Effect.retry(Schedule.spaced("20 millis").pipe(Schedule.upTo("10 seconds"))),
    Effect.mapError(() => new StartRefused({ reason: "Redis did not start" }))
  )
  return RedisServer.of({ url: `redis://127.0.0.1:${port}` })
})

/** It keeps nothing on disk. */
export const settings = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

/** Whether somebody listens at this port of this machine. */
export const answers = (port: number) =>
  Effect.async<void, "closed">((resume) => {
    const socket = Net.connect(port, "127.0.0.1")
    socket.once("connect", () => {
      socket.destroy()
      resume(Effect.void)
    })
    socket.once("error", () => resume(Effect.fail("closed")))
    return Effect.sync(() => socket.destroy())
  })
