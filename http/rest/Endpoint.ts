import type { Rpc, RpcGroup } from "@effect/rpc"
import { Effect, type ParseResult, Schema } from "effect"
import type { CurrentPrincipal } from "../../rpc/contract/Access.ts"
import type { Refusal } from "../Problem.ts"

/** Where a call is found, as OpenAPI will show it. */
export interface Address {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** under /api/v1; `:name` is a field of the payload */
  readonly path: `/${string}`
  readonly summary: string
  /** 201 where the call makes something new; 204 where there is nothing to say */
  readonly status?: 201 | 204
  /** the payload's field that the body is; without it the body's fields are the payload's */
  readonly bodyField?: string
  /** the payload's field that a text/csv body is; its other fields then come as a query */
  readonly csvField?: string
}

export const get = (path: Address["path"], summary: string): Address => ({ method: "GET", path, summary })
export const post = (path: Address["path"], summary: string): Address => ({ method: "POST", path, summary })

/** One RPC as a REST call: its payload, answer and refusals are the contract's own schemas. */
export interface Endpoint extends Address {
  readonly rpc: Rpc.AnyWithProps
  /** From what was sent to the JSON of the answer. */
  readonly run: (sent: unknown) => Effect.Effect<string, Refusal | ParseResult.ParseError, CurrentPrincipal>
}

/** An RPC of a group by its name. */
export const rpcOf = <R extends Rpc.Any, const T extends R["_tag"]>(group: RpcGroup.RpcGroup<R>, tag: T) => {
  const found = [...group.requests.values()].find((rpc): rpc is Extract<R, { readonly _tag: T }> => rpc._tag === tag)
  if (found === undefined) throw new Error(`The contract has no ${tag}`)
  return found
}

/** The schemas are compiled here, once. */
export const endpoint = <T extends string, P, PI, A, AI, E extends Refusal, EI>(
  rpc: Rpc.Rpc<T, Schema.Schema<P, PI>, Schema.Schema<A, AI>, Schema.Schema<E, EI>>,
  address: Address,
  handle: (payload: P) => Effect.Effect<A, E, CurrentPrincipal>
): Endpoint => {
  const encode = Schema.encodeSync(rpc.successSchema)
  return endpointJson(
    rpc,
    address,
    (payload) => Effect.map(handle(payload), (answer) => JSON.stringify(encode(answer) ?? null))
  )
}

/** For a handler that has its answer as JSON already. */
export const endpointJson = <T extends string, P, PI, A, AI, E extends Refusal, EI>(
  rpc: Rpc.Rpc<T, Schema.Schema<P, PI>, Schema.Schema<A, AI>, Schema.Schema<E, EI>>,
  address: Address,
  handle: (payload: P) => Effect.Effect<string, E, CurrentPrincipal>
): Endpoint => {
  const decode = Schema.decodeUnknown(rpc.payloadSchema, strictly)
  return { ...address, rpc, run: (sent) => Effect.flatMap(decode(sent), handle) }
}

const strictly = { onExcessProperty: "error", errors: "all" } as const
