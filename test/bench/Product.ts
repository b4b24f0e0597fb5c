import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const root = new URL("../..", import.meta.url).pathname

/** A running product in a process of its own, over a fresh data folder. */
export interface Product {
  readonly port: number
  readonly startMillis: number
  readonly residentMiB: () => number
  readonly stop: () => Promise<void>
}

const freePort = () => 20_000 + Math.floor(Math.random() * 20_000)

export const build = (): number => {
  const begun = performance.now()
  rmSync(join(root, "dist"), { recursive: true, force: true })
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "infra/build.ts"], { cwd: root })
  if (status !== 0) throw new Error(`The build failed: ${stderr.toString()}`)
  return performance.now() - begun
}

export const start = async (settings: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const data = mkdtempSync(join(tmpdir(), "promoteros-bench-"))
  const port = freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [
    "--max-semi-space-size=32",
    "dist/cluster/main/embedded.js",
    "--stop-with-parent"
  ], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: data, ...settings },
    stdio: ["ignore", "pipe", "pipe"]
  })
  await said(child, "PromoterOS:")
  return {
    port,
    startMillis: performance.now() - begun,
    residentMiB: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8")
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          rmSync(data, { recursive: true, force: true })
          resolve()
        })
        child.kill("SIGINT")
      })
  }
}

const said = (child: ChildProcess, words: string) =>
  new Promise<void>((resolve, reject) => {
    let output = ""
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes(words)) resolve()
    }
    child.stdout?.on("data", hear)
    child.stderr?.on("data", hear)
    child.once("exit", (code) => reject(new Error(`The product ended with ${code}: ${output.slice(-2000)}`)))
  })
