import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import { Unavailable } from "../entities/domain/Unavailable.ts"

/** A list that the database does not give right now is "try again"; the cause is logged once, here. */
export const orUnavailable = (what: string) =>
<A, E, R>(
  list: Effect.Effect<A, E | SqlError | ParseResult.ParseError, R>
): Effect.Effect<A, Exclude<E, SqlError | ParseResult.ParseError> | Unavailable, R> =>
  list.pipe(
    Effect.tapError((error) => isRefusal(error) ? Effect.void : Effect.logError(`${what} cannot be read`, error)),
    Effect.mapError((error) => isRefusal(error) ? error : new Unavailable({ what, retryAfterMillis: 1000 }))
  )

const isRefusal = <E>(
  error: E | SqlError | ParseResult.ParseError
): error is Exclude<E, SqlError | ParseResult.ParseError> =>
  !(typeof error === "object" && error !== null && "_tag" in error &&
    (error._tag === "SqlError" || error._tag === "ParseError"))
