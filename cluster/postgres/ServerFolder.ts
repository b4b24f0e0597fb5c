import { FileSystem } from "@effect/platform"
import { Effect, Redacted } from "effect"
import { randomBytes } from "node:crypto"
import * as NodePath from "node:path"
import { StartRefused } from "../StartRefused.ts"
import { type Binaries, majorVersion } from "./Binaries.ts"
import { run } from "./Program.ts"
import * as RunAs from "./RunAs.ts"

/** A folder with everything of one server: `cluster/` (PGDATA), `password` (0600) and `log`. */
export interface ServerFolder {
  readonly runAs: RunAs.RunAs
  readonly cluster: string
  readonly log: string
  readonly password: Redacted.Redacted
}

export const superuser = "promoteros"

/**
 * Opens a server folder, making its cluster the first time. initdb works beside the final place and one rename puts the
 * result there: a cluster that exists is whole, and what an interrupted initdb left is cleared away.
 */
export const open = Effect.fnUntraced(
  function*(binaries: Binaries, folder: string) {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(folder, { recursive: true, mode: 0o700 })
    const runAs = yield* RunAs.choose(binaries, folder)
    const cluster = NodePath.join(folder, "cluster")
    const made = yield* fs.exists(cluster)
    const password = yield* readPassword(folder, made, runAs)
    if (made) yield* checkVersion(cluster)
    else yield* make(binaries, folder, cluster, runAs)
    return { runAs, cluster, log: NodePath.join(folder, "log"), password } satisfies ServerFolder
  },
  Effect.catchTags({
    BadArgument: (fault) => Effect.fail(new StartRefused({ reason: `Cannot prepare the database: ${fault.message}` })),
    SystemError: (fault) => Effect.fail(new StartRefused({ reason: `Cannot prepare the database: ${fault.message}` }))
  })
)

const readPassword = Effect.fnUntraced(function*(folder: string, made: boolean, runAs: RunAs.RunAs) {
  const fs = yield* FileSystem.FileSystem
  const path = NodePath.join(folder, "password")
  const kept = yield* fs.readFileString(path).pipe(Effect.orElseSucceed(() => ""))
  if (kept.trim() !== "") return Redacted.make(kept.trim())
  if (made) {
    return yield* new StartRefused({ reason: `The database's password is gone: ${path} is missing or cannot be read` })
  }
  const password = yield* Effect.sync(() => randomBytes(24).toString("hex"))
  yield* fs.writeFileString(path, password, { mode: 0o600 })
  if (runAs.owner !== undefined) yield* fs.chown(path, runAs.owner.uid, runAs.owner.gid)
  return Redacted.make(password)
})

const checkVersion = Effect.fnUntraced(function*(cluster: string) {
  const fs = yield* FileSystem.FileSystem
  const version = (yield* fs.readFileString(NodePath.join(cluster, "PG_VERSION"))).trim()
  if (version !== String(majorVersion)) {
    return yield* new StartRefused({
      reason: `${cluster} was made by Postgres ${version}, this program brings Postgres ${majorVersion}. ` +
        "Dump it with the version before and load it into an empty DATA_DIR"
    })
  }
})

const make = Effect.fnUntraced(function*(binaries: Binaries, folder: string, cluster: string, runAs: RunAs.RunAs) {
  const fs = yield* FileSystem.FileSystem
  const unfinished = (yield* fs.readDirectory(folder)).filter((name) => name.startsWith("unfinished-"))
  yield* Effect.forEach(unfinished, (name) => fs.remove(NodePath.join(folder, name), { recursive: true, force: true }))
  const beside = NodePath.join(folder, `unfinished-${yield* Effect.sync(() => randomBytes(4).toString("hex"))}`)
  const outcome = yield* run(
    runAs.program(binaries.initdb, [
      `--pgdata=${beside}`,
      `--username=${superuser}`,
      `--pwfile=${NodePath.join(folder, "password")}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--data-checksums"
    ]),
    "2 minutes"
  )
  if (!outcome.succeeded) {
    const said = outcome.output.split("\n").filter((line) => /error|fatal|could not/i.test(line))[0]
    return yield* new StartRefused({
      reason: `Cannot make the database in ${folder}: ${said?.trim() ?? "initdb failed"}`
    })
  }
  yield* fs.rename(beside, cluster)
})
