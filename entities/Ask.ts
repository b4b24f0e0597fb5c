import type { AlreadyProcessingMessage, MailboxFull, PersistenceError } from "@effect/cluster/ClusterError"
import { isSocketError } from "@effect/platform/Socket"
import { Cause, Chunk, Clock, Duration, Effect, Fiber, Option } from "effect"
import { Unavailable } from "./domain/Unavailable.ts"

type EngineFailure = MailboxFull | AlreadyProcessingMessage | PersistenceError

const retryAfterMillis = 500

/**
 * What a call carries that this process can answer by itself: the same call on the entity's own handlers, which bound
 * what they wait for; nothing where the entity is not here, or is to be reached the long way.
 */
export const nearby = Symbol.for("promoteros/entities/Ask/nearby")

const isNearby = <A, E, R>(
  call: Effect.Effect<A, E, R>
): call is Effect.Effect<A, E, R> & { readonly [nearby]: () => Effect.Effect<A, E, R> | undefined } => nearby in call

/**
 * The one way to call an entity. Its refusals pass. What a runner left open that died or gave its shard away is asked again,
 * of whoever has the shard now, for as long as one answer may take; the rest (a full mailbox, no answer in time) becomes
 * "try again". Every command carries its request id, so asking again is safe.
 */
export const ask = <A, E, R>(
  what: string,
  call: Effect.Effect<A, E | EngineFailure, R>,
  within: Duration.DurationInput = "5 seconds"
): Effect.Effect<A, Exclude<E, EngineFailure> | Unavailable, R> =>
  Effect.suspend(() => {
    const millis = Duration.toMillis(within)
    const here = isNearby(call) ? call[nearby]() : undefined
    return once(here ?? bounded(call, millis, late(what)), what, call, millis, undefined)
  })

const late = (what: string) => () => new Unavailable({ what, retryAfterMillis })

const once = <A, E, R>(
  attempt: Effect.Effect<A, E | EngineFailure | Unavailable, R>,
  what: string,
  call: Effect.Effect<A, E | EngineFailure, R>,
  millis: number,
  until: number | undefined
): Effect.Effect<A, Exclude<E, EngineFailure> | Unavailable, R> =>
  Effect.catchAllCause(attempt, (cause) => {
    const refusal = Option.filter(Cause.failureOption(cause), isRefusal<E>)
    if (Option.isSome(refusal)) return Effect.fail(refusal.value)
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const deadline = until ?? now + millis
      const left = deadline - now - againMillis
      return isLeftOpen(cause) && left > 0
        ? Effect.delay(
          Effect.suspend(() => once(bounded(call, left, late(what)), what, call, left, deadline)),
          Duration.millis(againMillis)
        )
        : Effect.zipRight(
          Cause.isInterruptedOnly(cause)
            ? Effect.void
            : Effect.logWarning("An entity call did not come through", cause).pipe(Effect.annotateLogs({ what })),
          Effect.fail(late(what)())
        )
    })
  })

const againMillis = 50

/** The other side went away in the middle: its process ended, its connection broke, or its shard moved on. */
const isLeftOpen = (cause: Cause.Cause<unknown>): boolean =>
  Cause.isInterruptedOnly(cause) || Chunk.some(Cause.defects(cause), isSocketError)

/** What `Effect.timeoutFail` does, with one fiber where that takes two and a race: on the way of every command. */
const bounded = <A, E, R, E2>(
  call: Effect.Effect<A, E, R>,
  millis: number,
  late: () => E2
): Effect.Effect<A, E | E2, R> =>
  Effect.flatMap(Effect.fork(call), (fiber) =>
    Effect.async<A, E | E2>((resume) => {
      const timer = setTimeout(() => resume(Effect.zipRight(Fiber.interruptFork(fiber), Effect.fail(late()))), millis)
      fiber.addObserver((exit) => {
        clearTimeout(timer)
        resume(exit)
      })
      return Effect.zipRight(Effect.sync(() => clearTimeout(timer)), Fiber.interrupt(fiber))
    }))

const isRefusal = <E>(error: E | EngineFailure | Unavailable): error is Exclude<E, EngineFailure> | Unavailable => {
  const tag = typeof error === "object" && error !== null && "_tag" in error ? error._tag : undefined
  return tag !== "MailboxFull" && tag !== "AlreadyProcessingMessage" && tag !== "PersistenceError"
}
