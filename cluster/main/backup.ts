import { backup } from "../backup/layer.ts"
import { runOnce } from "../Start.ts"

runOnce(backup(process.argv.slice(2)))
