import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { setTimeout as sleep } from "node:timers/promises"
import { check, type Violation } from "./check.ts"
import { client, type Ground } from "./clients.ts"
import { dice } from "./Dice.ts"
import type { Fault } from "./faults.ts"
import type { JournalRow, Operation, Stored } from "./History.ts"
import { probe } from "./probe.ts"
import { startCluster } from "./RunningCluster.ts"
import { send } from "./send.ts"
import { watch } from "./watching.ts"

export interface Plan {
  readonly seed: number
  readonly faults: ReadonlyArray<Fault>
  /** between the mending of one fault and the next */
  readonly calmMillis: number
  readonly clients: number
  readonly pauseMillis: number
  readonly runners: number
  readonly workers: number
}

export interface Report {
  readonly faults: ReadonlyArray<{ readonly name: string; readonly darkestMillis: number }>
  readonly commands: number
  readonly acknowledged: number
  readonly refused: number
  readonly ambiguous: number
  /** by kind of command, from its first sending to its first answer, in ms */
  readonly slowest: ReadonlyArray<
    { readonly kind: string; readonly count: number; readonly p50: number; readonly p99: number }
  >
  readonly liveItems: number
  readonly liveConnections: number
  readonly violations: ReadonlyArray<Violation>
  readonly said: string
}

const liveClients = 4

/** Starts a cluster, lets clients fight over it while things go wrong, waits until it is calm, and checks what is left. */
export const run = async (plan: Plan, tell: (line: string) => void): Promise<Report> => {
  const chance = dice(plan.seed)
  const cluster = await startCluster({
    runners: plan.runners,
    gateways: 2,
    scrapers: plan.workers,
    inference: plan.workers,
    // the looks at platforms go on, without taking the machine from the rest
    settings: { CLUSTER_SCRAPE_SLOTS: "1", SCRAPER_POOL_SIZE: "1" }
  })
  const database = ManagedRuntime.make(
    PgClient.layer({ url: Redacted.make(cluster.databaseUrl), maxConnections: 3 }).pipe(Layer.orDie)
  )
  const query = <A extends object>(text: string): Promise<ReadonlyArray<A>> =>
    database.runPromise(
      Effect.flatMap(PgClient.PgClient, (sql) => sql.unsafe<A>(text)).pipe(Effect.retry({ times: 50 }), Effect.orDie)
    )
  try {
    const ground = await readyGround(cluster.gateways, query)
    tell(`seed ${plan.seed}: ${plan.clients} clients, ${plan.runners} runners, ${cluster.gateways.length} gateways`)
    const probed = probe(() => cluster.gateways, ground.venues.slice(0, 24), 100)
    const watching = Array.from({ length: liveClients }, (_, index) => watch(`live ${index}`, cluster.gateways, index))
    const operations: Array<Operation> = []
    let over = false
    const working = Array.from({ length: plan.clients }, (_, index) =>
      client(
        `client ${index}`,
        plan.seed * 1_000 + index,
        cluster.gateways,
        {
          ...ground,
          venues: ground.venues.length > 4 ? [ground.venues[0], ...ground.venues.slice(1, 4)] : ground.venues
        },
        plan.pauseMillis,
        () => over,
        (operation) => operations.push(operation)
      ))
    await sleep(plan.calmMillis)
    const faults: Array<{ readonly name: string; readonly from: number; to: number }> = []
    for (const fault of plan.faults) {
      const from = Date.now()
      await fault.inject(cluster, chance, query)
      watching[chance.below(liveClients)]?.cut()
      await sleep(plan.calmMillis)
      faults.push({ name: fault.name, from, to: Date.now() })
      tell(`${fault.name}: the darkest entity was silent for ${probed.darkest(from, Date.now())} ms`)
    }
    over = true
    await Promise.all(working)
    const unfinished = await calm(query)
    await probed.stop()
    const newest = await settledEnd(query)
    const watched = await Promise.all(watching.map((one) => one.finish(newest, 30_000)))
    const stored = await storedBy(query, unfinished)
    return {
      faults: faults.map(({ from, name, to }) => ({ name, darkestMillis: probed.darkest(from, to) })),
      commands: operations.length,
      acknowledged: operations.filter(({ outcome }) => outcome === "acknowledged").length,
      refused: operations.filter(({ outcome }) => outcome === "refused").length,
      ambiguous: operations.reduce((sum, { ambiguous }) => sum + ambiguous, 0),
      liveItems: watched.reduce((sum, { cursors }) => sum + cursors.length, 0),
      liveConnections: watching.reduce((sum, one) => sum + one.connections(), 0),
      slowest: slowest(operations),
      violations: check({ operations, stored, watched }),
      said: cluster.said()
    }
  } finally {
    await database.dispose()
    await cluster.stop()
  }
}

