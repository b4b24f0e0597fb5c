import { Cause, type Duration, Effect, Exit, Layer, Queue } from "effect"
import * as StartFault from "./StartFault.ts"

/**
 * Runs the program until it fails or is told to stop, and ends this process: with 0 after SIGINT or SIGTERM, with 1 after
 * a failure, which for a known cause is one line on standard error. Everything is closed first; a second signal, or a
 * closing that takes longer than `within`, ends the process at once.
 */
export const start = <E>(app: Layer.Layer<never, E>, within: Duration.DurationInput = "30 seconds") => {
  Effect.runFork(Effect.scoped(program(app, within))).addObserver((exit) => process.exit(Exit.isSuccess(exit) ? 0 : 1))
}

/** Runs something that ends by itself; what an operator can put right is one line and exit code 1. */
export const runOnce = <A, E>(work: Effect.Effect<A, E>) => {
  Effect.runFork(
    Effect.tapErrorCause(work, (cause) => say(StartFault.describe(cause).replace("PromoterOS cannot start: ", "")))
  ).addObserver((exit) => process.exit(Exit.isSuccess(exit) ? 0 : 1))
}

const program = Effect.fnUntraced(function*<E>(app: Layer.Layer<never, E>, within: Duration.DurationInput) {
  const signals = yield* received
  yield* Effect.raceFirst(
    Layer.launch(app),
    Effect.zipRight(Effect.raceFirst(Queue.take(signals), abandoned), Effect.forkDaemon(force(signals, within)))
  ).pipe(
    Effect.tapErrorCause((cause) => Cause.isInterruptedOnly(cause) ? Effect.void : say(StartFault.describe(cause)))
  )
})

const received = Effect.acquireRelease(
  Effect.map(Queue.sliding<NodeJS.Signals>(8), (signals) => {
    const offer = (signal: NodeJS.Signals) => void signals.unsafeOffer(signal)
    process.on("SIGINT", offer)
    process.on("SIGTERM", offer)
    return { signals, offer }
  }),
  ({ offer }) =>
    Effect.sync(() => {
      process.off("SIGINT", offer)
      process.off("SIGTERM", offer)
    })
).pipe(Effect.map(({ signals }) => signals))

/** npm hands on the Ctrl-C that the terminal has sent us already, so only a signal after a second is a second one. */
const force = Effect.fnUntraced(function*(signals: Queue.Dequeue<NodeJS.Signals>, within: Duration.DurationInput) {
  yield* Effect.sleep("1 second")
  yield* Queue.takeAll(signals)
  yield* Effect.raceFirst(Queue.take(signals), Effect.sleep(within))
  yield* say("PromoterOS was stopped before everything was closed; the next start recovers")
  yield* Effect.sync((): void => process.exit(130))
})

/** With `--stop-with-parent`, as in `npm start`: npm was killed, and nobody is left who could stop us. */
const abandoned = Effect.suspend(() => {
  const parent = process.ppid
  return process.argv.includes("--stop-with-parent")
    ? Effect.repeat(Effect.delay(Effect.sync(() => process.ppid), "500 millis"), { while: (now) => now === parent })
    : Effect.never
})

const say = (line: string) => Effect.sync(() => process.stderr.write(`${line}\n`))
