import { firstBreak } from "../../entities/HashChain.ts"
import type { History, JournalRow, Operation } from "./History.ts"

/** A promise that was broken, and where. */
export interface Violation {
  readonly promise:
    | "acknowledged commands are stored"
    | "commands are applied once"
    | "a repeated command answers the same"
    | "one confirmed booking of a room and date"
    | "one writer at a position"
    | "hash chains are whole"
    | "live streams have no gap and no repeat"
    | "all work is done in the end"
  readonly where: string
}

/** Everything that a history proves broken; empty for one that keeps every promise. */
export const check = ({ operations, stored, watched }: History): ReadonlyArray<Violation> => {
  const journal = grouped(stored.journal, ({ stream }) => stream)
  return [
    ...lost(operations, stored.answers),
    ...[...journal].flatMap(([stream, events]) => twice(stream, events)),
    ...operations.flatMap(changedAnswer),
    ...[...journal].filter(([stream]) => stream.startsWith("venue/")).flatMap(([stream, events]) =>
      doubleBooked(stream, events)
    ),
    ...stored.streams.flatMap(({ head, stream, version }) => forked(stream, version, head, journal.get(stream) ?? [])),
    ...watched.flatMap(({ client, cursors, from }) => gapped(client, from, cursors, stored.feed)),
    ...stored.unfinished.map((where): Violation => ({ promise: "all work is done in the end", where })),
    ...operations.filter(({ outcome }) => outcome === "open").map(({ commandId, kind, stream }): Violation => ({
      promise: "all work is done in the end",
      where: `${kind} ${commandId} on ${stream} was never answered`
    }))
  ]
}

const grouped = <A>(all: ReadonlyArray<A>, key: (one: A) => string): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const one of all) {
    const group = groups.get(key(one))
    if (group === undefined) groups.set(key(one), [one])
    else group.push(one)
  }
  return groups
}

const lost = (
  operations: ReadonlyArray<Operation>,
  answers: History["stored"]["answers"]
): ReadonlyArray<Violation> => {
  const kept = new Map(answers.map(({ answer, commandId, stream }) => [`${stream} ${commandId}`, answer]))
  return operations.filter(({ outcome }) => outcome === "acknowledged").flatMap(({ commandId, kind, stream }) => {
    const answer = kept.get(`${stream} ${commandId}`)
    return answer?.includes("\"_tag\":\"Right\"") === true ? [] : [{
      promise: "acknowledged commands are stored" as const,
      where: `${kind} ${commandId} on ${stream}: ${answer ?? "nothing is stored"}`
    }]
  })
}

/** The events of one command stand together; a command that comes back after another one was applied again. */
const twice = (stream: string, events: ReadonlyArray<JournalRow>): ReadonlyArray<Violation> => {
  const done = new Set<string>()
  return inOrder(events).flatMap((event, index, all) => {
    const before = all[index - 1]
    const goesOn = before?.commandId === event.commandId
    const again = goesOn ? before.type === event.type && before.payload === event.payload : done.has(event.commandId)
    done.add(event.commandId)
    return again
      ? [{ promise: "commands are applied once" as const, where: `${stream} at ${event.position}: ${event.commandId}` }]
      : []
  })
}

const changedAnswer = ({ answers, commandId, stream }: Operation): ReadonlyArray<Violation> =>
  new Set(answers).size <= 1
    ? []
    : [{
      promise: "a repeated command answers the same",
      where: `${commandId} on ${stream}: ${answers.join(" then ")}`
    }]

const doubleBooked = (stream: string, events: ReadonlyArray<JournalRow>): ReadonlyArray<Violation> => {
  const owners = new Map<string, string>()
  return inOrder(events).flatMap(({ payload, position, type }): ReadonlyArray<Violation> => {
    if (type !== "DateBooked" && type !== "DateFreed") return []
    const { bookingId, date, stageId } = slotOf(payload)
    const slot = `${stageId} ${date}`
    const owner = owners.get(slot)
    if (type === "DateFreed") {
      if (owner === bookingId) owners.delete(slot)
      return []
    }
    owners.set(slot, bookingId)
    return owner === undefined || owner === bookingId
      ? []
      : [{
        promise: "one confirmed booking of a room and date",
        where: `${stream} at ${position}: ${slot} has ${owner} and ${bookingId}`
      }]
  })
}

const forked = (
  stream: string,
  version: number,
  head: string,
  unordered: ReadonlyArray<JournalRow>
): ReadonlyArray<Violation> => {
  if (stream.startsWith("artist/")) return []
  const events = inOrder(unordered)
  const gap = events.find(({ position }, index) => position !== index + 1)
  if (gap !== undefined || events.length !== version) {
    return [{
      promise: "one writer at a position",
      where: `${stream} is at ${version} with ${events.length} events, and ${
        gap?.position ?? "no place"
      } is out of line`
    }]
  }
  const broken = firstBreak(stream, events)
  const last = events.at(-1)
  return broken !== undefined || (last !== undefined && last.hash !== head)
    ? [{ promise: "hash chains are whole", where: `${stream} at ${broken ?? "its head"}` }]
    : []
}

const gapped = (
  client: string,
  from: string,
  cursors: ReadonlyArray<string>,
  feed: ReadonlyArray<string>
): ReadonlyArray<Violation> => {
  const first = feed.findIndex((cursor) => isAfter(cursor, from))
  const expected = first < 0 ? [] : feed.slice(first)
  const wrong = expected.findIndex((cursor, index) => cursors[index] !== cursor)
  if (wrong < 0 && cursors.length === expected.length) return []
  const at = wrong < 0 ? expected.length : wrong
  return [{
    promise: "live streams have no gap and no repeat",
    where: `${client} has ${cursors[at] ?? "nothing"} where ${expected[at] ?? "nothing"} comes (item ${at})`
  }]
}

const inOrder = (events: ReadonlyArray<JournalRow>) => events.toSorted((a, b) => a.position - b.position)

const isAfter = (one: string, other: string): boolean => {
  const [tx = 0, seq = 0] = one.split(".").map(Number)
  const [otherTx = 0, otherSeq = 0] = other.split(".").map(Number)
  return tx > otherTx || (tx === otherTx && seq > otherSeq)
}

const slotOf = (payload: string): { readonly bookingId: string; readonly date: string; readonly stageId: string } =>
  JSON.parse(payload)