const slowest = (operations: ReadonlyArray<Operation>): Report["slowest"] =>
  [...new Set(operations.map(({ kind }) => kind))].map((kind) => {
    const times = operations.filter((one) => one.kind === kind).map(({ endedAt, startedAt }) => endedAt - startedAt)
      .toSorted((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    return { kind, count: times.length, p50: at(0.5), p99: at(0.99) }
  })

type Query = <A extends object>(text: string) => Promise<ReadonlyArray<A>>

/** Rooms and acts of the starter catalogue, once they are all there. */
const readyGround = async (gateways: ReadonlyArray<string>, query: Query): Promise<Ground> => {
  const ids = async (table: string) =>
    (await query<{ readonly id: string }>(`select id from ${table} order by id limit 60`)).map(({ id }) => id)
  for (let tries = 0; tries < 600; tries++) {
    const [venues, artists] = [await ids("venues"), await ids("artists")]
    const [venue, artist] = [venues[0], artists[0]]
    if (venue !== undefined && artist !== undefined && venues.length === 60 && artists.length === 60) {
      const { status } = await send(gateways[0] ?? "", "GET", `/api/v1/venues/${venue}`, undefined, undefined, 5_000)
      if (status === 200) {
        return {
          venues: [venue, ...venues.slice(1)],
          artists: [artist, ...artists.slice(1, 12)],
          dates: ["2027-05-01", "2027-05-07", "2027-05-08", "2027-05-14", "2027-05-15", "2027-05-21"]
        }
      }
    }
    await sleep(200)
  }
  throw new Error("the catalogue did not come")
}

/** Waits until no timer of a booking or venue is overdue; gives those that still are after a minute. */
const calm = async (query: Query): Promise<ReadonlyArray<string>> => {
  const overdue = () =>
    query<{ readonly stream: string }>(
      "select stream from timers where kind <> 'artist' and due_at < now() - interval '2 seconds'"
    )
  for (let waited = 0; waited < 150_000; waited += 500) {
    if ((await overdue()).length === 0) return []
    await sleep(500)
  }
  return (await overdue()).map(({ stream }) => `timer of ${stream}`)
}

const storedBy = async (query: Query, unfinished: ReadonlyArray<string>): Promise<Stored> => ({
  journal: (await query<Omit<JournalRow, "atMillis"> & { readonly at: Date }>(
    `select stream, position, type, payload, command_id as "commandId", actor, at, hash from journal`
  )).map(({ at, ...row }) => ({ ...row, atMillis: at.getTime() })),
  streams: await query(
    "select stream, version, head from streams where stream like 'booking/%' or stream like 'venue/%'"
  ),
  answers: await query(`select stream, command_id as "commandId", answer from commands`),
  feed: (await query<{ readonly cursor: string }>(
    "select tx || '.' || seq as cursor from feed where channel = 'bookings' order by tx, seq"
  )).map(({ cursor }) => cursor),
  unfinished
})

/** The newest item of the feed, once nothing has come behind it for two seconds: what is compared must have an end. */
const settledEnd = async (query: Query): Promise<string | undefined> => {
  const newest = async () => {
    const [row] = await query<{ readonly cursor: string }>(
      "select tx || '.' || seq as cursor from feed where channel = 'bookings' order by tx desc, seq desc limit 1"
    )
    return row?.cursor
  }
  let end = await newest()
  for (let looks = 0; looks < 15; looks++) {
    await sleep(2_000)
    const now = await newest()
    if (now === end) break
    end = now
  }
  return end
}
