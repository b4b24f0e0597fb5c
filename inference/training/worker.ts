import { parentPort, workerData } from "node:worker_threads"
import { fit, type Job } from "./Fitting.ts"
import type { Report } from "./Workers.ts"

const report = (message: Report) => parentPort?.postMessage(message, [])

const job: Job = workerData
report({ _tag: "Done", fit: fit(job, () => report({ _tag: "Round" })) })
