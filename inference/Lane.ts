import { Clock, Duration, Effect, Exit, Queue, Schedule, type Scope } from "effect"
import { ForecastUnavailable } from "./Forecaster.ts"
import { type Manifest, outputNames } from "./ModelBundle.ts"
import type { OnnxModel } from "./OnnxModel.ts"

/** What the model said of one question's rows, and which model said it. */
export interface Answer {
  readonly manifest: Manifest
  /** row after row, `outputNames` each */
  readonly outputs: Float32Array
}

/** A bounded queue of questions before one model: those that wait together run together. */
export interface Lane {
  /** The rows of one question, row-major. */
  readonly run: (rows: Float32Array) => Effect.Effect<Answer, ForecastUnavailable>
  /** Runs `change` while no batch is on its way: what comes meanwhile waits, and nothing is lost. */
  readonly between: <A, E, R>(change: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly load: Effect.Effect<Load>
}

export interface Load {
  readonly queued: number
  readonly answered: number
  readonly batches: number
}

export interface Limits {
  readonly queueSize: number
  readonly batchSize: number
  readonly deadline: Duration.Duration
}

interface Job {
  readonly rows: Float32Array
  readonly expires: number
  readonly resume: (exit: Exit.Exit<Answer, ForecastUnavailable>) => void
}

/** `model` is looked at before each batch: a swap is seen by the next one. */
export const make = (
  { batchSize, deadline, queueSize }: Limits,
  model: Effect.Effect<OnnxModel, ForecastUnavailable>
): Effect.Effect<Lane, never, Scope.Scope> =>
  Effect.gen(function*() {
    const queue = yield* Effect.acquireRelease(Queue.dropping<Job>(queueSize), Queue.shutdown)
    const running = yield* Effect.makeSemaphore(1)
    let answered = 0
    let batches = 0
    const refuse = (reason: string) =>
      new ForecastUnavailable({ reason, retryAfterMillis: Duration.toMillis(deadline) })
    const waiting = new Set<Job>()
    const settle = (job: Job, exit: Exit.Exit<Answer, ForecastUnavailable>) => {
      if (waiting.delete(job)) job.resume(exit)
    }
    /** One look at all who wait, a fiftieth of the deadline apart: a timer for each question would cost more than its answer. */
    const expire = Effect.map(Clock.currentTimeMillis, (now) => {
      for (const job of waiting) {
        if (job.expires > now) break
        settle(job, Exit.fail(refuse("no answer within the deadline")))
      }
    })
    yield* expire.pipe(
      Effect.schedule(Schedule.spaced(Duration.times(deadline, 0.02))),
      Effect.forkScoped
    )

    const runBatch = Effect.fnUntraced(function*(taken: Iterable<Job>) {
      yield* expire
      const jobs = Array.from(taken).filter((job) => waiting.has(job))
      if (jobs.length === 0) return
      const ready = yield* Effect.either(model)
      if (ready._tag === "Left") return jobs.forEach((job) => settle(job, Exit.fail(ready.left)))
      const { bundle, columns, run } = ready.right
      const result = yield* Effect.either(run(concatenated(jobs), deadline))
      batches++
      let at = 0
      for (const job of jobs) {
        if (result._tag === "Left") {
          settle(job, Exit.fail(refuse(result.left.message)))
          continue
        }
        const length = job.rows.length / columns * outputNames.length
        const outputs = result.right.subarray(at, at + length)
        at += length
        answered++
        settle(
          job,
          outputs.every(Number.isFinite)
            ? Exit.succeed({ manifest: bundle.manifest, outputs })
            : Exit.fail(refuse("the model's answer is not a number"))
        )
      }
    })
    yield* Queue.takeBetween(queue, 1, batchSize).pipe(
      Effect.flatMap((jobs) => running.withPermits(1)(runBatch(jobs))),
      Effect.forever,
      Effect.forkScoped
    )

    return {
      run: (rows) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const expires = now + Duration.toMillis(deadline)
          return Effect.async<Answer, ForecastUnavailable>((resume) => {
            const job: Job = { rows, expires, resume }
            if (!queue.unsafeOffer(job)) return resume(Exit.fail(refuse("too many questions are waiting")))
            waiting.add(job)
            return Effect.sync(() => waiting.delete(job))
          })
        }),
      between: running.withPermits(1),
      load: Effect.map(Queue.size(queue), (queued) => ({ queued: Math.max(0, queued), answered, batches }))
    }
  })

const concatenated = (jobs: ReadonlyArray<Job>): Float32Array => {
  const rows = new Float32Array(jobs.reduce((sum, job) => sum + job.rows.length, 0))
  let at = 0
  for (const job of jobs) {
    rows.set(job.rows, at)
    at += job.rows.length
  }
  return rows
}
