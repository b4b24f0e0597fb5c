import { Config, Context, Duration, Effect, Layer, Ref, Schedule } from "effect"
import { InferencePool, type Shadow } from "../InferencePool.ts"
import * as ModelDirectory from "../ModelDirectory.ts"
import { ModelRegistry } from "./ModelRegistry.ts"

/** Keeps the pool of this process in line with the registry, and the registry with the model that came with the program. */
export class Serving extends Context.Tag("promoteros/inference/registry/Serving")<Serving, {
  /** Takes into service now what the registry says; otherwise it is looked at every `MODEL_REFRESH`. */
  readonly sync: Effect.Effect<void>
  /** Why this process serves another model than it should; empty where it does not. */
  readonly faults: Effect.Effect<ReadonlyArray<string>>
}>() {
  static readonly layer = Layer.scoped(Serving, Effect.suspend(() => make))
}

const actor = "program"

const make = Effect.gen(function*() {
  const directory = yield* Config.string("MODEL_PATH").pipe(Config.withDefault("inference/model"))
  const refresh = yield* Config.duration("MODEL_REFRESH").pipe(Config.withDefault(Duration.seconds(60)))
  const pool = yield* InferencePool
  const registry = yield* ModelRegistry
  const platform = yield* Effect.context<Effect.Effect.Context<ReturnType<typeof ModelDirectory.read>>>()
  const faults = yield* Ref.make<ReadonlyArray<string>>([])
  const shipped = yield* Ref.make("")
  const alone = yield* Effect.makeSemaphore(1)

  /** What lies in `MODEL_PATH` follows its predecessor from there; a champion that was trained here has to be beaten. */
  const adopt = Effect.gen(function*() {
    const version = yield* ModelDirectory.versionIn(directory)
    if (version === (yield* Ref.get(shipped))) return
    const bundle = yield* ModelDirectory.read(directory)
    yield* pool.prove(bundle)
    yield* registry.add(bundle, "shipped")
    const { champion } = yield* registry.wanted
    if (champion === undefined || (champion.origin === "shipped" && champion.version !== version)) {
      yield* registry.install(version, actor, "came with the program")
    }
    yield* Ref.set(shipped, version)
  }).pipe(Effect.provide(platform))

  const takeChampion = Effect.gen(function*() {
    const { champion } = yield* registry.wanted
    if (champion === undefined || champion.version === (yield* pool.champion).manifest.version) return
    yield* Effect.flatMap(registry.bundle(champion.version), pool.swap)
  })

  const takeShadow = Effect.gen(function*() {
    const { shadow } = yield* registry.wanted
    if (same(yield* pool.shadow, shadow)) return
    if (shadow === undefined) return yield* pool.setShadow(undefined)
    const bundle = yield* registry.bundle(shadow.version)
    yield* pool.setShadow({ bundle, share: shadow.share })
  })

  const faultOf = <E extends { readonly message: string }, R>(step: Effect.Effect<void, E, R>) =>
    Effect.match(step, { onFailure: ({ message }) => [message], onSuccess: () => [] })

  const sync = Effect.gen(function*() {
    const found = (yield* Effect.forEach([adopt, takeChampion, takeShadow], faultOf)).flat()
    const known = yield* Ref.getAndSet(faults, found)
    yield* Effect.forEach(
      found.filter((fault) => !known.includes(fault)),
      (fault) => Effect.logWarning(`${fault}; what serves now serves on`),
      { discard: true }
    )
  }).pipe(alone.withPermits(1), Effect.withSpan("Serving.sync"))

  yield* sync
  yield* sync.pipe(Effect.schedule(Schedule.spaced(refresh)), Effect.forkScoped)
  return Serving.of({ sync, faults: Ref.get(faults) })
})

const same = (
  serving: Shadow | undefined,
  wanted: { readonly version: string; readonly share: number } | undefined
): boolean => serving?.bundle.manifest.version === wanted?.version && serving?.share === wanted?.share
