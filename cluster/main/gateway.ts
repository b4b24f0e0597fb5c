import { layer } from "../roles/gateway.ts"
import { start } from "../Start.ts"

start(layer, "15 seconds")
