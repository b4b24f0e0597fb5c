import { Context, Layer } from "effect"

/** What entities of this process were busy with since it was looked at last. */
export interface Busy {
  /** commands that are not answered yet, and for how long the oldest of them has waited */
  readonly waiting: number
  readonly oldestMillis: number
  /** the entities with the most commands, most first */
  readonly hot: ReadonlyArray<{ readonly stream: string; readonly commands: number; readonly waiting: number }>
}

interface Entry {
  commands: number
  readonly since: Array<number>
}

const remembered = 20_000
const hottest = 8

/** Counts the commands of each entity while they wait for their answer. Costs nothing where nobody looks. */
export class Activity extends Context.Reference<Activity>()("promoteros/entities/Activity", {
  defaultValue: () => unobserved
}) {
  static readonly layer = Layer.sync(Activity, () => observed())
}

interface Counter {
  readonly began: (stream: string, atMillis: number) => void
  readonly ended: (stream: string, atMillis: number) => void
  readonly look: (nowMillis: number) => Busy
}

const unobserved: Counter = {
  began: () => {},
  ended: () => {},
  look: () => ({ waiting: 0, oldestMillis: 0, hot: [] })
}

const observed = (): Counter => {
  const entries = new Map<string, Entry>()
  return {
    began: (stream, atMillis) => {
      const entry = entries.get(stream)
      if (entry !== undefined) {
        entry.commands++
        entry.since.push(atMillis)
      } else if (entries.size < remembered) entries.set(stream, { commands: 1, since: [atMillis] })
    },
    ended: (stream, atMillis) => {
      const since = entries.get(stream)?.since
      const at = since?.indexOf(atMillis) ?? -1
      if (at >= 0) since?.splice(at, 1)
    },
    look: (nowMillis) => {
      const all = [...entries].map(([stream, { commands, since }]) => ({ stream, commands, waiting: since.length }))
      const waits = [...entries.values()].flatMap(({ since }) => since)
      for (const [stream, entry] of entries) {
        if (entry.since.length === 0) entries.delete(stream)
        else entry.commands = 0
      }
      return {
        waiting: waits.length,
        oldestMillis: waits.reduce((oldest, since) => Math.max(oldest, nowMillis - since), 0),
        hot: all.toSorted((a, b) => b.commands - a.commands).slice(0, hottest)
      }
    }
  }
}
