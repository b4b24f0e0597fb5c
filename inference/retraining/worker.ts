import { Cause, Effect, Exit } from "effect"
import { setPriority } from "node:os"
import { parentPort, workerData } from "node:worker_threads"
import type { Report } from "./inWorker.ts"
import { retrain, type Task } from "./retrain.ts"

const report = (message: Report) => parentPort?.postMessage(message, [])

/** Forecasts go first: this thread and those that it starts take what they leave. */
const modest = 10
setPriority(modest)

const task: Task = workerData
Effect.runCallback(retrain(task, (done, all) => report({ _tag: "Round", done, all })), {
  onExit: (exit) =>
    report(Exit.match(exit, {
      onSuccess: (retrained) => ({ _tag: "Done", retrained }),
      onFailure: (cause) => ({ _tag: "Failed", reason: reasonOf(cause) })
    }))
})

const reasonOf = (cause: Cause.Cause<{ readonly message: string }>): string => {
  const fault = Cause.squash(cause)
  return fault instanceof Error ? fault.message : String(fault)
}
