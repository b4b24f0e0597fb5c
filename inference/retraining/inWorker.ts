import { Effect } from "effect"
import { RetrainingRefused } from "../../entities/domain/Model.ts"
import { spawn } from "../training/Workers.ts"
import type { OnProgress } from "../training/Workers.ts"
import type { Retrained, Task } from "./retrain.ts"

export type Report =
  | { readonly _tag: "Round"; readonly done: number; readonly all: number }
  | { readonly _tag: "Done"; readonly retrained: Retrained }
  | { readonly _tag: "Failed"; readonly reason: string }

/** A whole retraining on a thread of its own; ended with the fiber that waits for it. */
export const retrainInWorker = (task: Task, onProgress: OnProgress): Effect.Effect<Retrained, RetrainingRefused> =>
  Effect.async((resume) => {
    const worker = spawn(
      new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url),
      task
    )
    const fail = (reason: string) => resume(Effect.fail(new RetrainingRefused({ reason })))
    worker.on("message", (report: Report) => {
      switch (report._tag) {
        case "Round":
          return onProgress(report.done, report.all)
        case "Done":
          return resume(Effect.succeed(report.retrained))
        case "Failed":
          return fail(report.reason)
      }
    })
    worker.on("error", (cause) => fail(`the training thread broke: ${String(cause)}`))
    worker.on("exit", () => fail("the training thread ended before it was done"))
    return Effect.promise(() => worker.terminate())
  })
