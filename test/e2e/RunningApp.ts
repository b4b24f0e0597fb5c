import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

const root = new URL("../..", import.meta.url).pathname
const main = join(root, "dist/cluster/main/embedded.js")

export interface RunningApp {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** The product as `npm start` runs it, on a free port of this machine, with a data folder of its own. */
export const startApp = async (): Promise<RunningApp> => {
  if (!existsSync(main) || !existsSync(join(root, "dist/dashboard/index.html"))) {
    execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" })
  }
  const port = await freePort()
  const data = mkdtempSync(join(tmpdir(), "promoteros-e2e-"))
  const app = spawn(process.execPath, ["--enable-source-maps", main], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: data },
    stdio: ["ignore", "pipe", "pipe"]
  })
  const said: Array<string> = []
  app.stdout.on("data", (chunk) => said.push(String(chunk)))
  app.stderr.on("data", (chunk) => said.push(String(chunk)))
  const url = `http://localhost:${port}`
  const stop = async () => {
    await ended(app)
    rmSync(data, { recursive: true, force: true })
  }
  for (let attempt = 0; attempt < 240; attempt++) {
    if (app.exitCode !== null) throw new Error(`the app ended at its start:\n${said.join("")}`)
    if (await hasActs(url)) return { url, stop }
    await sleep(250)
  }
  await stop()
  throw new Error(`the app was not ready within a minute:\n${said.join("")}`)
}

/** Ready is when the sandbox's acts can be found: a fresh data folder is filled while the server already answers. */
const hasActs = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/api/v1/artists?query=Rising+Star`)
    return answer.ok && (await answer.text()).includes("\"Rising Star\"")
  } catch {
    return false
  }
}

const ended = async (app: ChildProcess): Promise<void> => {
  if (app.exitCode !== null) return
  const exit = once(app, "exit")
  app.kill("SIGTERM")
  await Promise.race([exit, sleep(15_000).then(() => app.kill("SIGKILL"))])
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === "string") throw new Error("no free port")
  return address.port
}
