import { FileSystem } from "@effect/platform"
import { Effect, Schedule } from "effect"
import * as NodePath from "node:path"
import { StartRefused } from "../StartRefused.ts"
import { run } from "./Program.ts"

/**
 * Stops the server that an earlier process of ours left on this cluster when it was killed. Only a process that names
 * this very folder on its command line is ours; a pid file whose number now belongs to somebody else is removed, because
 * Postgres would refuse to start beside it.
 */
export const stop = Effect.fnUntraced(function*(cluster: string) {
  const fs = yield* FileSystem.FileSystem
  const file = NodePath.join(cluster, "postmaster.pid")
  const pid = yield* fs.readFileString(file).pipe(
    Effect.map((text) => Math.abs(Number.parseInt(text, 10))), // a single-user server writes its pid negative
    Effect.orElseSucceed(() => Number.NaN)
  )
  if (!Number.isSafeInteger(pid) || pid < 2) return yield* Effect.ignore(fs.remove(file, { force: true })) // torn or absent
  if (!(yield* serves(pid, cluster))) return yield* Effect.ignore(fs.remove(file, { force: true })) // Postgres reports it better
  yield* Effect.logInfo("Stopping the Postgres that an earlier start left behind").pipe(Effect.annotateLogs({ pid }))
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    yield* kill(pid, signal)
    const gone = yield* serves(pid, cluster).pipe(
      Effect.repeat({
        while: (serving) => serving,
        schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("10 seconds"))
      }),
      Effect.map(() => true)
    )
    if (gone && !(yield* serves(pid, cluster))) return
  }
  return yield* new StartRefused({ reason: `A Postgres of an earlier start (pid ${pid}) does not stop on ${cluster}` })
})

const kill = (pid: number, signal: NodeJS.Signals) => Effect.ignore(Effect.try(() => process.kill(pid, signal))) // gone by itself

const serves = (pid: number, cluster: string) =>
  Effect.map(commandLine(pid), (words) => words.includes("postgres") && words.includes(cluster))

/** Linux keeps it in /proc; elsewhere `ps` knows. */
const commandLine = Effect.fnUntraced(function*(pid: number) {
  const fs = yield* FileSystem.FileSystem
  if (process.platform === "linux") {
    return yield* fs.readFileString(`/proc/${pid}/cmdline`).pipe(Effect.orElseSucceed(() => ""))
  }
  return yield* run({ command: "ps", args: ["-ww", "-o", "args=", "-p", String(pid)] }, "5 seconds").pipe(
    Effect.map((outcome) => outcome.output),
    Effect.orElseSucceed(() => "")
  )
})
