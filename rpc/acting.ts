import { Effect } from "effect"
import { createHash } from "node:crypto"
import { RequestId } from "../entities/domain/Ids.ts"
import { CurrentPrincipal, Forbidden, mayActAs, type Principal, type Role } from "./contract/Access.ts"

/** Who sends a command to an entity, and the key that its answer is kept under. */
export interface Acting {
  readonly actor: string
  readonly requestId: RequestId
}

/** Refuses the call of a principal who may not act as `role`. */
export const requireRole = (role: Role): Effect.Effect<Principal, Forbidden, CurrentPrincipal> =>
  Effect.flatMap(CurrentPrincipal, (principal) =>
    mayActAs(principal, role)
      ? Effect.succeed(principal)
      : Effect.fail(new Forbidden({ needs: role, has: principal.role })))

/** The principal of this call, if it may act as `role`. Two principals that chose the same request id stay apart. */
export const acting = (role: Role, requestId: RequestId): Effect.Effect<Acting, Forbidden, CurrentPrincipal> =>
  Effect.map(requireRole(role), ({ id }) => ({ actor: id, requestId: derived(id, requestId) }))

/** A key that follows from its parts and nothing else. */
export const derived = (...parts: ReadonlyArray<string>): RequestId =>
  RequestId.make(createHash("sha256").update(parts.join("\0")).digest("base64url").slice(0, 27))
