import {
  Cause,
  Clock,
  Deferred,
  Effect,
  Either,
  Exit,
  FiberId,
  Option,
  type ParseResult,
  Schedule,
  Schema,
  Scope
} from "effect"
import { Activity } from "./Activity.ts"
import type { Answer } from "./Answer.ts"
import type { FeedItem } from "./Bus.ts"
import { Unavailable } from "./domain/Unavailable.ts"
import * as HashChain from "./HashChain.ts"
import { type Commit, Journal, type RecordedEvent } from "./Journal.ts"
import { type Fence, Ownership } from "./Ownership.ts"
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

export interface Command<A, R> {
  readonly requestId: string
  readonly actor: string
  readonly answer: Answer<A, R>
}

/** The only way to change an entity: decide, store, then answer. Nothing leaves and nothing changes before it is stored. */
export interface Writer<S, E> {
  readonly state: Effect.Effect<S>
  readonly run: <A, R>(
    command: Command<A, R>,
    decide: (state: S) => Either.Either<ReadonlyArray<E>, R>,
    reply: (after: S) => A
  ) => Effect.Effect<A, R | Unavailable>
}

const snapshotEvery = 100
const operationsPerCommit = 128
const attempts = 4

/**
 * Loads an entity and gives its writer. Commands that arrive while a commit is on its way are decided one after the other
 * on what the ones before them would leave behind and share the next commit; should it fail, all are decided anew.
 */
