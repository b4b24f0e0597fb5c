import { Effect, Schedule } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { describe } from "vitest"
import { answers, settings } from "../../cluster/machine/RedisServer.ts"
import { freePort } from "../../cluster/postgres/Postmaster.ts"

const installed = spawnSync("redis-server", ["--version"]).status === 0

/** Tests that need a Redis; where the machine has none they are skipped, and their name says so. */
export const describeWithRedis = (title: string, tests: () => void) =>
  describe.skipIf(!installed)(installed ? title : `${title} (skipped: no redis-server)`, tests)

/** Address of an empty Redis of one's own, which keeps nothing on disk and ends with the scope. */
export const redis = Effect.suspend(() => Effect.flatMap(Effect.orDie(freePort), redisAt))

/** The same at a given port: one that comes back. */
export const redisAt = Effect.fnUntraced(function*(port: number) {
  yield* Effect.acquireRelease(
    Effect.sync(() => spawn("redis-server", [...settings, "--port", String(port)], { stdio: "ignore" })),
    (server) => Effect.sync(() => server.kill("SIGKILL"))
  )
  yield* answers(port).pipe(
    Effect.retry(Schedule.spaced("20 millis").pipe(Schedule.upTo("10 seconds"))),
    Effect.orDie
  )
  return `redis://127.0.0.1:${port}`
})
