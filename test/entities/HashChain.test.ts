import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as HashChain from "../../entities/HashChain.ts"
import type { RecordedEvent } from "../../entities/Journal.ts"

const stream = "booking/bk-1"

const bare = fc.record({
  type: fc.string({ maxLength: 8 }),
  payload: fc.json(),
  commandId: fc.string({ maxLength: 8 }),
  actor: fc.string({ maxLength: 8 }),
  atMillis: fc.integer({ min: 0, max: 4e12 })
})

const chainOf = (events: ReadonlyArray<Omit<RecordedEvent, "position" | "hash">>): ReadonlyArray<RecordedEvent> => {
  let previous = HashChain.genesis
  return events.map((event, index) => {
    const placed = { ...event, position: index + 1 }
    previous = HashChain.hashEvent(previous, stream, placed)
    return { ...placed, hash: previous }
  })
}

const chain = fc.array(bare, { minLength: 2, maxLength: 12 }).map(chainOf)
const chainAndPlace = chain.chain((events) => fc.tuple(fc.constant(events), fc.nat({ max: events.length - 1 })))

const holds = <Ts>(arbitrary: fc.Arbitrary<Ts>, property: (value: Ts) => void) =>
  fc.assert(fc.property(arbitrary, property))

describe("HashChain", () => {
  it("finds nothing in a chain that is whole, read at once or from the middle on", () =>
    holds(chainAndPlace, ([events, at]) => {
      assert.isUndefined(HashChain.firstBreak(stream, events))
      assert.isUndefined(HashChain.firstBreak(stream, events.slice(at), events[at - 1]?.hash))
    }))

  const edits: ReadonlyArray<readonly [string, (event: RecordedEvent) => RecordedEvent]> = [
    ["type", (event) => ({ ...event, type: `${event.type}!` })],
    ["payload", (event) => ({ ...event, payload: `${event.payload} ` })],
    ["command", (event) => ({ ...event, commandId: `${event.commandId}!` })],
    ["actor", (event) => ({ ...event, actor: `${event.actor}!` })],
    ["time", (event) => ({ ...event, atMillis: event.atMillis + 1 })],
    ["hash", (event) => ({ ...event, hash: event.hash.replace(/./, (digit) => digit === "0" ? "1" : "0") })]
  ]
  it.each(edits)("finds an event whose %s was edited", (_, edit) =>
    holds(chainAndPlace, ([events, at]) => {
      const edited = events.map((event, index) => index === at ? edit(event) : event)
      assert.strictEqual(HashChain.firstBreak(stream, edited), at + 1)
    }))

  it("finds an edited event even where its own hash was made to fit", () =>
    holds(chainAndPlace, ([events, at]) => {
      const forged = events.map((event, index) => {
        if (index !== at) return event
        const changed = { ...event, payload: `${event.payload} ` }
        return { ...changed, hash: HashChain.hashEvent(events[at - 1]?.hash ?? HashChain.genesis, stream, changed) }
      })
      assert.strictEqual(HashChain.firstBreak(stream, forged), at + 1 < events.length ? at + 2 : undefined)
    }))

  it("finds two events that changed places, at the first of the two places", () =>
    holds(
      chain.chain((events) => fc.tuple(fc.constant(events), fc.nat({ max: events.length - 2 }))),
      ([events, at]) => {
        const [first, second] = [events[at], events[at + 1]]
        if (first === undefined || second === undefined) return assert.fail("the place lies outside")
        const swapped = [...events.slice(0, at), second, first, ...events.slice(at + 2)]
        assert.strictEqual(HashChain.firstBreak(stream, swapped), second.position)
      }
    ))

  it("finds a dropped event at the one after it", () =>
    holds(chainAndPlace, ([events, at]) => {
      const dropped = events.filter((_, index) => index !== at)
      assert.strictEqual(HashChain.firstBreak(stream, dropped), events[at + 1]?.position)
    }))

  it("finds an event that was put in, though it fits the one before it, where the old chain goes on", () =>
    holds(fc.tuple(chainAndPlace, bare), ([[events, at], extra]) => {
      const previous = events[at - 1]?.hash ?? HashChain.genesis
      const placed = { ...extra, position: at + 1 }
      const forged = { ...placed, hash: HashChain.hashEvent(previous, stream, placed) }
      assert.strictEqual(HashChain.firstBreak(stream, [...events.slice(0, at), forged, ...events.slice(at)]), at + 1)
    }))

  it("finds a stream's events under another stream's name", () =>
    holds(chain, (events) => assert.strictEqual(HashChain.firstBreak("booking/bk-2", events), 1)))

  it("cannot be fooled by moving a character from one field into the next", () => {
    const [event] = chainOf([{ type: "ab", payload: "{}", commandId: "c", actor: "d", atMillis: 1 }])
    if (event === undefined) return assert.fail("no event")
    assert.strictEqual(HashChain.firstBreak(stream, [{ ...event, type: "a", payload: "b{}" }]), 1)
    assert.strictEqual(HashChain.firstBreak(stream, [{ ...event, commandId: "cd", actor: "" }]), 1)
  })
})
