import { Effect, Queue, type Scope } from "effect"

/**
 * Gathers what many fibers want done into batches: while one batch is on its way, the next one gathers. Offers wait when
 * `capacity` items are waiting. `run` answers each item's own caller.
 */
export const make = <A>(
  { capacity, run, size }: {
    readonly capacity: number
    readonly size: number
    readonly run: (batch: ReadonlyArray<A>) => Effect.Effect<void>
  }
): Effect.Effect<(item: A) => Effect.Effect<void>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const queue = yield* Queue.bounded<A>(capacity)
    yield* Queue.takeBetween(queue, 1, size).pipe(
      Effect.flatMap((batch) => Effect.uninterruptible(run([...batch]))),
      Effect.forever,
      Effect.forkScoped
    )
    return (item) => Effect.asVoid(Queue.offer(queue, item))
  })
