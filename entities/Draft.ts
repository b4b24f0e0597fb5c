import type { Cause } from "effect"
import type { Definition } from "./Definition.ts"
import * as HashChain from "./HashChain.ts"
import type { Commit, RecordedEvent } from "./Journal.ts"
import type { Fence } from "./Ownership.ts"

const snapshotEvery = 100

/** An entity as it is stored. */
export interface Current<S> {
  readonly state: S
  readonly version: number
  readonly head: string
  readonly snapshotVersion: number
  /** as it stands in the timers table; undefined where that is not known yet */
  readonly due: number | null | undefined
  readonly fence: Fence | undefined
}

/** A command that waits for its answer. */
export interface Operation<S, E> {
  readonly requestId: string
  readonly actor: string
  readonly atMillis: number
  readonly attempt: (draft: { readonly state: S; readonly version: number }) => Decided<S, E>
  readonly replay: (recorded: string) => void
  readonly giveUp: () => void
  readonly die: (cause: Cause.Cause<never>) => void
}

export interface Decided<S, E> {
  readonly events: ReadonlyArray<E>
  readonly after: S
  /** undefined: not worth keeping, because there is no such entity */
  readonly answer: string | undefined
  readonly settle: () => void
}

/** What commands that share a commit have come to so far. */
export interface Draft<S, E> {
  state: S
  version: number
  head: string
  readonly events: Array<E>
  readonly recorded: Array<RecordedEvent>
  readonly answers: Array<{ readonly commandId: string; readonly answer: string }>
  readonly settle: Array<() => void>
}

export const vacant = <S>(state: S, fence: Fence | undefined): Current<S> => ({
  state,
  version: 0,
  head: HashChain.genesis,
  snapshotVersion: 0,
  due: undefined,
  fence
})

export const draftOf = <S, E>({ head, state, version }: Current<S>): Draft<S, E> => ({
  state,
  version,
  head,
  events: [],
  recorded: [],
  answers: [],
  settle: []
})

/** Decides a command on what the ones before it would leave behind. */
export const record = <S, E extends { readonly _tag: string }>(
  { codec, keeps }: Definition<S, E>,
  stream: string,
  draft: Draft<S, E>,
  operation: Operation<S, E>
) => {
  const { after, answer, events, settle } = operation.attempt(draft)
  const encoded = events.map((event) => ({ type: event._tag, payload: codec.encodeEvent(event) }))
  for (const { payload, type } of encoded) {
    const bare = {
      position: draft.version + 1,
      type,
      payload,
      commandId: operation.requestId,
      actor: operation.actor,
      atMillis: operation.atMillis
    }
    draft.version = bare.position
    if (keeps === "journal") {
      draft.head = HashChain.hashEvent(draft.head, stream, bare)
      draft.recorded.push({ ...bare, hash: draft.head })
    }
  }
  draft.state = after
  draft.events.push(...events)
  if (answer !== undefined) draft.answers.push({ commandId: operation.requestId, answer })
  draft.settle.push(settle)
}

export const commitOf = <S, E extends { readonly _tag: string }>(
  { codec, due: dueOf, feed, keeps, rows }: Definition<S, E>,
  { current, entityId, stream }: {
    readonly stream: string
    readonly entityId: string
    readonly current: Current<S>
  },
  draft: Draft<S, E>
): Commit => {
  const change = { entityId, before: current.state, after: draft.state, events: draft.events }
  const due = dueOf(draft.state)
  const takesSnapshot = draft.version > current.version &&
    (keeps === "snapshot" || draft.version - current.snapshotVersion >= snapshotEvery)
  return {
    stream,
    expected: current.version,
    version: draft.version,
    head: draft.head,
    events: draft.recorded,
    snapshot: takesSnapshot ? codec.encodeState(draft.state) : undefined,
    answers: draft.answers,
    ...(due === current.due ? {} : { dueAtMillis: due }),
    rows: draft.events.length > 0 ? rows(change) : {},
    feed: draft.events.length > 0 ? feed(change) : [],
    fence: current.fence
  }
}
