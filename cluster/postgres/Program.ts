import { Duration, Effect } from "effect"
import { type ChildProcess, spawn as nodeSpawn } from "node:child_process"
import { StartRefused } from "../StartRefused.ts"

/** A program with the user it runs as (undefined: ours). */
export interface Program {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

/** Nothing of our own environment reaches Postgres: `PG*` and locale variables would change what it does. */
const environment = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C",
  TZ: "UTC"
}

/** Starts a program in a session of its own, so that a Ctrl-C at our terminal does not reach it. */
export const spawn = (program: Program) =>
  Effect.async<ChildProcess, StartRefused>((resume) => {
    const child = nodeSpawn(program.command, program.args, {
      ...program.user,
      env: environment,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"]
    })
    child.stdin.on("error", () => {}) // a program that never reads its input may be gone before we close it
    child.once("spawn", () => resume(Effect.succeed(child)))
    child.once("error", (fault) =>
      resume(Effect.fail(new StartRefused({ reason: `Cannot run ${program.command}: ${fault.message}` }))))
  })

/** Resumes when the program has ended. */
export const ended = (child: ChildProcess) =>
  Effect.async<void>((resume) => {
    const done = () => resume(Effect.void)
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once("exit", done)
    return Effect.sync(() => child.off("exit", done))
  })

export interface Outcome {
  readonly succeeded: boolean
  /** What it wrote, standard output and errors together: the last 8,192 characters. */
  readonly output: string
}

/** Runs a program to its end; one that takes longer than `limit` is killed. */
export const run = (program: Program, limit: Duration.DurationInput) =>
  Effect.acquireUseRelease(
    spawn(program),
    (child) =>
      Effect.async<Outcome>((resume) => {
        let output = ""
        const collect = (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-8_192)
        }
        child.stdout?.on("data", collect)
        child.stderr?.on("data", collect)
        child.once("close", (code) => resume(Effect.succeed({ succeeded: code === 0, output })))
        child.stdin?.end()
      }).pipe(Effect.timeoutFail({
        duration: limit,
        onTimeout: () =>
          new StartRefused({
            reason: `${program.command} did not finish in ${Duration.format(Duration.decode(limit))}`
          })
      })),
    (child) => Effect.sync(() => child.exitCode === null && child.signalCode === null && child.kill("SIGKILL"))
  )
