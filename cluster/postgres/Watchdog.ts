import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"

/**
 * A shell that waits for our end of a pipe to close and then stops the server: after a `kill -9` of this process no
 * Postgres stays behind. It looks at the pid file first, since a number may have passed to somebody else by then.
 */
export const watch = (pidFile: string, server: ChildProcess) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const dog = spawn("/bin/sh", ["-c", script, "sh", pidFile, String(server.pid)], {
        detached: true,
        stdio: ["pipe", "ignore", "ignore"]
      })
      dog.on("error", () => {}) // no shell, no watchdog: the next start stops what is left
      dog.stdin.on("error", () => {})
      dog.unref()
      return dog
    }),
    (dog) => Effect.sync(() => dog.kill("SIGKILL"))
  )

const script = "read -r _; read -r pid < \"$1\" && [ \"$pid\" = \"$2\" ] && kill -INT \"$2\""
