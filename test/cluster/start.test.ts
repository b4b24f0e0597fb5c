import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import * as Fs from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

interface Ended {
  readonly code: number | null
  readonly errors: string
}

const folder = Effect.acquireRelease(
  Effect.sync(() => Fs.mkdtempSync(join(tmpdir(), "promoteros-start-"))),
  (path) => Effect.sync(() => Fs.rmSync(path, { recursive: true, force: true }))
)

/** The program as a process of its own, with these settings and no others. */
const program = (settings: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const child = spawn(process.execPath, ["--import", "tsx", "cluster/main/embedded.ts"], {
        env: { PATH: "/usr/bin:/bin", ...settings },
        stdio: ["ignore", "pipe", "pipe"]
      })
      let errors = ""
      child.stdout.resume()
      child.stderr.on("data", (chunk: Buffer) => {
        errors += chunk.toString()
      })
      return { child, errors: () => errors }
    }),
    ({ child }) => Effect.sync(() => child.kill("SIGKILL"))
  )

const end = ({ child, errors }: { readonly child: ChildProcess; readonly errors: () => string }) =>
  Effect.async<Ended>((resume) => {
    const done = () => resume(Effect.succeed({ code: child.exitCode, errors: errors() }))
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once("close", done)
  })

const serverPid = (data: string) => {
  const file = join(data, "postgres/cluster/postmaster.pid")
  const lines = Fs.existsSync(file) ? Fs.readFileSync(file, "utf8").split("\n") : []
  return lines[7]?.trim() === "ready" ? Number(lines[0]) : undefined
}

const eventually = <A>(look: () => A | undefined) =>
  Effect.suspend(() => Effect.fromNullable(look())).pipe(Effect.retry(Schedule.spaced("50 millis")))

const alive = (pid: number) => Fs.existsSync(`/proc/${pid}`)

/** Milliseconds: processes that make and start a database, on a machine that has other things to do. */
const patience = 120_000

describe("a start", () => {
  const refusals = [
    [
      "a database address that is none",
      { DATABASE_URL: "database.example.org" },
      /^PromoterOS cannot start: DATABASE_URL must look like postgresql:\/\/user:password@host:5432\/database\n$/
    ],
    [
      "a database where nothing listens",
      { DATABASE_URL: "postgresql://booker:secret@127.0.0.1:1/promoteros" },
      /^PromoterOS cannot start: Cannot use the database 127\.0\.0\.1:1\/promoteros as booker: nothing listens there\n$/
    ],
    [
      "a data folder that cannot be written to",
      { DATA_DIR: "/proc/promoteros" },
      /^PromoterOS cannot start: Cannot write to the data folder \/proc\/promoteros: .*Set DATA_DIR to another folder\n$/
    ],
    [
      "a setting that is no number",
      { DATABASE_URL: "postgresql://booker@127.0.0.1:1/promoteros", DATABASE_POOL_SIZE: "many" },
      /^PromoterOS cannot start: setting DATABASE_POOL_SIZE: .*\n$/
    ]
  ] as const

  it.scopedLive.each(refusals)(
    "answers %s with one line and exit code 1",
    ([, settings, line]) =>
      Effect.gen(function*() {
        const ended = yield* end(yield* program(settings))
        assert.match(ended.errors, line)
        assert.notInclude(ended.errors, "secret")
        assert.strictEqual(ended.code, 1)
      }),
    patience
  )

  it.scopedLive("leaves no process behind after Ctrl-C, and no second Ctrl-C is needed", () =>
    Effect.gen(function*() {
      const data = yield* folder
      const first = yield* program({ DATA_DIR: data })
      const server = yield* eventually(() => serverPid(data))
      first.child.kill("SIGINT")
      first.child.kill("SIGINT") // npm hands on what the terminal has sent already
      assert.deepStrictEqual(yield* end(first), { code: 0, errors: "" })
      assert.isFalse(alive(server))
    }), patience)

  it.scopedLive("after a kill -9 finds nothing in its way", () =>
    Effect.gen(function*() {
      const data = yield* folder
      const first = yield* program({ DATA_DIR: data })
      const server = yield* eventually(() => serverPid(data))
      first.child.kill("SIGKILL")
      yield* end(first)
      const second = yield* program({ DATA_DIR: data })
      const again = yield* eventually(() => {
        const pid = serverPid(data)
        return pid === server ? undefined : pid
      })
      assert.isFalse(alive(server), "the server of the first start is gone")
      second.child.kill("SIGTERM")
      assert.deepStrictEqual(yield* end(second), { code: 0, errors: "" })
      assert.isFalse(alive(again))
    }), patience)
})
