import { layer } from "../roles/runner.ts"
import { start } from "../Start.ts"

start(layer, "15 seconds")
