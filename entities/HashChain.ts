import { createHash } from "node:crypto"
import type { RecordedEvent } from "./Journal.ts"

/** What the chain of a stream starts from. */
export const genesis = "0".repeat(64)

/**
 * hash(n) = sha-256 of hash(n-1), stream, position, type, command id, actor, time and payload, each ended by a zero byte.
 * An event that was edited, moved, dropped or put in later breaks every hash after it.
 */
export const hashEvent = (previous: string, stream: string, event: Omit<RecordedEvent, "hash">): string =>
  createHash("sha256")
    .update(
      `${previous}\0${stream}\0${event.position}\0${event.type}\0${event.commandId}\0${event.actor}\0${event.atMillis}\0${event.payload}\0`
    )
    .digest("hex")

/** The position of the first event that does not fit its chain, or undefined where the chain is whole. */
export const firstBreak = (
  stream: string,
  events: ReadonlyArray<RecordedEvent>,
  previous: string = genesis
): number | undefined => {
  let hash = previous
  for (const event of events) {
    hash = hashEvent(hash, stream, event)
    if (hash !== event.hash) return event.position
  }
  return undefined
}
