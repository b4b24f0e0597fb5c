import { RpcMiddleware } from "@effect/rpc"
import { Context, Schema } from "effect"

/** What somebody may do: read everything, book, or run the machine. Each includes the ones before it. */
export const Role = Schema.Literal("viewer", "booker", "administrator")
export type Role = typeof Role.Type

/** Who a call is made for. */
export const Principal = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  role: Role,
  /** how the caller proved it: a visitor from this machine, or a key */
  via: Schema.Literal("loopback", "apiKey", "webhook")
})
export type Principal = typeof Principal.Type

/** @effect-leakable-service every call carries its own */
export class CurrentPrincipal
  extends Context.Tag("promoteros/rpc/contract/Access/CurrentPrincipal")<CurrentPrincipal, Principal>()
{}

export class Unauthenticated extends Schema.TaggedError<Unauthenticated>()("Unauthenticated", {
  reason: Schema.String
}) {
  override get message() {
    return `Sign in first: ${this.reason}`
  }
}

export class Forbidden extends Schema.TaggedError<Forbidden>()("Forbidden", {
  needs: Role,
  has: Role
}) {
  override get message() {
    return `This takes the role ${this.needs}; you are ${this.has}`
  }
}

/** Every call carries a principal: this puts it there or refuses the call. */
export class Authentication
  extends RpcMiddleware.Tag<Authentication>()("promoteros/rpc/contract/Access/Authentication", {
    failure: Unauthenticated,
    provides: CurrentPrincipal
  })
{}

const rank: Readonly<Record<Role, number>> = { viewer: 0, booker: 1, administrator: 2 }

export const mayActAs = (principal: Principal, needed: Role): boolean => rank[principal.role] >= rank[needed]
