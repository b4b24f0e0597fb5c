import { Effect, Schedule } from "effect"
import { spawn, spawnSync } from "node:child_process"
import * as Net from "node:net"
import { describe } from "vitest"

const installed = spawnSync("redis-server", ["--version"]).status === 0

/** Tests that need a Redis; where the machine has none they are skipped, and their name says so. */
export const describeWithRedis = (title: string, tests: () => void) =>
  describe.skipIf(!installed)(installed ? title : `${title} (skipped: no redis-server)`, tests)

/** Address of an empty Redis of one's own, which keeps nothing on disk and ends with the scope. */
export const redis = Effect.suspend(() => Effect.flatMap(freePort, redisAt))

/** The same at a given port: one that comes back. */
export const redisAt = Effect.fnUntraced(function*(port: number) {
  yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
        stdio: "ignore"
      })
    ),
    (server) => Effect.sync(() => server.kill("SIGKILL"))
  )
  yield* answers(port).pipe(
    Effect.retry(Schedule.spaced("20 millis").pipe(Schedule.upTo("10 seconds"))),
    Effect.orDie
  )
  return `redis://127.0.0.1:${port}`
})

const answers = (port: number) =>
  Effect.async<void, "closed">((resume) => {
    const socket = Net.connect(port, "127.0.0.1")
    socket.once("connect", () => {
      socket.destroy()
      resume(Effect.void)
    })
    socket.once("error", () => resume(Effect.fail("closed")))
    return Effect.sync(() => socket.destroy())
  })

const freePort = Effect.async<number>((resume) => {
  const server = Net.createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
  })
})
