import { Config, Context, Deferred, Duration, Effect, Layer, Option, Schedule } from "effect"
import type { Fence } from "../../entities/Ownership.ts"
import { StartRefused } from "../StartRefused.ts"
import * as LeaseTable from "./LeaseTable.ts"

/**
 * What this process holds in the database: its own lease, renewed long before it would run out, and the shards that were
 * given to it. The session that renews ends with the process: after a crash nobody waits for the lease to run out. The engine
 * says which shards it wants; they are taken as soon as their former owner is done with them or dead, and whoever needs one
 * waits for it here.
 */
export class Leases extends Context.Tag("promoteros/cluster/lease/Leases")<Leases, {
  /** Joins under an address and keeps the lease from then on; refused while another process is alive there. */
  readonly join: (address: string, runner: string) => Effect.Effect<number, StartRefused>
  /** Resumes with the number of this process once it has joined. */
  readonly joined: Effect.Effect<number>
  readonly incarnation: () => number | undefined
  /** Runners that are alive and stay, as the engine wrote them down. */
  readonly runners: Effect.Effect<ReadonlyArray<string>, { readonly message: string }>
  readonly want: (shards: ReadonlyArray<string>) => Effect.Effect<void>
  /** Those of the shards that were not lost since they were wanted. */
  readonly kept: (shards: ReadonlyArray<string>) => ReadonlyArray<string>
  readonly release: (shards: ReadonlyArray<string>) => Effect.Effect<void>
  readonly releaseAll: Effect.Effect<void>
  /** From here on nobody gives this process new shards; it goes on with those it has until it releases them. */
  readonly leave: Effect.Effect<void>
  /** The fence of a shard once it is held; none at once where it is not wanted any more, and where that takes too long. */
  readonly fence: (shard: string) => Effect.Effect<Option.Option<Fence>>
  /** Resumes when an operator wants this process to stop. */
  readonly drainRequested: Effect.Effect<void>
}>() {
  static readonly layer = Layer.scoped(Leases, Effect.suspend(() => make))
}

const beat = Duration.millis(200)
const pause = Duration.millis(25)
const patience = Duration.seconds(3)

