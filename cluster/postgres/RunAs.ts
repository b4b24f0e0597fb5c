import { FileSystem } from "@effect/platform"
import { Effect, Option, Schema } from "effect"
import * as Os from "node:os"
import * as NodePath from "node:path"
import { StartRefused } from "../StartRefused.ts"
import type { Binaries } from "./Binaries.ts"
import { type Program, run } from "./Program.ts"

/**
 * Postgres refuses to run as root, and initdb refuses a user without a name. So root runs it as an existing unprivileged
 * user. Such a user cannot reach a project under /root or another closed folder; opening the owner's folders is not ours
 * to do, so Postgres keeps the one right it lacks (passing closed folders), or runs in a user namespace in which our own
 * user bears the other's number. Each way is tried for real, the plainest first.
 */
export interface RunAs {
  readonly program: (command: string, args: ReadonlyArray<string>) => Program
  /** Who must own the files of Postgres; undefined: we ourselves, nothing to change. */
  readonly owner: User | undefined
}

/** Gives `folder`, which must exist, to the user that Postgres will run as and returns how to run it. */
export const choose = Effect.fnUntraced(function*(binaries: Binaries, folder: string) {
  const root = process.getuid?.() === 0
  if (!root && (yield* named)) return plain
  const user = yield* unprivilegedUser
  const ways = root ? [dropped(user), closedFoldersPassed(user), ownNamespace(user)] : [ownNamespace(user)]
  for (const way of ways) {
    if (root) yield* own(folder, way.owner ?? rootUser)
    if (yield* works(way, binaries, folder)) return way
  }
  return yield* new StartRefused({
    reason: root
      ? `As root, Postgres must run as ${user.name}, who cannot reach ${folder}, and this machine has no other way to ` +
        "let it (setpriv or unshare). Start as another user, set DATA_DIR to an open folder, or set DATABASE_URL"
      : "Postgres needs a user with a name: this one has no line in /etc/passwd. Add one, or set DATABASE_URL"
  })
})

const User = Schema.Struct({ name: Schema.String, uid: Schema.Number, gid: Schema.Number })
type User = typeof User.Type
const rootUser: User = { name: "root", uid: 0, gid: 0 }

const plain: RunAs = { program: (command, args) => ({ command, args }), owner: undefined }

const dropped = (user: User): RunAs => ({
  program: (command, args) => ({ command, args, user: { uid: user.uid, gid: user.gid } }),
  owner: user
})

/** `no_setuid_fixup` so that `access(2)`, by which Postgres looks for its own files, counts the kept right, too. */
const closedFoldersPassed = (user: User): RunAs => ({
  program: (command, args) => ({
    command: "setpriv",
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      "--clear-groups",
      "--securebits=+no_setuid_fixup",
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--bounding-set=-all,+dac_override",
      command,
      ...args
    ]
  }),
  owner: user
})

const ownNamespace = (user: User): RunAs => ({
  program: (command, args) => ({
    command: "unshare",
    args: ["--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`, command, ...args]
  }),
  owner: undefined
})

const works = (way: RunAs, binaries: Binaries, folder: string) =>
  run(
    way.program("/bin/sh", [
      "-c",
      "test -r \"$2\" -a -w \"$2\" -a -x \"$2\" && \"$1\" --version",
      "sh",
      binaries.postgres,
      folder
    ]),
    "10 seconds"
  ).pipe(
    Effect.map((outcome) => outcome.succeeded),
    Effect.catchTag("StartRefused", () => Effect.succeed(false)) // the tool is not on this machine
  )

const own = Effect.fnUntraced(
  function*(folder: string, user: User) {
    const fs = yield* FileSystem.FileSystem
    const info = yield* fs.stat(folder)
    if (Option.contains(info.uid, user.uid)) return
    const inside = yield* fs.readDirectory(folder, { recursive: true })
    yield* Effect.forEach(inside, (name) => fs.chown(NodePath.join(folder, name), user.uid, user.gid), {
      discard: true
    })
    yield* fs.chown(folder, user.uid, user.gid) // last: a chown that was cut off is done again
  },
  Effect.mapError((fault) =>
    new StartRefused({ reason: `Cannot give the database's files to another user: ${fault.message}` })
  )
)

const named = Effect.try(() => Os.userInfo().username !== "").pipe(Effect.orElseSucceed(() => false))

const unprivilegedUser = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const users = (yield* fs.readFileString("/etc/passwd").pipe(Effect.orElseSucceed(() => ""))).split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(Schema.is(User))
  const user = ["postgres", "nobody"].flatMap((name) => users.filter((user) => user.name === name && user.uid > 0))[0]
  return yield* user === undefined
    ? new StartRefused({
      reason: "Postgres does not run as root, and there is no user postgres or nobody. Set DATABASE_URL"
    })
    : Effect.succeed(user)
})
