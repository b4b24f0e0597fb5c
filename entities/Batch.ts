import { Effect, Runtime, type Scope } from "effect"

/**
 * Gathers what many ask for into batches: while one batch is on its way, the next one gathers. The answer to an offer is
 * false when `capacity` items wait already, or nothing is taken any more. `run` answers each item's own caller. What was
 * taken is run before the scope closes.
 */
export const make = <A>(
  { capacity, run, size }: {
    readonly capacity: number
    readonly size: number
    readonly run: (batch: ReadonlyArray<A>) => Effect.Effect<void>
  }
): Effect.Effect<(item: A) => boolean, never, Scope.Scope> =>
  Effect.gen(function*() {
    const runFork = Runtime.runFork(yield* Effect.runtime())
    const waiting: Array<A> = []
    let busy = false
    let ended: (() => void) | undefined

    const next = () => {
      busy = waiting.length > 0
      if (busy) runFork(run(waiting.splice(0, size))).addObserver(next)
      else ended?.()
    }

    yield* Effect.addFinalizer(() =>
      Effect.async<void>((resume) => {
        ended = () => resume(Effect.void)
        if (!busy) ended()
      })
    )
    return (item) => {
      if (waiting.length >= capacity || ended !== undefined) return false
      waiting.push(item)
      if (!busy) {
        busy = true
        // what has arrived together goes together
        setImmediate(next)
      }
      return true
    }
  })
