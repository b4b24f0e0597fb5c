import { Effect, Layer } from "effect"
import { layer } from "../machine/layer.ts"
import { parse } from "../machine/Options.ts"
import { start } from "../Start.ts"

start(Layer.unwrapEffect(Effect.map(parse(process.argv.slice(2)), layer)))
