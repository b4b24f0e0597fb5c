import { Entity, Sharding, ShardingConfig } from "@effect/cluster"
import { Context, Duration, Effect, FiberRef, Layer, Scope } from "effect"
import { nearby } from "../../entities/Ask.ts"

type Handler = (request: { readonly payload: unknown }) => Effect.Effect<unknown, unknown>

/** An entity that lives in this process. */
interface Resident {
  readonly handlers: Readonly<Record<string, Handler>>
  /** when the engine last had a call of it: it lets go what it has not seen for long */
  seenMillis: number
}

interface Residents {
  readonly byId: Map<string, Resident>
  readonly unseenMillis: number
}

/**
 * A call to an entity that lives in the same process goes to its handlers, without the message, the client and the server
 * that the engine has for another process: those cost more than the work itself (decision 0010). The handlers have their
 * services from when they were built and bound what they wait for. What is not here, or takes one call after the other, is
 * the engine's; and so is a call now and then, so that it sees the entity in use.
 */
export const layer: Layer.Layer<
  Sharding.Sharding,
  never,
  Sharding.Sharding | ShardingConfig.ShardingConfig
> = Layer.effect(
  Sharding.Sharding,
  Effect.gen(function*() {
    const engine = yield* Sharding.Sharding
    const config = yield* ShardingConfig.ShardingConfig
    const clock = yield* Effect.clock
    const traced = yield* FiberRef.get(FiberRef.currentTracerEnabled)
    const kinds = new Map<string, Residents>()

    const find = (kind: string, id: string): Resident | undefined => {
      const residents = kinds.get(kind)
      const resident = residents?.byId.get(id)
      if (residents === undefined || resident === undefined) return undefined
      const now = clock.unsafeCurrentTimeMillis()
      if (now - resident.seenMillis < residents.unseenMillis) return resident
      resident.seenMillis = now
      return undefined
    }

    return Sharding.Sharding.of({
      ...engine,
      registerEntity: (entity, build, options) => {
        if (options?.concurrency !== "unbounded") return engine.registerEntity(entity, build, options)
        const byId = new Map<string, Resident>()
        kinds.set(entity.type, {
          byId,
          unseenMillis: Duration.toMillis(options.maxIdleTime ?? config.entityMaxIdleTime) / 4
        })
        const settle = (handlers: object) =>
          Effect.contextWithEffect((context: Context.Context<never>) => {
            const { entityId } = Context.unsafeGet(context, Entity.CurrentAddress)
            const resident = { handlers: Object.create(handlers), seenMillis: clock.unsafeCurrentTimeMillis() }
            byId.set(entityId, resident)
            return Scope.addFinalizer(
              Context.unsafeGet(context, Scope.Scope),
              Effect.sync(() => byId.get(entityId) === resident && byId.delete(entityId))
            )
          })
        return engine.registerEntity(entity, Effect.tap(build, settle), options)
      },
      makeClient: (entity) =>
        Effect.map(engine.makeClient(entity), (remote) => {
          const calls = Object.fromEntries([...entity.protocol.requests.keys()].map((tag) => [
            tag,
            function(this: { readonly id: string }, payload: unknown, options?: unknown) {
              const { id } = this
              return Object.assign(Effect.suspend(() => Object(remote(id))[tag](payload, options)), {
                [nearby]: () => {
                  const answered = find(entity.type, id)?.handlers[tag]?.({ payload })
                  return answered && traced ? Effect.withSpan(answered, `${entity.type}(${id}).${tag}`) : answered
                }
              })
            }
          ]))
          return (id) => Object.create(calls, { id: { value: id } })
        })
    })
  })
)