export const make = <S, E extends { readonly _tag: string }>(
  definition: Definition<S, E>,
  entityId: string
): Effect.Effect<Writer<S, E>, never, Journal | Scope.Scope> =>
  Effect.gen(function*() {
    const journal = yield* Journal
    const ownership = yield* Ownership
    const activity = yield* Activity
    const scope = yield* Effect.scope
    const stream = `${definition.type}/${entityId}`
    const { decodeEvent, decodeState, encodeEvent, encodeState } = definition.codec

    // the fence comes first: what is loaded under it has all that earlier owners have written
    const load = Effect.gen(function*() {
      const fence = yield* ownership.fence(entityId)
      const found = yield* journal.load(stream)
      if (Option.isNone(found)) return vacant(definition.initial, fence)
      const { events, head, snapshot, snapshotVersion, version } = found.value
      const from = snapshot === undefined ? definition.initial : yield* decodeState(snapshot)
      const replayed = yield* Effect.forEach(events, ({ payload }) => decodeEvent(payload))
      return { state: replayed.reduce(definition.evolve, from), version, head, snapshotVersion, due: undefined, fence }
    })

    let current: Current<S> = yield* load.pipe(
      Effect.retry({
        while: ({ _tag }) => _tag === "NotOwned",
        schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("5 seconds"))
      }),
      Effect.orDie
    )
    const queue: Array<Operation<S, E>> = []
    const underway = new Map<string, Deferred.Deferred<void>>()
    let draining = false

    const record = (draft: Draft<S, E>, operation: Operation<S, E>, decided: Decided<S, E>) => {
      const encoded = decided.events.map((event) => ({ type: event._tag, payload: encodeEvent(event) }))
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
        if (definition.keeps === "journal") {
          draft.head = HashChain.hashEvent(draft.head, stream, bare)
          draft.recorded.push({ ...bare, hash: draft.head })
        }
      }
      draft.state = decided.after
      draft.events.push(...decided.events)
      if (decided.answer !== undefined) {
        draft.answers.push({ commandId: operation.requestId, answer: decided.answer })
      }
      draft.settle.push(decided.settle)
    }

    const commitOf = (draft: Draft<S, E>): Commit => {
      const change = { entityId, before: current.state, after: draft.state, events: draft.events }
      const due = definition.due(draft.state)
      const takesSnapshot = draft.version > current.version &&
        (definition.keeps === "snapshot" || draft.version - current.snapshotVersion >= snapshotEvery)
      return {
        stream,
        expected: current.version,
        version: draft.version,
        head: draft.head,
        events: draft.recorded,
        snapshot: takesSnapshot ? encodeState(draft.state) : undefined,
        answers: draft.answers,
        ...(due === current.due ? {} : { dueAtMillis: due }),
        rows: draft.events.length > 0 ? definition.rows(change) : {},
        feed: draft.events.length > 0 ? definition.feed(change) : [],
        fence: current.fence
      }
    }

    const process = (operations: ReadonlyArray<Operation<S, E>>, attemptsLeft: number): Effect.Effect<void> =>
      Effect.gen(function*() {
        const draft = draftOf<S, E>(current)
        for (const operation of operations) {
          yield* Effect.sync(() => record(draft, operation, operation.attempt(draft))).pipe(
            Effect.catchAllCause((cause) => Effect.sync(() => operation.die(cause)))
          )
        }
        if (draft.events.length === 0 && (draft.answers.length === 0 || current.version === 0)) {
          return draft.settle.forEach((settle) => settle())
        }
        const commit = yield* Effect.sync(() => commitOf(draft))
        yield* journal.commit(commit).pipe(
          Effect.map(() => {
            current = {
              state: draft.state,
              version: draft.version,
              head: draft.head,
              snapshotVersion: commit.snapshot === undefined ? current.snapshotVersion : draft.version,
              due: definition.due(draft.state),
              fence: current.fence
            }
            draft.settle.forEach((settle) => settle())
          }),
          Effect.catchTags({
            AlreadyAnswered: ({ answers }) =>
              Effect.zipRight(
                Effect.forEach(operations, (operation) => replay(operation, answers), { discard: true }),
                process(operations.filter(({ requestId }) => !answers.has(requestId)), attemptsLeft)
              ),
            StreamMoved: () => again(operations, attemptsLeft),
            OwnershipLost: () => Effect.delay(again(operations, attemptsLeft), "50 millis"),
            JournalUnavailable: () => Effect.delay(again(operations, attemptsLeft), "150 millis"),
            CommitRefused: (refused) =>
              operations.length > 1
                ? Effect.forEach(operations, (operation) => process([operation], attemptsLeft), { discard: true })
                : Effect.sync(() => operations.forEach((operation) => operation.die(Cause.die(refused))))
          })
        )
      }).pipe(
        Effect.catchAllCause((cause) =>
          Effect.zipRight(
            Effect.logError("An entity could not decide its commands", cause).pipe(Effect.annotateLogs({ stream })),
            Effect.sync(() => operations.forEach((operation) => operation.die(cause)))
          )
        )
      )

    /** An answer that another kind of command left under this id cannot be read: that fails this command alone. */
    const replay = (operation: Operation<S, E>, answers: ReadonlyMap<string, string>) =>
      Effect.sync(() => {
        const recorded = answers.get(operation.requestId)
        if (recorded !== undefined) operation.replay(recorded)
      }).pipe(Effect.catchAllCause((cause) => Effect.sync(() => operation.die(cause))))

    /** What memory holds may be wrong, or the commit may have been stored after all: load, then decide anew. */
    const again = (operations: ReadonlyArray<Operation<S, E>>, attemptsLeft: number): Effect.Effect<void> =>
      load.pipe(
        Effect.flatMap((loaded) => {
          current = loaded
          return attemptsLeft > 1
            ? process(operations, attemptsLeft - 1)
            : Effect.sync(() => operations.forEach((operation) => operation.giveUp()))
        }),
        Effect.catchAll(({ _tag }) =>
          Effect.sync(() =>
            operations.forEach((operation) => _tag === "NotOwned" ? operation.die(elsewhere) : operation.giveUp())
          )
        )
      )

    const drain: Effect.Effect<void> = Effect.suspend(() => {
      draining = queue.length > 0
      return draining ? Effect.zipRight(process(queue.splice(0, operationsPerCommit), attempts), drain) : Effect.void
    })

    const run: Writer<S, E>["run"] = <A, R>(
      command: Command<A, R>,
      decide: (state: S) => Either.Either<ReadonlyArray<E>, R>,
      reply: (after: S) => A
    ) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.gen(function*() {
          const done = yield* Deferred.make<A, R | Unavailable>()
          const ended = yield* Deferred.make<void>()
          let atMillis = yield* Clock.currentTimeMillis
          for (let earlier = underway.get(command.requestId); earlier; earlier = underway.get(command.requestId)) {
            yield* restore(Deferred.await(earlier))
            atMillis = yield* Clock.currentTimeMillis
          }
          activity.began(stream, atMillis)
          const finish = (exit: Exit.Exit<A, R | Unavailable>) => {
            activity.ended(stream, atMillis)
            if (underway.get(command.requestId) === ended) underway.delete(command.requestId)
            Deferred.unsafeDone(done, exit)
            Deferred.unsafeDone(ended, Exit.void)
          }
          underway.set(command.requestId, ended)
          queue.push({
            requestId: command.requestId,
            actor: command.actor,
            atMillis,
            attempt: ({ state, version }) => {
              const decision = decide(state)
              const events = Either.getOrElse(decision, () => [])
              const after = events.reduce(definition.evolve, state)
              const answer = Either.map(decision, () => reply(after))
              const isVacant = Either.isLeft(answer) && version === 0
              return {
                events,
                after,
                answer: isVacant ? undefined : command.answer.encode(answer),
                settle: () => finish(Exit.fromEither(answer))
              }
            },
            replay: (recorded) => finish(Exit.fromEither(command.answer.decode(recorded))),
            giveUp: () => finish(Exit.fail(new Unavailable({ what: stream, retryAfterMillis: 1000 }))),
            die: (cause) => finish(Exit.failCause(cause))
          })
          if (!draining) {
            draining = true
            yield* Effect.forkIn(Effect.interruptible(drain), scope)
          }
          return yield* restore(Deferred.await(done))
        })
      )

    /** Nothing is answered from memory while somebody else may be writing; who owns nothing here is asked for elsewhere. */
    const state = Effect.suspend(() =>
      current.fence === undefined || current.fence.holds() ? Effect.succeed(current.state) : Effect.map(
        refresh,
        (loaded) => loaded.state
      )
    )

    const refresh = Effect.flatMap(ownership.fence(entityId), (fence) =>
      fence?.epoch === current.fence?.epoch ? Effect.succeed(current) : load).pipe(
        Effect.tap((loaded) =>
          Effect.sync(() => {
            if (!draining) {
              current = loaded
            }
          })
        ),
        Effect.catchTags({
          NotOwned: () =>
            Effect.interrupt
        }),
        Effect.orDie
      )

    return { state, run }
  })

