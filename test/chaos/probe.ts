import { setTimeout as sleep } from "node:timers/promises"
import { send } from "./send.ts"

/** Times at which each entity answered, from reads of all of them several times a second. */
export interface Probe {
  readonly stop: () => Promise<void>
  /** the longest time that any entity was silent in this span, in ms */
  readonly darkest: (from: number, to: number) => number
}

export const probe = (
  gateways: () => ReadonlyArray<string>,
  venues: ReadonlyArray<string>,
  everyMillis: number
): Probe => {
  const heard = new Map(venues.map((venue): [string, Array<number>] => [venue, [Date.now()]]))
  const probing = new AbortController()
  const look = async (venue: string, nth: number) => {
    for (let turn = nth; !probing.signal.aborted; turn++) {
      const all = gateways()
      const started = Date.now()
      const { status } = await send(
        all[turn % all.length] ?? "",
        "GET",
        `/api/v1/venues/${venue}`,
        undefined,
        undefined,
        15_000
      )
      if (status === 200) heard.get(venue)?.push(Date.now())
      await sleep(Math.max(10, everyMillis - (Date.now() - started)))
    }
  }
  const looking = venues.map(look)
  return {
    stop: async () => {
      probing.abort()
      await Promise.all(looking)
    },
    darkest: (from, to) =>
      Math.max(
        0,
        ...[...heard.values()].flatMap((times) => {
          const within = [from, ...times.filter((time) => time >= from && time <= to), to]
          return within.slice(1).map((time, index) => time - (within[index] ?? time))
        })
      )
  }
}
