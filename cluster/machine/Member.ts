import { Deferred, Effect, Schedule } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { ended } from "../postgres/Program.ts"
import { StartRefused } from "../StartRefused.ts"

export type Role = "runner" | "gateway" | "scraper" | "inference"

/** One process of the cluster, and what it is told. */
export interface Member {
  readonly role: Role
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
}

/** The mains lie beside each other, as sources and in `dist/`. */
const mainOf = (role: Role) =>
  fileURLToPath(new URL(`../main/${role}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url))

const run = ({ name, role, settings }: Member) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const child = spawn(process.execPath, [
        ...process.execArgv,
        "--enable-source-maps",
        mainOf(role),
        "--stop-with-parent"
      ], {
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...settings },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true // a Ctrl-C at our terminal is ours to hand on
      })
      child.stderr.on("data", (chunk: Buffer) => {
        for (const line of chunk.toString().split("\n")) if (line !== "") process.stderr.write(`${name}: ${line}\n`)
      })
      return child
    }),
    stop
  )

const stop = (child: ChildProcess) =>
  Effect.suspend(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM")
    return ended(child)
  }).pipe(
    Effect.interruptible,
    Effect.timeoutTo({
      duration: "16 seconds",
      onSuccess: () => undefined,
      onTimeout: () => void child.kill("SIGKILL")
    })
  )

/** Resumes with the one line that a gateway prints, and at once for the others. */
const ready = (member: Member, child: ChildProcess) =>
  member.role === "gateway"
    ? Effect.async<string>((resume) => {
      child.stdout?.once("data", (chunk: Buffer) => resume(Effect.succeed(chunk.toString().trim())))
    })
    : Effect.succeed("")

/**
 * Keeps one process running as long as the scope does; gives the line that it printed when it was ready. One that does not
 * start the first time fails, one that ends later is started again.
 */
export const keep = Effect.fnUntraced(function*(member: Member) {
  const first = yield* Deferred.make<string, StartRefused>()
  yield* run(member).pipe(
    Effect.tap((child) =>
      Effect.forkScoped(Effect.flatMap(ready(member, child), (line) => Deferred.succeed(first, line)))
    ),
    Effect.flatMap((child) => Effect.as(ended(child), child)),
    Effect.scoped,
    Effect.tap(({ exitCode, signalCode }) =>
      Effect.zipRight(
        Deferred.fail(first, new StartRefused({ reason: `${member.name} did not start; what it said stands above` })),
        Effect.logWarning(`${member.name} ended (${signalCode ?? exitCode}) and is started again`)
      )
    ),
    Effect.repeat(Schedule.spaced("500 millis")),
    Effect.forkScoped
  )
  return yield* Deferred.await(first)
})
