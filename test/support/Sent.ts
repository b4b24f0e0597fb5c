import { Context, Effect, Layer, Ref } from "effect"
import { Bus, type Published } from "../../entities/Bus.ts"

/** What went out to the live side, in order. */
export class Sent extends Context.Tag("promoteros/test/support/Sent")<Sent, Ref.Ref<ReadonlyArray<Published>>>() {
  /** A bus that only notes what it is given. */
  static readonly layer = Layer.effect(
    Bus,
    Effect.map(Sent, (sent) => Bus.of({ publish: (items) => Ref.update(sent, (before) => [...before, ...items]) }))
  ).pipe(Layer.provideMerge(Layer.effect(Sent, Ref.make<ReadonlyArray<Published>>([]))))
}
