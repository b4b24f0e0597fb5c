import { Clock, Duration, Effect, Option, Random, Ref } from "effect"
import type { ScrapeFailureReason } from "../entities/domain/Scrape.ts"
import { Misread } from "./sources/Sighting.ts"

/** How hard to try: time in all, and retries after the first look. */
export interface Patience {
  readonly bound: Duration.Duration
  readonly retries: number
}

/** Whether the same look may go better in a moment. */
export const isRetryable = (reason: ScrapeFailureReason): boolean => {
  switch (reason) {
    case "RateLimited":
    case "Challenge":
    case "Blocked":
    case "EmptyShell":
    case "Truncated":
    case "Timeout":
    case "Unreachable":
      return true
    default:
      return false
  }
}

/**
 * How long to wait before retry number `retry` (from 0): what the platform asked for, else 0.25 s doubled each time and
 * shaken by `jitter` (0-1) to between half and all of it. Undefined: no use, or no time within `leftMillis`.
 */
export const delayBefore = (
  retry: number,
  failure: Misread,
  leftMillis: number,
  jitter: number
): number | undefined => {
  if (!isRetryable(failure.reason)) return undefined
  const asked = failure.retryAfterMillis ?? 0
  const wait = Math.max(asked, 250 * 2 ** retry * (0.5 + jitter / 2))
  return wait < leftMillis ? wait : undefined
}

/**
 * Looks again where that may help, for as long as `bound` in all; `look` hears how many milliseconds are left. When time
 * runs out the failure is the last one that had a name.
 */
export const persistently = Effect.fnUntraced(function*<A, R>(
  look: (leftMillis: number) => Effect.Effect<A, Misread, R>,
  { bound, retries }: Patience,
  onRetry: Effect.Effect<unknown>
) {
  const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(bound)
  const left = Effect.map(Clock.currentTimeMillis, (now) => until - now)
  const last = yield* Ref.make(new Misread({ reason: "Timeout", detail: `no answer within ${Duration.format(bound)}` }))

  const attempt = (retry: number): Effect.Effect<{ readonly value: A; readonly retries: number }, Misread, R> =>
    Effect.flatMap(left, look).pipe(
      Effect.map((value) => ({ value, retries: retry })),
      Effect.catchAll((failure) =>
        Effect.gen(function*() {
          yield* Ref.set(last, failure)
          const wait = retry < retries ? delayBefore(retry, failure, yield* left, yield* Random.next) : undefined
          if (wait === undefined) return yield* failure
          yield* onRetry
          yield* Effect.sleep(wait)
          return yield* attempt(retry + 1)
        })
      )
    )

  const found = yield* Effect.timeoutOption(attempt(0), bound)
  return yield* Option.match(found, {
    onSome: Effect.succeed,
    onNone: () => Effect.flatMap(Ref.get(last), Effect.fail)
  })
})
