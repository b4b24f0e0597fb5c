import { layerInference } from "../roles/worker.ts"
import { start } from "../Start.ts"

start(layerInference, "15 seconds")
