import { Effect, Option, Schedule, Schema } from "effect"
import { createHash } from "node:crypto"
import { unlinkSync } from "node:fs"
import * as Net from "node:net"
import * as Os from "node:os"
import * as NodePath from "node:path"
import { StartRefused } from "./StartRefused.ts"

/**
 * Holds a folder for this process until the scope closes. The lock is a listening socket named after the folder, so
 * the kernel gives it back however the holder ends; who connects is told the holder's pid. A holder that is on its way
 * out is waited for, shortly.
 */
export const acquire = (folder: string) =>
  Effect.acquireRelease(hold(address(folder)), release).pipe(
    Effect.retry({
      while: (fault) => fault._tag === "FolderTaken",
      schedule: Schedule.spaced("200 millis").pipe(Schedule.upTo("3 seconds"))
    }),
    Effect.catchTag("FolderTaken", ({ pid }) =>
      Effect.fail(
        new StartRefused({ reason: `PromoterOS is already running on the data folder ${folder} (pid ${pid})` })
      )),
    Effect.asVoid
  )

class FolderTaken extends Schema.TaggedError<FolderTaken>()("FolderTaken", { pid: Schema.String }) {}

/** Linux has socket names without files; elsewhere the name is a file among the temporary ones. */
const address = (folder: string) => {
  const name = `promoteros-${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`
  return process.platform === "linux" ? `\0${name}` : NodePath.join(Os.tmpdir(), `${name}.sock`)
}

const hold = (path: string) => listen(path).pipe(Effect.catchTag("FolderTaken", () => takeOver(path)))

const listen = (path: string) =>
  Effect.async<Net.Server, FolderTaken | StartRefused>((resume) => {
    const server = Net.createServer((socket) => {
      socket.on("error", () => socket.destroy())
      socket.end(String(process.pid))
    })
    server.once("error", (fault: NodeJS.ErrnoException) =>
      resume(Effect.fail(
        fault.code === "EADDRINUSE"
          ? new FolderTaken({ pid: "unknown" })
          : new StartRefused({ reason: `Cannot lock the data folder: ${fault.message}` })
      )))
    server.listen(path, () => resume(Effect.succeed(server)))
  })

/** Nobody answers on a socket file that outlived its process; such a file is replaced. */
const takeOver = (path: string) =>
  Effect.flatMap(
    holder(path),
    Option.match({
      onNone: () => Effect.zipRight(Effect.ignore(Effect.try(() => unlinkSync(path))), listen(path)), // gone is as good
      onSome: (pid) => Effect.fail(new FolderTaken({ pid }))
    })
  )

const holder = (path: string) =>
  Effect.async<Option.Option<string>>((resume) => {
    const socket = Net.connect(path)
    let answer = ""
    socket.on("data", (chunk) => {
      answer += chunk.toString()
    })
    socket.once("error", () => resume(Effect.succeedNone))
    socket.once("close", () => resume(Effect.succeedSome(answer === "" ? "unknown" : answer)))
    return Effect.sync(() => socket.destroy())
  }).pipe(Effect.timeoutTo({ duration: "1 second", onTimeout: () => Option.some("unknown"), onSuccess: (pid) => pid }))

const release = (server: Net.Server) =>
  Effect.async<void>((resume) => {
    server.close(() => resume(Effect.void))
  })