/** Whoever asked is to ask the owner: `ask` takes an interruption of the other side for that. */
const elsewhere = Cause.interrupt(FiberId.none)

interface Current<S> {
  readonly state: S
  readonly version: number
  readonly head: string
  readonly snapshotVersion: number
  /** as it stands in the timers table; undefined where that is not known yet */
  readonly due: number | null | undefined
  readonly fence: Fence | undefined
}

interface Operation<S, E> {
  readonly requestId: string
  readonly actor: string
  readonly atMillis: number
  readonly attempt: (draft: { readonly state: S; readonly version: number }) => Decided<S, E>
  readonly replay: (recorded: string) => void
  readonly giveUp: () => void
  readonly die: (cause: Cause.Cause<never>) => void
}

interface Decided<S, E> {
  readonly events: ReadonlyArray<E>
  readonly after: S
  /** undefined: not worth keeping, because there is no such entity */
  readonly answer: string | undefined
  readonly settle: () => void
}

interface Draft<S, E> {
  state: S
  version: number
  head: string
  readonly events: Array<E>
  readonly recorded: Array<RecordedEvent>
  readonly answers: Array<{ readonly commandId: string; readonly answer: string }>
  readonly settle: Array<() => void>
}

const vacant = <S>(state: S, fence: Fence | undefined): Current<S> => ({
  state,
  version: 0,
  head: HashChain.genesis,
  snapshotVersion: 0,
  due: undefined,
  fence
})

const draftOf = <S, E>({ head, state, version }: Current<S>): Draft<S, E> => ({
  state,
  version,
  head,
  events: [],
  recorded: [],
  answers: [],
  settle: []
})
