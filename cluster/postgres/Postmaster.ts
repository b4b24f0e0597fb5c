import { NodeStream } from "@effect/platform-node"
import { Deferred, type Duration, Effect, Fiber, Ref, Stream } from "effect"
import type { ChildProcess } from "node:child_process"
import * as Net from "node:net"
import * as NodePath from "node:path"
import { StartRefused } from "../StartRefused.ts"
import type { Binaries } from "./Binaries.ts"
import * as Leftover from "./Leftover.ts"
import { appendTo } from "./LogFile.ts"
import { ended, spawn } from "./Program.ts"
import type { ServerFolder } from "./ServerFolder.ts"
import type { Settings } from "./Settings.ts"
import * as Watchdog from "./Watchdog.ts"

/** A running server on 127.0.0.1 that takes connections. It stops with the scope, whoever is still connected. */
export const start = Effect.fnUntraced(function*(
  binaries: Binaries,
  folder: ServerFolder,
  settings: Settings,
  port: number
) {
  yield* Leftover.stop(folder.cluster)
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const server = yield* Effect.acquireRelease(
    spawn(folder.runAs.program(binaries.postgres, ["-D", folder.cluster, "-p", String(port), ...options])),
    stop
  )
  yield* Watchdog.watch(NodePath.join(folder.cluster, "postmaster.pid"), server)
  yield* awaitReady(server, folder.log)
  return server
})

const awaitReady = Effect.fnUntraced(function*(server: ChildProcess, log: string) {
  const ready = yield* Deferred.make<void>()
  const last = yield* Ref.make("")
  const append = yield* appendTo(log)
  const reading = yield* lines(server).pipe(
    Stream.runForEach((line) =>
      Effect.all([
        append(line),
        /FATAL|PANIC|could not/.test(line) ? Ref.set(last, line) : Effect.void,
        line.includes("database system is ready to accept connections")
          ? Deferred.succeed(ready, undefined)
          : Effect.void
      ], { discard: true })
    ),
    Effect.forkDaemon // it ends with the server, whose last words are about its stop
  )
  const refusal = (why: string) => new StartRefused({ reason: `Postgres did not start: ${why} (see ${log})` })
  const failed = ended(server).pipe(
    Effect.zipRight(Fiber.join(reading)),
    Effect.zipRight(Ref.get(last)),
    Effect.flatMap((line) => Effect.fail(refusal(plainly(line))))
  )
  yield* Deferred.await(ready).pipe(
    Effect.raceFirst(failed),
    Effect.timeoutFail({ duration: "2 minutes", onTimeout: () => refusal("it was not ready within 2 minutes") })
  )
})

const lines = (server: ChildProcess) => {
  const { stderr } = server
  return stderr === null ? Stream.empty : NodeStream.fromReadable(() => stderr, () => "closed" as const).pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.catchAll(() => Stream.empty)
  )
}

/** The part of a log line that a person can use. */
const plainly = (line: string) =>
  line.includes("No space left on device")
    ? "the disk of the data folder is full"
    : line.replace(/^.*?(FATAL|PANIC|LOG|ERROR):\s*/, "") || "it gave no reason"

/** Fast stop: clients are cut off, everything committed is on disk. Never longer than half a minute. */
const stop = (server: ChildProcess) =>
  signalled(server, "SIGINT", "20 seconds").pipe(
    Effect.orElse(() => signalled(server, "SIGQUIT", "5 seconds")),
    Effect.orElse(() => signalled(server, "SIGKILL", "5 seconds")),
    Effect.ignore // nothing is stronger than SIGKILL; the next start deals with what is left
  )

const signalled = (server: ChildProcess, signal: NodeJS.Signals, patience: Duration.DurationInput) =>
  Effect.suspend(() => {
    if (server.exitCode === null && server.signalCode === null) server.kill(signal)
    return ended(server)
  }).pipe(Effect.interruptible, Effect.timeout(patience))

export const freePort = Effect.async<number, StartRefused>((resume) => {
  const server = Net.createServer()
  server.once(
    "error",
    (fault) => resume(new StartRefused({ reason: `No port on 127.0.0.1 is free: ${fault.message}` }))
  )
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => {
      if (address !== null && typeof address === "object") resume(Effect.succeed(address.port))
    })
  })
})
