import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

const root = new URL("../..", import.meta.url).pathname

/** A member of the cluster, found among the processes of this machine. */
export interface Process {
  readonly pid: number
  readonly name: string
}

export interface RunningCluster {
  readonly gateways: ReadonlyArray<string>
  readonly databaseUrl: string
  /** those whose name starts so: "runner", "gateway 1" */
  readonly members: (name: string) => ReadonlyArray<Process>
  readonly postgres: () => number
  readonly redis: () => number
  /** browsers that a scraper has started */
  readonly browsers: () => ReadonlyArray<number>
  readonly said: () => string
  readonly stop: () => Promise<void>
}

/** `npm run cluster` with a data folder of its own and free ports. */
export const startCluster = async (options: {
  readonly runners: number
  readonly gateways: number
  readonly scrapers: number
  readonly inference: number
  readonly settings?: Readonly<Record<string, string>>
}): Promise<RunningCluster> => {
  execFileSync(process.execPath, ["--import", "tsx", "infra/build.ts"], { cwd: root, stdio: "ignore" })
  const data = mkdtempSync(join(tmpdir(), "promoteros-chaos-"))
  const roles = (["runners", "gateways", "scrapers", "inference"] as const).flatMap((role) => [
    `--${role}`,
    String(options[role])
  ])
  const launcher = spawn(process.execPath, ["dist/cluster/main/cluster.js", "--stop-with-parent", ...roles], {
    cwd: root,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", DATA_DIR: data, PORT: "0", ...options.settings },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let printed = ""
  let said = ""
  launcher.stdout.on("data", (chunk) => printed += String(chunk))
  launcher.stderr.on("data", (chunk) => said = (said + String(chunk)).slice(-200_000))
  const stop = async () => {
    if (launcher.exitCode === null) {
      const exit = once(launcher, "exit")
      launcher.kill("SIGTERM")
      await Promise.race([exit, sleep(25_000).then(() => launcher.kill("SIGKILL"))])
    }
    rmSync(data, { recursive: true, force: true })
  }
  for (let waited = 0; !printed.includes("Redis: "); waited += 100) {
    if (launcher.exitCode !== null || waited > 180_000) {
      await stop()
      throw new Error(`the cluster did not start:\n${said}`)
    }
    await sleep(100)
  }
  const postmaster = () => readFileSync(join(data, "postgres/cluster/postmaster.pid"), "utf8").split("\n")
  const password = readFileSync(join(data, "postgres/password"), "utf8").trim()
  const children = (of: number): ReadonlyArray<number> =>
    processes().filter(({ parent }) => parent === of).map(({ pid }) => pid)
  return {
    gateways: [...printed.matchAll(/PromoterOS: (\S+)/g)].flatMap(([, url]) => url ?? []),
    databaseUrl: `postgresql://promoteros:${password}@127.0.0.1:${postmaster()[3]}/postgres`,
    members: (wanted) =>
      children(launcher.pid ?? 0).flatMap((pid) => {
        const name = /DATABASE_APPLICATION_NAME=([a-z]+)-(\d+)/.exec(read(`/proc/${pid}/environ`))
        return name !== null && `${name[1]} ${name[2]}`.startsWith(wanted)
          ? [{ pid, name: `${name[1]} ${name[2]}` }]
          : []
      }).toSorted((a, b) => a.name.localeCompare(b.name)),
    postgres: () => Number(postmaster()[0]),
    redis: () =>
      children(launcher.pid ?? 0).find((pid) => read(`/proc/${pid}/cmdline`).startsWith("redis-server")) ?? 0,
    browsers: () =>
      processes().filter(({ pid }) => {
        const line = read(`/proc/${pid}/cmdline`)
        return line.includes("--headless") && line.includes("chrom") && !line.includes("--type=")
      }).filter(({ parent }) => children(launcher.pid ?? 0).includes(parent)).map(({ pid }) => pid),
    said: () => said,
    stop
  }
}

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1")
  } catch {
    return ""
  }
}

const processes = (): ReadonlyArray<{ readonly pid: number; readonly parent: number }> =>
  readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => ({
    pid: Number(pid),
    parent: Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)
  }))

export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    if (pid > 1) process.kill(pid, name)
  } catch {
    // it has ended by itself
  }
}
