import { Cause, Effect, Either, Exit, FiberId, Option, Runtime, Schedule, type Scope } from "effect"
import { Activity } from "./Activity.ts"
import type { Answer } from "./Answer.ts"
import type { Definition } from "./Definition.ts"
import { Unavailable } from "./domain/Unavailable.ts"
import { commitOf, type Current, type Draft, draftOf, type Operation, record, vacant } from "./Draft.ts"
import { type Commit, Journal } from "./Journal.ts"
import { Ownership } from "./Ownership.ts"

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

const operationsPerCommit = 128
const attempts = 4
const mostWaiting = 1024
const patienceMillis = 5_000

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
    const clock = yield* Effect.clock
    const runFork = Runtime.runFork(yield* Effect.runtime<never>())
    const stream = `${definition.type}/${entityId}`
    const { decodeEvent, decodeState } = definition.codec

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
    const underway = new Map<string, Array<() => void>>()
    const open = new Set<Operation<S, E>>()
    let draining = false
    let closed = false
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        closed = true
        for (const operation of open) operation.die(elsewhere)
      })
    )

    const process = (operations: ReadonlyArray<Operation<S, E>>, attemptsLeft: number): Effect.Effect<void> =>
      Effect.suspend(() => {
        const draft = draftOf<S, E>(current)
        for (const operation of operations) {
          const fault = Either.flip(Either.try(() => record(definition, stream, draft, operation)))
          if (Either.isRight(fault)) operation.die(Cause.die(fault.right))
        }
        if (draft.events.length === 0 && (draft.answers.length === 0 || current.version === 0)) {
          draft.settle.forEach((settle) => settle())
          return Effect.void
        }
        const commit = commitOf(definition, { stream, entityId, current }, draft)
        return Effect.matchEffect(journal.commit(commit), {
          onSuccess: () => Effect.sync(() => stored(draft, commit)),
          onFailure: (failure) => unstored(failure, operations, attemptsLeft)
        })
      })

    const stored = (draft: Draft<S, E>, commit: Commit) => {
      current = {
        state: draft.state,
        version: draft.version,
        head: draft.head,
        snapshotVersion: commit.snapshot === undefined ? current.snapshotVersion : draft.version,
        due: definition.due(draft.state),
        fence: current.fence
      }
      draft.settle.forEach((settle) => settle())
    }

    const unstored = (
      failure: Effect.Effect.Error<ReturnType<typeof journal.commit>>,
      operations: ReadonlyArray<Operation<S, E>>,
      attemptsLeft: number
    ): Effect.Effect<void> => {
      switch (failure._tag) {
        case "AlreadyAnswered": {
          const { answers } = failure
          return Effect.zipRight(
            Effect.forEach(operations, (operation) => replay(operation, answers), { discard: true }),
            process(operations.filter(({ requestId }) => !answers.has(requestId)), attemptsLeft)
          )
        }
        case "StreamMoved":
          return again(operations, attemptsLeft)
        case "OwnershipLost":
          return Effect.delay(again(operations, attemptsLeft), "50 millis")
        case "JournalUnavailable":
          return Effect.delay(again(operations, attemptsLeft), "150 millis")
        case "CommitRefused":
          return operations.length > 1
            ? Effect.forEach(operations, (operation) => process([operation], attemptsLeft), { discard: true })
            : Effect.sync(() => operations.forEach((operation) => operation.die(Cause.die(failure))))
      }
    }

    /** An answer that another kind of command left under this id cannot be read: that fails this command alone. */
    const replay = (operation: Operation<S, E>, answers: ReadonlyMap<string, string>) =>
      Effect.sync(() => {
        const recorded = answers.get(operation.requestId)
        if (recorded !== undefined) operation.replay(recorded)
      }).pipe(Effect.catchAllCause((cause) => Effect.sync(() => operation.die(cause))))

    /** What memory holds may be wrong, or the commit may have been stored after all: load, then decide anew. */
    const again = (operations: ReadonlyArray<Operation<S, E>>, attemptsLeft: number): Effect.Effect<void> =>
      closed ? Effect.void : load.pipe(
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
      if (!draining) return Effect.void
      const operations = queue.splice(0, operationsPerCommit)
      return process(operations, attempts).pipe(
        Effect.catchAllCause((cause) =>
          Effect.zipRight(
            Effect.logError("An entity could not decide its commands", cause).pipe(Effect.annotateLogs({ stream })),
            Effect.sync(() => operations.forEach((operation) => operation.die(cause)))
          )
        ),
        Effect.zipRight(drain)
      )
    })

    const enqueue = (operation: Operation<S, E>) => {
      open.add(operation)
      queue.push(operation)
      if (draining) return
      draining = true
      runFork(drain)
    }

    // one callback from the command to its answer: commands come by the thousand
    const run: Writer<S, E>["run"] = <A, R>(
      command: Command<A, R>,
      decide: (state: S) => Either.Either<ReadonlyArray<E>, R>,
      reply: (after: S) => A
    ) =>
      Effect.async<A, R | Unavailable>((resume) => {
        const busy = () => resume(Exit.fail(new Unavailable({ what: stream, retryAfterMillis: 1000 })))
        const begin = () => {
          if (closed) return resume(Exit.failCause(elsewhere))
          const atMillis = clock.unsafeCurrentTimeMillis()
          const timer = setTimeout(busy, patienceMillis)
          activity.began(stream, atMillis)
          const finish = (exit: Exit.Exit<A, R | Unavailable>) => {
            if (!open.delete(operation)) return
            clearTimeout(timer)
            activity.ended(stream, atMillis)
            const next = underway.get(command.requestId)?.shift()
            if (next === undefined) underway.delete(command.requestId)
            resume(exit)
            next?.()
          }
          const operation: Operation<S, E> = {
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
          }
          enqueue(operation)
        }
        const sameId = underway.get(command.requestId)
        if (open.size >= mostWaiting) return busy()
        if (sameId !== undefined) return void sameId.push(begin)
        underway.set(command.requestId, [])
        begin()
      })

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
