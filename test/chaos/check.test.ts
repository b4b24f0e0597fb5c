import { assert, describe, it } from "vitest"
import { genesis, hashEvent } from "../../entities/HashChain.ts"
import { check } from "./check.ts"
import type { History, JournalRow, Operation } from "./History.ts"

const written = (stream: string, facts: ReadonlyArray<readonly [type: string, commandId: string, payload: object]>) => {
  let head = genesis
  const journal = facts.map(([type, commandId, payload], index): JournalRow => {
    const bare = {
      position: index + 1,
      type,
      payload: JSON.stringify(payload),
      commandId,
      actor: "local",
      atMillis: 1_000 + index
    }
    head = hashEvent(head, stream, bare)
    return { ...bare, stream, hash: head }
  })
  return { journal, stream: { stream, version: facts.length, head } }
}

const slot = { stageId: "main", date: "2027-03-05" }
const hall = written("venue/hall", [
  ["HoldPlaced", "c1", { ...slot, bookingId: "b1" }],
  ["DateBooked", "c2", { ...slot, bookingId: "b1" }],
  ["DateFreed", "c3", { ...slot, bookingId: "b1" }],
  ["DateBooked", "c4", { ...slot, bookingId: "b2" }]
])

const operation: Operation = {
  client: "1",
  kind: "confirm",
  stream: "booking/b2",
  commandId: "c9",
  startedAt: 1,
  endedAt: 2,
  ambiguous: 1,
  outcome: "acknowledged",
  answers: ["confirmed", "confirmed"]
}

const whole: History = {
  operations: [operation, { ...operation, commandId: "c10", outcome: "refused", answers: ["DateTaken"] }],
  stored: {
    journal: hall.journal,
    streams: [hall.stream],
    answers: [{ stream: "booking/b2", commandId: "c9", answer: "{\"_tag\":\"Right\",\"right\":{}}" }],
    feed: ["5.1", "5.2", "9.3"],
    unfinished: []
  },
  watched: [
    { client: "w1", from: "0.0", cursors: ["5.1", "5.2", "9.3"] },
    { client: "w2", from: "5.1", cursors: ["5.2", "9.3"] }
  ]
}

const promises = (history: History) => check(history).map(({ promise }) => promise)
const storing = (stored: Partial<History["stored"]>): History => ({ ...whole, stored: { ...whole.stored, ...stored } })
const watching = (...cursors: ReadonlyArray<string>): History => ({
  ...whole,
  watched: [{ client: "w", from: "0.0", cursors }]
})

describe("the checker of histories", () => {
  it("finds nothing in one that keeps every promise", () => {
    assert.deepStrictEqual(check(whole), [])
  })

  it("finds an acknowledged command that is not stored, or stored as a refusal", () => {
    assert.deepStrictEqual(promises(storing({ answers: [] })), ["acknowledged commands are stored"])
    const refused = [{ stream: "booking/b2", commandId: "c9", answer: "{\"_tag\":\"Left\",\"left\":{}}" }]
    assert.deepStrictEqual(promises(storing({ answers: refused })), ["acknowledged commands are stored"])
  })

  it("finds a command that was applied again later, and one that was applied twice in a row", () => {
    const later = written("venue/hall", [["HoldPlaced", "c1", {}], ["HoldPlaced", "c2", {}], ["HoldPlaced", "c1", {}]])
    assert.deepStrictEqual(promises(storing({ journal: later.journal, streams: [later.stream] })), [
      "commands are applied once"
    ])
    const atOnce = written("venue/hall", [["HoldPlaced", "c1", { n: 1 }], ["HoldPlaced", "c1", { n: 1 }]])
    assert.deepStrictEqual(promises(storing({ journal: atOnce.journal, streams: [atOnce.stream] })), [
      "commands are applied once"
    ])
  })

  it("finds a repeat that was answered otherwise", () => {
    const changed = { ...operation, answers: ["confirmed", "DateTaken"] }
    assert.deepStrictEqual(promises({ ...whole, operations: [changed] }), ["a repeated command answers the same"])
  })

  it("finds two bookings of one room and date", () => {
    const both = written("venue/hall", [
      ["DateBooked", "c1", { ...slot, bookingId: "b1" }],
      ["DateBooked", "c2", { ...slot, bookingId: "b2" }]
    ])
    assert.deepStrictEqual(promises(storing({ journal: both.journal, streams: [both.stream] })), [
      "one confirmed booking of a room and date"
    ])
  })

  it("finds a position that is missing, one that two have written, and a version that is not the journal's", () => {
    const without = hall.journal.filter(({ position }) => position !== 2)
    assert.include(promises(storing({ journal: without })), "one writer at a position")
    const [first] = hall.journal
    const doubled = first === undefined ? [] : [...hall.journal, { ...first, commandId: "c8" }]
    assert.include(promises(storing({ journal: doubled })), "one writer at a position")
    assert.deepStrictEqual(promises(storing({ streams: [{ ...hall.stream, version: 5 }] })), [
      "one writer at a position"
    ])
  })

  it("finds an event that was edited, and a head that is not the last event's", () => {
    const edited = hall.journal.map((event) => event.position === 1 ? { ...event, actor: "somebody else" } : event)
    assert.deepStrictEqual(promises(storing({ journal: edited })), ["hash chains are whole"])
    assert.deepStrictEqual(promises(storing({ streams: [{ ...hall.stream, head: genesis }] })), [
      "hash chains are whole"
    ])
  })

  it.each([
    ["a gap", ["5.1", "9.3"]],
    ["a repeat", ["5.1", "5.1", "5.2", "9.3"]],
    ["another order", ["5.2", "5.1", "9.3"]],
    ["an end that is missing", ["5.1", "5.2"]],
    ["an item that never was", ["5.1", "5.2", "9.3", "9.4"]]
  ])("finds %s in a live stream", (_, cursors) => {
    assert.deepStrictEqual(promises(watching(...cursors)), ["live streams have no gap and no repeat"])
  })

  it("finds work that was left, and a command that was never answered", () => {
    assert.deepStrictEqual(promises(storing({ unfinished: ["timer of booking/b2"] })), ["all work is done in the end"])
    assert.deepStrictEqual(promises({ ...whole, operations: [{ ...operation, outcome: "open" as const }] }), [
      "all work is done in the end"
    ])
  })
})
