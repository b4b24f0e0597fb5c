import { execFileSync } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import type { Dice } from "./Dice.ts"
import { type Process, type RunningCluster, signal } from "./RunningCluster.ts"

/** Something that goes wrong; it has gone wrong when the promise resolves, and is being mended by whoever can. */
export interface Fault {
  readonly name: string
  readonly inject: (cluster: RunningCluster, chance: Dice, query: (text: string) => Promise<unknown>) => Promise<void>
}

const one = (found: ReadonlyArray<Process>, chance: Dice): number => found[chance.below(found.length)]?.pid ?? 0

const kill = (role: string): Fault => ({
  name: `kill -9 of a ${role}`,
  inject: async (cluster, chance) => signal(one(cluster.members(role), chance), "SIGKILL")
})

const pause = (role: string, millis: number): Fault => ({
  name: `${role} stopped for ${millis / 1000} s`,
  inject: async (cluster, chance) => {
    const pid = one(cluster.members(role), chance)
    signal(pid, "SIGSTOP")
    await sleep(millis)
    signal(pid, "SIGCONT")
  }
})

const restart: Fault = {
  name: "orderly restart of a runner",
  inject: async (cluster, chance) => signal(one(cluster.members("runner"), chance), "SIGTERM")
}

const postgresCrash: Fault = {
  name: "Postgres crashed",
  inject: async (cluster) => signal(cluster.postgres(), "SIGQUIT")
}

const redisKilled: Fault = {
  name: "Redis killed",
  inject: async (cluster) => signal(cluster.redis(), "SIGKILL")
}

const redisStopped: Fault = {
  name: "Redis stopped for 4 s",
  inject: async (cluster) => {
    const pid = cluster.redis()
    signal(pid, "SIGSTOP")
    await sleep(4_000)
    signal(pid, "SIGCONT")
  }
}

const sessionsCut: Fault = {
  name: "all sessions of a runner with Postgres cut",
  inject: async (cluster, chance, query) => {
    const name = cluster.members("runner")[chance.below(3)]?.name.replace(" ", "-") ?? ""
    await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`)
  }
}

/** Kernels without this diagnosis refuse; then the fault is only the attempt. */
const linksCut: Fault = {
  name: "links between processes cut",
  inject: async () => {
    try {
      execFileSync("ss", ["-K", "state", "established", "src", "127.0.0.1", "dst", "127.0.0.1"], { stdio: "ignore" })
    } catch {
      // nothing was cut
    }
  }
}

const browserKilled: Fault = {
  name: "browser of a scraper killed",
  inject: async (cluster) => cluster.browsers().forEach((pid) => signal(pid, "SIGKILL"))
}

/** Those of a short run: each kind of death once. */
export const essential: readonly [Fault, ...ReadonlyArray<Fault>] = [
  kill("runner"),
  pause("runner", 5_000),
  kill("gateway"),
  redisKilled,
  postgresCrash,
  restart
]

export const all: readonly [Fault, ...ReadonlyArray<Fault>] = [
  ...essential,
  kill("runner"),
  pause("runner", 12_000),
  pause("gateway", 4_000),
  redisStopped,
  sessionsCut,
  linksCut,
  browserKilled
]
