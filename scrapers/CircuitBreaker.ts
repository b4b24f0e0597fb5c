import type { ScrapeFailureReason } from "../entities/domain/Scrape.ts"

/** One platform's breaker: closed while looks succeed, open after `failures` in a row, then one trial at a time. */
export type Breaker =
  | { readonly _tag: "Closed"; readonly failures: number }
  | { readonly _tag: "Open"; readonly until: number; readonly trips: number }
  | { readonly _tag: "Trial"; readonly until: number; readonly trips: number }

export interface Limits {
  /** failures in a row that open it */
  readonly failures: number
  /** how long it stays open the first time; doubled with each trial that fails, to 16 times at most */
  readonly openMillis: number
}

export const closed: Breaker = { _tag: "Closed", failures: 0 }

/** May a look begin? If not, when to ask again. A trial that never reports gives way to another after `openMillis`. */
export const enter = (
  breaker: Breaker,
  limits: Limits,
  now: number
): readonly [{ readonly allowed: true } | { readonly allowed: false; readonly retryAfterMillis: number }, Breaker] => {
  switch (breaker._tag) {
    case "Closed":
      return [{ allowed: true }, breaker]
    case "Open":
    case "Trial":
      return now >= breaker.until
        ? [{ allowed: true }, { _tag: "Trial", until: now + limits.openMillis, trips: breaker.trips }]
        : [{ allowed: false, retryAfterMillis: breaker.until - now }, breaker]
  }
}

export const failed = (breaker: Breaker, limits: Limits, now: number): Breaker => {
  switch (breaker._tag) {
    case "Closed":
      return breaker.failures + 1 >= limits.failures
        ? { _tag: "Open", until: now + limits.openMillis, trips: 1 }
        : { _tag: "Closed", failures: breaker.failures + 1 }
    case "Trial":
      return {
        _tag: "Open",
        until: now + limits.openMillis * 2 ** Math.min(breaker.trips, 4),
        trips: breaker.trips + 1
      }
    case "Open":
      return breaker
  }
}

/** Whether a failure speaks of the platform, not of the account: only such failures open its breaker. */
export const countsAgainst = (reason: ScrapeFailureReason): boolean => {
  switch (reason) {
    case "NotFound":
    case "Private":
    case "RateLimited":
    case "CircuitOpen":
      return false
    default:
      return true
  }
}
