import { Context, Effect, Layer, Queue } from "effect"
import { Bus } from "../entities/Bus.ts"
import { News } from "./News.ts"

/**
 * The bus of one process. What was committed is in the feed table already, in an order that only the table knows: the bus
 * says no more than "look", which costs a commit nothing and cannot fill up.
 */
export const layer = Layer.effectContext(
  Effect.map(Queue.sliding<void>(1), (hints) =>
    Context.empty().pipe(
      Context.add(Bus, Bus.of({ publish: () => Effect.asVoid(Queue.offer(hints, undefined)) })),
      Context.add(News, News.of({ await: Queue.take(hints) }))
    ))
)
