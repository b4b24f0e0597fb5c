import type { AlreadyProcessingMessage, MailboxFull, PersistenceError } from "@effect/cluster/ClusterError"
import { Cause, Duration, Effect, Fiber, Option } from "effect"
import { Unavailable } from "./domain/Unavailable.ts"

type EngineFailure = MailboxFull | AlreadyProcessingMessage | PersistenceError

const retryAfterMillis = 500

/**
 * The one way to call an entity. Its refusals pass; whatever the engine leaves open (a full mailbox, a runner that died or
 * gave its shard away, no answer in time) becomes "try again". Every command carries its request id, so trying again is safe.
 */
export const ask = <A, E, R>(
  what: string,
  call: Effect.Effect<A, E | EngineFailure, R>,
  within: Duration.DurationInput = "5 seconds"
): Effect.Effect<A, Exclude<E, EngineFailure> | Unavailable, R> =>
  bounded(call, Duration.toMillis(within), () => new Unavailable({ what, retryAfterMillis })).pipe(
    Effect.catchAllCause((cause) => {
      const refusal = Option.filter(Cause.failureOption(cause), isRefusal<E>)
      if (Option.isSome(refusal)) return Effect.fail(refusal.value)
      return Effect.zipRight(
        Cause.isInterruptedOnly(cause)
          ? Effect.void
          : Effect.logWarning("An entity call did not come through", cause).pipe(Effect.annotateLogs({ what })),
        Effect.fail(new Unavailable({ what, retryAfterMillis }))
      )
    })
  )

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
