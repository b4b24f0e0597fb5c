import { Context, Effect, Layer, Scope } from "effect"
import { Activity } from "../entities/Activity.ts"
import { Ownership } from "../entities/Ownership.ts"

/**
 * Builds a layer in a context of the services that it names and no others. What a layer is built in goes with every request
 * it serves and every entity it holds, and is copied there several times: a hundred services that nobody asked for cost
 * more than the work itself.
 */
export const lean =
  <Tags extends ReadonlyArray<{ readonly key: string; readonly Identifier: unknown }>>(...tags: Tags) =>
  <A, E>(layer: Layer.Layer<A, E, Tags[number]["Identifier"]>): Layer.Layer<A, E, Tags[number]["Identifier"]> => {
    const kept = new Set([Scope.Scope.key, Ownership.key, Activity.key, ...tags.map(({ key }) => key)])
    return Layer.scopedContext(
      Effect.mapInputContext(
        Layer.build(layer),
        ({ unsafeMap }: Context.Context<Tags[number]["Identifier"] | Scope.Scope>) =>
          Context.unsafeMake<Tags[number]["Identifier"] | Scope.Scope>(
            new Map([...unsafeMap].filter(([key]) => kept.has(key)))
          )
      )
    )
  }
