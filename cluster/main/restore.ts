import { restore } from "../backup/layer.ts"
import { runOnce } from "../Start.ts"

runOnce(restore(process.argv.slice(2)))
