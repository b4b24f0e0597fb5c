import { Effect, Layer } from "effect"
import { Authenticator } from "./Authenticator.ts"
import { Authentication, Unauthenticated } from "./contract/Access.ts"

/** Every RPC call carries its principal. A list of keys that cannot be read lets nobody in. */
export const layer = Layer.effect(
  Authentication,
  Effect.map(
    Authenticator,
    ({ authenticate }) => ({ headers }) =>
      authenticate(headers).pipe(
        Effect.catchTag("Unavailable", ({ message }) => Effect.fail(new Unauthenticated({ reason: message })))
      )
  )
)
