import type { ScrapeFailureReason } from "../entities/domain/Scrape.ts"
import type { Misread } from "./sources/Sighting.ts"

export const maxRetries = 3

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
 * shaken by `jitter` (0-1) to between half and all of it. Undefined: no more retries within `leftMillis`.
 */
export const delayBefore = (
  retry: number,
  failure: Misread,
  leftMillis: number,
  jitter: number
): number | undefined => {
  if (retry >= maxRetries || !isRetryable(failure.reason)) return undefined
  const asked = failure.retryAfterMillis ?? 0
  const wait = Math.max(asked, 250 * 2 ** retry * (0.5 + jitter / 2))
  return wait < leftMillis ? wait : undefined
}
