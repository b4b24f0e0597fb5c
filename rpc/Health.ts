import { Cause, Context, Duration, Effect, Layer } from "effect"
import type { Component } from "./contract/OperationsRpcs.ts"

/** How one part of the system is. `check` may fail or hang: that, too, is an answer. */
export interface Check<R = never> {
  readonly name: string
  readonly check: Effect.Effect<Omit<Component, "name">, { readonly message: string }, R>
}

/** How the parts of this process are, asked at most once a second however many want to know. */
export class Health extends Context.Tag("promoteros/rpc/Health")<Health, {
  readonly components: Effect.Effect<ReadonlyArray<Component>>
}>() {
  /** `cluster` says which parts this process has. */
  static readonly layer = <R>(checks: ReadonlyArray<Check<R>>): Layer.Layer<Health, never, R> =>
    Layer.effect(
      Health,
      Effect.gen(function*() {
        const context = yield* Effect.context<R>()
        const components = yield* Effect.forEach(checks, ask, { concurrency: "unbounded" }).pipe(
          Effect.provide(context),
          Effect.cachedWithTTL("1 second")
        )
        return Health.of({ components })
      })
    )
}

const patience = Duration.seconds(2)
const late = `no answer within ${Duration.format(patience)}`

const ask = <R>({ check, name }: Check<R>): Effect.Effect<Component, never, R> =>
  check.pipe(
    Effect.timeoutFail({ duration: patience, onTimeout: () => ({ message: late }) }),
    Effect.map((found) => ({ name, ...found })),
    Effect.catchAllCause((cause) =>
      Effect.as(
        Effect.logWarning(`Health check of ${name} failed`, cause),
        { name, status: "down" as const, detail: said(Cause.squash(cause)) }
      )
    )
  )

const said = (fault: unknown): string =>
  typeof fault === "object" && fault !== null && "message" in fault
    ? String(fault.message).slice(0, 200)
    : "the check failed"