const make = Effect.gen(function*() {
  const lease = yield* Config.duration("CLUSTER_LEASE").pipe(
    Config.validate({
      message: "a lease is 200 millis to 1 minute",
      validation: (span) => Duration.between(span, { minimum: "200 millis", maximum: "1 minute" })
    }),
    Config.withDefault(Duration.seconds(2))
  )
  const table = yield* LeaseTable.make
  const clock = yield* Effect.clock
  const drained = yield* Deferred.make<void>()
  const entered = yield* Effect.makeLatch(false)
  const taking = yield* Effect.makeLatch(false)

  const wanted = new Set<string>()
  const held = new Map<string, number>()
  const lost = new Set<string>()
  let self: { readonly incarnation: number; readonly address: string; readonly runner: string } | undefined
  let validUntil = 0n
  let leaving = false

  const nanos = () => clock.unsafeCurrentTimeNanos()
  const isFresh = () => nanos() < validUntil

  /** The lease is counted from before it was asked for, so that it ends here before it ends there. */
  const joinOnce = (address: string, runner: string) =>
    Effect.suspend(() => {
      const asked = nanos()
      return Effect.tap(table.join(address, runner, lease), (incarnation) =>
        Effect.sync(() => {
          if (Option.isNone(incarnation)) return
          self = { incarnation: incarnation.value, address, runner }
          validUntil = asked + BigInt(Duration.toMillis(lease)) * 1_000_000n
        }))
    })

  const loseAll = Effect.suspend(() => {
    for (const shard of wanted) lost.add(shard)
    wanted.clear()
    held.clear()
    const former = self
    if (former === undefined || leaving) return Effect.void
    return Effect.zipRight(
      Effect.logWarning("The lease of this runner ran out; it joins again"),
      joinOnce(former.address, former.runner)
    )
  })

  const renew = Effect.suspend(() => {
    if (self === undefined) return Effect.void
    const asked = nanos()
    return table.renew(self.incarnation, lease).pipe(
      Effect.timeout("5 seconds"),
      Effect.flatMap(Option.match({
        onNone: () => loseAll,
        onSome: ({ drain, letGo }) => {
          for (const shard of letGo) if (wanted.delete(shard)) lost.add(shard)
          validUntil = asked + BigInt(Duration.toMillis(lease)) * 1_000_000n
          return drain ? Deferred.succeed(drained, undefined) : Effect.void
        }
      }))
    )
  })

  const take = Effect.gen(function*() {
    yield* taking.await
    const missing = [...wanted].filter((shard) => !held.has(shard))
    if (missing.length === 0 || self === undefined) {
      yield* taking.close
      return
    }
    const { incarnation } = self
    const taken = yield* table.take(incarnation, missing)
    if (self.incarnation === incarnation) {
      const unwanted = taken.filter(({ shard }) => !wanted.has(shard)).map(({ shard }) => shard)
      for (const { epoch, shard } of taken) if (wanted.has(shard)) held.set(shard, epoch)
      if (unwanted.length > 0) yield* table.release(incarnation, unwanted)
    }
    if (taken.length < missing.length) yield* Effect.sleep(pause)
  })

  /** Gives back what is still held and the lease itself: the others need not wait for it to run out. */
  yield* Effect.addFinalizer(() =>
    Effect.suspend(() => {
      if (self === undefined) return Effect.void
      return Effect.ignore(
        Effect.zipRight(table.release(self.incarnation, [...held.keys()]), table.remove(self.incarnation))
      )
    }) // or the lease runs out
  )

  const supervised = <A, E>(name: string, job: Effect.Effect<A, E>, every: Duration.DurationInput) =>
    job.pipe(
      Effect.catchAllCause((cause) => Effect.zipRight(Effect.logWarning(`${name} failed`, cause), Effect.sleep(pause))),
      Effect.repeat(Schedule.spaced(every)),
      Effect.forkScoped
    )
  yield* supervised("Renewing the lease", renew, Duration.min(Duration.times(lease, 0.25), beat))
  yield* supervised("Taking shards", take, 0)

  const release = (shards: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      const mine = shards.filter((shard) => held.delete(shard))
      for (const shard of shards) {
        wanted.delete(shard)
        lost.delete(shard)
      }
      return self === undefined || mine.length === 0
        ? Effect.void
        : Effect.orDie(table.release(self.incarnation, mine))
    })

  const fence = (shard: string): Effect.Effect<Option.Option<Fence>> =>
    Effect.suspend(() => {
      const epoch = held.get(shard)
      if (!wanted.has(shard)) return Effect.fail("not ours" as const)
      if (epoch === undefined || self === undefined || !isFresh()) return Effect.fail("not yet" as const)
      const { incarnation } = self
      return Effect.succeed({ incarnation, shard, epoch, holds: () => held.get(shard) === epoch && isFresh() })
    }).pipe(
      Effect.retry({
        while: (why) => why === "not yet",
        schedule: Schedule.spaced(pause).pipe(Schedule.upTo(patience))
      }),
      Effect.option
    )

  return Leases.of({
    join: (address, runner) =>
      joinOnce(address, runner).pipe(
        Effect.orDie,
        Effect.flatten,
        Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo(Duration.sum(lease, "5 seconds")))),
        Effect.mapError(() =>
          new StartRefused({
            reason: `Another runner is alive at ${address}. Give each its own CLUSTER_HOST and CLUSTER_PORT`
          })
        ),
        Effect.zipLeft(entered.open)
      ),
    joined: Effect.zipRight(entered.await, Effect.sync(() => self?.incarnation ?? 0)),
    incarnation: () => self?.incarnation,
    runners: Effect.map(table.runners, (rows) => rows.map(({ runner }) => runner)),
    want: (shards) =>
      Effect.suspend(() => {
        for (const shard of shards) if (!lost.has(shard)) wanted.add(shard)
        return taking.open
      }),
    kept: (shards) => shards.filter((shard) => wanted.has(shard)),
    release,
    releaseAll: Effect.suspend(() => release([...wanted])),
    leave: Effect.suspend(() => {
      leaving = true
      return self === undefined ? Effect.void : Effect.asVoid(Effect.orDie(table.leave(self.incarnation)))
    }),
    fence,
    drainRequested: Deferred.await(drained)
  })
})
