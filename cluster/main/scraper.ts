import { layerScraper } from "../roles/worker.ts"
import { start } from "../Start.ts"

start(layerScraper, "15 seconds")
