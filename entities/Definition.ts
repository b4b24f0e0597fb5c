import { type Effect, type ParseResult, Schema } from "effect"
import type { FeedItem } from "./Bus.ts"
import type { ReadModelRows } from "./ReadModel.ts"

/** What makes a kind of entity: its state, how events change it, and what others may see of a change. */
export interface Definition<S, E extends { readonly _tag: string }> {
  readonly type: string
  readonly initial: S
  readonly evolve: (state: S, event: E) => S
  readonly codec: Codec<S, E>
  /** `journal`: every event is kept, a snapshot now and then. `snapshot`: the state alone is kept. */
  readonly keeps: "journal" | "snapshot"
  /** when it wants to be woken next, epoch millis */
  readonly due: (state: S) => number | null
  readonly rows: (change: Change<S, E>) => ReadModelRows
  readonly feed: (change: Change<S, E>) => ReadonlyArray<FeedItem>
}

/** How states and events are written down. Made once for a kind of entity: its readers are compiled when it is made. */
export interface Codec<S, E> {
  readonly encodeState: (state: S) => string
  readonly decodeState: (text: string) => Effect.Effect<S, ParseResult.ParseError>
  readonly encodeEvent: (event: E) => string
  readonly decodeEvent: (text: string) => Effect.Effect<E, ParseResult.ParseError>
}

export const codec = <S, SI, E, EI>(state: Schema.Schema<S, SI>, event: Schema.Schema<E, EI>): Codec<S, E> => {
  const [stateText, eventText] = [Schema.parseJson(state), Schema.parseJson(event)]
  return {
    encodeState: Schema.encodeSync(stateText),
    decodeState: Schema.decode(stateText),
    encodeEvent: Schema.encodeSync(eventText),
    decodeEvent: Schema.decode(eventText)
  }
}

export interface Change<S, E> {
  readonly entityId: string
  readonly before: S
  readonly after: S
  readonly events: ReadonlyArray<E>
}
