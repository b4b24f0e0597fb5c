import { setTimeout as sleep } from "node:timers/promises"
import { signal, startCluster } from "../chaos/RunningCluster.ts"
import { send } from "../chaos/send.ts"

/** Answers of one entity each: when the last one came, and how long it took. */
interface Traffic {
  readonly stop: () => Promise<void>
  readonly times: ReadonlyArray<{ readonly at: number; readonly millis: number; readonly entity: string }>
}

const percentile = (sorted: ReadonlyArray<number>, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** `connections` clients that send commands to all these artists in turn, each as soon as it has its answer. */
const commands = (gateways: ReadonlyArray<string>, artists: ReadonlyArray<string>, connections: number): Traffic => {
  const times: Array<{ readonly at: number; readonly millis: number; readonly entity: string }> = []
  const over = new AbortController()
  const one = async (connection: number) => {
    for (let n = 0; !over.signal.aborted; n++) {
      const entity = artists[(connection * 17 + n) % artists.length] ?? ""
      const key = `bench-${connection}-${n}`
      const sent = performance.now()
      const body = { watched: n % 2 === 0 }
      for (let attempt = 0; attempt < 40; attempt++) {
        const gateway = gateways[(connection + attempt) % gateways.length] ?? ""
        const { status } = await send(gateway, "POST", `/api/v1/artists/${entity}/watch`, body, key, 10_000)
        if (status === 200) break
        await sleep(25)
      }
      times.push({ at: performance.now(), millis: performance.now() - sent, entity })
    }
  }
  const working = Array.from({ length: connections }, (_, index) => one(index))
  return {
    times,
    stop: async () => {
      over.abort()
      await Promise.all(working)
    }
  }
}

const reads = async (
  gateways: ReadonlyArray<string>,
  artists: ReadonlyArray<string>,
  connections: number,
  seconds: number
) => {
  const until = performance.now() + seconds * 1_000
  const times: Array<number> = []
  await Promise.all(Array.from({ length: connections }, async (_, index) => {
    for (let n = index; performance.now() < until; n++) {
      const sent = performance.now()
      const path = `/api/v1/artists/${artists[n % artists.length] ?? ""}`
      const { status } = await send(gateways[n % gateways.length] ?? "", "GET", path, undefined, undefined, 10_000)
      if (status === 200) times.push(performance.now() - sent)
    }
  }))
  const sorted = times.toSorted((a, b) => a - b)
  return `${Math.round(times.length / seconds)}/s, p50 ${percentile(sorted, 0.5).toFixed(1)} ms, p99 ${
    percentile(sorted, 0.99).toFixed(1)
  } ms`
}

/** The longest time that any entity had no answer since `from`, and the p99 of the commands that were quick otherwise. */
const darkness = ({ times }: Traffic, from: number) => {
  const last = new Map<string, number>()
  let worst = 0
  for (const { at, entity, millis } of times.filter(({ at }) => at >= from)) {
    worst = Math.max(worst, millis)
    last.set(entity, at)
  }
  const sorted = times.filter(({ at }) => at >= from).map(({ millis }) => millis).toSorted((a, b) => a - b)
  return `longest wait for an answer ${Math.round(worst)} ms, p50 ${percentile(sorted, 0.5).toFixed(1)} ms, ` +
    `p90 ${percentile(sorted, 0.9).toFixed(0)} ms, ${sorted.length} commands`
}

/** Three runners and a gateway on this machine: rates across processes, and how long entities are dark per fault. */
export const bench = async (say: (line: string) => void) => {
  const cluster = await startCluster({
    runners: 3,
    gateways: 1,
    scrapers: 0,
    inference: 0,
    settings: { CLUSTER_SCRAPE_SLOTS: "1", SCRAPER_POOL_SIZE: "1" }
  })
  try {
    const gateways = cluster.gateways
    let artists: ReadonlyArray<string> = []
    while (artists.length < 100) {
      const { text } = await send(gateways[0] ?? "", "GET", "/api/v1/artists?limit=100", undefined, undefined, 5_000)
      artists = [...text.matchAll(/\{"id":"([^"]+)"/g)].flatMap(([, id]) => id ?? [])
      await sleep(300)
    }
    const warm = commands(gateways, artists, 64)
    await sleep(8_000)
    const from = performance.now()
    await sleep(5_000)
    const counted = warm.times.filter(({ at }) => at >= from).length
    say(
      `durable commands, 64 connections, HTTP gateway to three runners: ${Math.round(counted / 5)}/s, ${
        darkness(warm, from)
      }`
    )
    await warm.stop()
    say(`reads, 64 connections: ${await reads(gateways, artists, 64, 4)}`)
    const load = commands(gateways, artists, 16)
    await sleep(2_000)
    const fault = async (name: string, inject: (pid: number) => Promise<void>, calm: number) => {
      const [victim] = cluster.members("runner").toReversed()
      const from = performance.now()
      await inject(victim?.pid ?? 0)
      await sleep(calm)
      say(`${name}: ${darkness(load, from)}`)
    }
    await fault("kill -9 of a runner under load", async (pid) => signal(pid, "SIGKILL"), 8_000)
    await fault("runner stopped for 8 s", async (pid) => {
      signal(pid, "SIGSTOP")
      await sleep(8_000)
      signal(pid, "SIGCONT")
    }, 4_000)
    await fault("graceful stop of a runner", async (pid) => signal(pid, "SIGTERM"), 8_000)
    await load.stop()
  } finally {
    await cluster.stop()
  }
}
