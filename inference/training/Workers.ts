import { Effect } from "effect"
import { Worker } from "node:worker_threads"
import type { Fit, Job } from "./Fitting.ts"

/** Told after each boosting round: how many of all rounds are done. */
export type OnProgress = (done: number, all: number) => void

export type Report = { readonly _tag: "Round" } | { readonly _tag: "Done"; readonly fit: Fit }

/** Fits the jobs on worker threads, two at a time, and answers in the order of the jobs. */
export const fitAll = (
  jobs: ReadonlyArray<Job>,
  onProgress: OnProgress = () => {}
): Effect.Effect<ReadonlyArray<Fit>> => {
  const all = jobs.reduce((sum, job) => sum + job.options.rounds * job.seeds, 0)
  let done = 0
  return Effect.forEach(jobs, (job) => fitOne(job, () => onProgress(++done, all)), { concurrency: 2 })
}

/** Starts a thread on a module of ours. It does not inherit its parent's loader: from the sources it registers its own. */
export const spawn = (module: URL, workerData: unknown): Worker =>
  new Worker(
    module.pathname.endsWith(".ts")
      ? `import("tsx/esm/api").then(({ register }) => { register(); return import("${module}") })`
      : `import("${module}")`,
    { workerData, eval: true }
  )

const fitting = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url)

const fitOne = (job: Job, onRound: () => void): Effect.Effect<Fit> =>
  Effect.async<Fit>((resume) => {
    const worker = spawn(fitting, job)
    worker.on("message", (report: Report) => {
      if (report._tag === "Round") return onRound()
      resume(Effect.succeed(report.fit))
    })
    worker.on("error", (cause) => resume(Effect.die(cause)))
    return Effect.promise(() => worker.terminate())
  })
