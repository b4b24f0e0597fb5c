import { FetchHttpClient, HttpClient } from "@effect/platform"
import { RpcClient, RpcSerialization } from "@effect/rpc"
import type { RpcClientError } from "@effect/rpc/RpcClientError"
import { Cause, Context, Data, Effect, Exit, Layer, ManagedRuntime } from "effect"
import { Contract } from "../../../rpc/contract/Contract.ts"

/** An answer that is no 2xx has no messages in it: without this, whoever asked would wait for them. */
const http = Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, HttpClient.filterStatusOk)).pipe(
  Layer.provide(FetchHttpClient.layer)
)

const protocol = RpcClient.layerProtocolHttp({ url: "/rpc" }).pipe(
  Layer.provide([http, RpcSerialization.layerMsgPack])
)

/** The product's contract, asked over HTTP at `/rpc` of the address that the page came from. */
export class Api extends Context.Tag("promoteros/http/dashboard/client/Api")<
  Api,
  RpcClient.FromGroup<typeof Contract, RpcClientError>
>() {
  static readonly layer = Layer.scoped(Api, RpcClient.make(Contract)).pipe(Layer.provide(protocol))
}

export type Client = Context.Tag.Service<Api>

/** No answer came: the server is away, or something between here and there is. */
export class Unreachable extends Data.TaggedError("Unreachable")<{ readonly reason: string }> {
  override get message() {
    return `PromoterOS does not answer: ${this.reason}. Nothing is known to be wrong with what you asked.`
  }
}

const runtime = ManagedRuntime.make(Api.layer)

/** Asks, and rejects with the typed refusal itself. */
export const answer = async <A, E>(
  ask: (api: Client) => Effect.Effect<A, E | RpcClientError>,
  signal?: AbortSignal
): Promise<A> => {
  const exit = await runtime.runPromiseExit(
    Effect.flatMap(Api, ask).pipe(
      Effect.timeoutFail({
        duration: "20 seconds",
        onTimeout: () => new Unreachable({ reason: "no answer within 20 seconds" })
      })
    ),
    signal === undefined ? undefined : { signal }
  )
  if (Exit.isSuccess(exit)) return exit.value
  throw readable(Cause.squash(exit.cause))
}

const readable = (failure: unknown): unknown =>
  failure instanceof Error && "_tag" in failure && failure._tag === "RpcClientError"
    ? new Unreachable({ reason: "the connection failed" })
    : failure
