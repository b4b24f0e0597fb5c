import { Unavailable } from "../../../entities/domain/Unavailable.ts"
import { Unreachable } from "./Api.ts"

/** Whether asking the same again may well succeed. */
export const isTransient = (error: unknown): boolean => error instanceof Unavailable || error instanceof Unreachable

export const waitBefore = (attempt: number, error: unknown): number =>
  error instanceof Unavailable ? Math.min(5_000, error.retryAfterMillis) : Math.min(5_000, 500 * 2 ** attempt)
