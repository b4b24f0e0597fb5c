import { RunnerAddress, Runners, type ShardingConfig } from "@effect/cluster"
import type { MessageStorage } from "@effect/cluster"
import { NodeClusterSocket } from "@effect/platform-node"
import { RpcClient, RpcClientError, type RpcMessage, RpcSerialization } from "@effect/rpc"
import { Context, Effect, Layer, Schedule } from "effect"

const beat = "500 millis"
const unansweredBeats = 5

/** The open links to other processes, to be cut before TCP finds out that nobody is there. */
class Cuts extends Context.Tag("promoteros/cluster/engine/Links/Cuts")<Cuts, {
  readonly add: (address: RunnerAddress.RunnerAddress, cut: Effect.Effect<void>) => Effect.Effect<() => void>
  readonly cut: (address: RunnerAddress.RunnerAddress) => Effect.Effect<void>
}>() {
  static readonly layer = Layer.sync(Cuts, () => {
    const links = new Map<string, Set<Effect.Effect<void>>>()
    return Cuts.of({
      add: (address, cut) =>
        Effect.sync(() => {
          const all = links.get(String(address)) ?? new Set()
          links.set(String(address), all.add(cut))
          return () => {
            all.delete(cut)
            if (all.size === 0 && links.get(String(address)) === all) links.delete(String(address))
          }
        }),
      cut: (address) => Effect.forEach([...links.get(String(address)) ?? []], (cut) => cut, { discard: true })
    })
  })
}

const cutOff: RpcMessage.FromServerEncoded = {
  _tag: "ClientProtocolError",
  error: new RpcClientError.RpcClientError({ reason: "Protocol", message: "The other process does not answer" })
}

/** A link that has left several beats in a row unanswered is cut: what was asked over it fails at once and is asked anew. */
const watched = Effect.fnUntraced(function*(
  address: RunnerAddress.RunnerAddress,
  inner: RpcClient.Protocol["Type"]
) {
  const cuts = yield* Cuts
  let unanswered = 0
  let isCut = false
  let respond: (message: RpcMessage.FromServerEncoded) => Effect.Effect<void> = () => Effect.void
  const cut = Effect.suspend(() => {
    isCut = true
    return respond(cutOff)
  })
  yield* Effect.acquireRelease(cuts.add(address, cut), (forget) => Effect.sync(forget))
  yield* Effect.suspend(() => unanswered++ < unansweredBeats ? inner.send({ _tag: "Ping" }) : cut).pipe(
    Effect.ignore, // a link that is down says so to whoever uses it
    Effect.repeat(Schedule.spaced(beat)),
    Effect.forkScoped
  )
  return RpcClient.Protocol.of({
    ...inner,
    run: (receive) => {
      respond = receive
      return inner.run((message) => {
        unanswered = 0
        return receive(message)
      })
    },
    send: (message, transferables) => isCut ? Effect.fail(cutOff.error) : inner.send(message, transferables)
  })
})

const protocol = Layer.effect(
  Runners.RpcClientProtocol,
  Effect.gen(function*() {
    const connect = yield* Runners.RpcClientProtocol
    const cuts = yield* Cuts
    return (address) =>
      Effect.flatMap(connect(address), (inner) => Effect.provideService(watched(address, inner), Cuts, cuts))
  })
).pipe(Layer.provide(NodeClusterSocket.layerClientProtocol))

/**
 * The engine's way to other processes. By itself it waits for one that was stopped, or behind a wire that was cut, as long as
 * the connection seems open, and comes back to one that was restarted only after seconds; here such a link is cut, and the
 * next call makes a new one. Every command carries its request id, so being asked twice changes nothing.
 */
export const layer: Layer.Layer<Runners.Runners, never, ShardingConfig.ShardingConfig | MessageStorage.MessageStorage> =
  Layer.effect(
    Runners.Runners,
    Effect.gen(function*() {
      const inner = yield* Runners.Runners
      const cuts = yield* Cuts
      return Runners.Runners.of({
        ...inner,
        send: (sent) =>
          Effect.catchTag(
            inner.send(sent),
            "RunnerUnavailable",
            (unavailable) => Effect.zipRight(inner.onRunnerUnavailable(sent.address), Effect.fail(unavailable))
          ),
        onRunnerUnavailable: (address) => Effect.zipRight(cuts.cut(address), inner.onRunnerUnavailable(address))
      })
    })
  ).pipe(
    Layer.provide(Runners.layerRpc),
    Layer.provide(protocol),
    Layer.provide(Cuts.layer),
    Layer.provide(RpcSerialization.layerMsgPack)
  )
