import { Clock, Config, Context, Duration, Effect, Layer, Metric, Ref } from "effect"
import { type Platform, platforms } from "../entities/domain/Platform.ts"
import * as CircuitBreaker from "./CircuitBreaker.ts"
import { Misread } from "./sources/Sighting.ts"

const open = Metric.gauge("promoteros_scrape_circuit_open", {
  description: "1 while a platform's breaker is not closed"
})

/** One circuit breaker for each platform: what fails again and again is left alone for a while. */
export class Breakers extends Context.Tag("promoteros/scrapers/Breakers")<Breakers, {
  readonly guard: <A, R>(platform: Platform, look: Effect.Effect<A, Misread, R>) => Effect.Effect<A, Misread, R>
}>() {
  static readonly layer = Layer.effect(
    Breakers,
    Effect.gen(function*() {
      const limits: CircuitBreaker.Limits = {
        failures: yield* Config.integer("SCRAPER_BREAKER_FAILURES").pipe(Config.withDefault(10)),
        openMillis: Duration.toMillis(
          yield* Config.duration("SCRAPER_BREAKER_OPEN").pipe(Config.withDefault(Duration.seconds(15)))
        )
      }
      const states = yield* Ref.make(
        new Map<Platform, CircuitBreaker.Breaker>(platforms.map((platform) => [platform, CircuitBreaker.closed]))
      )
      const modify = <A>(
        platform: Platform,
        f: (breaker: CircuitBreaker.Breaker, now: number) => readonly [A, CircuitBreaker.Breaker]
      ) =>
        Effect.gen(function*() {
          const now = yield* Clock.currentTimeMillis
          const [answer, state] = yield* Ref.modify(states, (all) => {
            const [answer, breaker] = f(all.get(platform) ?? CircuitBreaker.closed, now)
            return [[answer, breaker] as const, new Map(all).set(platform, breaker)]
          })
          yield* Metric.set(Metric.tagged(open, "platform", platform), state._tag === "Closed" ? 0 : 1)
          return answer
        })
      return Breakers.of({
        guard: Effect.fn("Breakers.guard")(function*(platform, look) {
          const entry = yield* modify(platform, (breaker, now) => CircuitBreaker.enter(breaker, limits, now))
          if (!entry.allowed) {
            return yield* new Misread({
              reason: "CircuitOpen",
              detail: `${platform} has failed too often and is left alone for a while`,
              retryAfterMillis: entry.retryAfterMillis
            })
          }
          return yield* Effect.tapBoth(look, {
            onSuccess: () => modify(platform, () => [undefined, CircuitBreaker.closed]),
            onFailure: ({ reason }) =>
              modify(platform, (breaker, now) => [
                undefined,
                CircuitBreaker.countsAgainst(reason)
                  ? CircuitBreaker.failed(breaker, limits, now)
                  : CircuitBreaker.closed
              ])
          })
        })
      })
    })
  )
}
