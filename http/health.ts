import { HttpLayerRouter, type HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Metric } from "effect"
import { monitorEventLoopDelay, performance } from "node:perf_hooks"
import { Gateway } from "../realtime/Gateway.ts"
import { Authenticator } from "../rpc/Authenticator.ts"
import type { Component } from "../rpc/contract/OperationsRpcs.ts"
import { Health } from "../rpc/Health.ts"
import * as Problem from "./Problem.ts"
import * as Prometheus from "./Prometheus.ts"

/**
 * What a supervisor asks: is the process alive, may it be given work, what are its figures. A part that is degraded leaves
 * the process ready and says so; one that is down does not. The figures take a principal, as everything does that tells
 * more than that.
 */
export const layer = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const health = yield* Health
    const gateway = yield* Gateway
    const { authenticate } = yield* Authenticator
    const loopDelay = yield* Effect.acquireRelease(
      Effect.sync(() => {
        const histogram = monitorEventLoopDelay({ resolution: 10 })
        histogram.enable()
        return histogram
      }),
      (histogram) => Effect.sync(() => histogram.disable())
    )

    const figures = Effect.map(Metric.snapshot, (pairs) => {
      const memory = process.memoryUsage()
      const { system, user } = process.cpuUsage()
      const own = [
        Prometheus.gauge("process_resident_memory_bytes", "Memory of the process", memory.rss),
        Prometheus.gauge("nodejs_heap_used_bytes", "Memory that JavaScript objects use", memory.heapUsed),
        Prometheus.gauge("process_cpu_seconds_total", "Processor time so far", (system + user) / 1e6),
        Prometheus.gauge("process_uptime_seconds", "Time since the start", performance.now() / 1000),
        Prometheus.gauge(
          "nodejs_eventloop_delay_p50_seconds",
          "Median delay of the event loop",
          loopDelay.percentile(50) / 1e9
        ),
        Prometheus.gauge(
          "nodejs_eventloop_delay_p99_seconds",
          "Delay of the event loop, p99",
          loopDelay.percentile(99) / 1e9
        )
      ]
      loopDelay.reset()
      return HttpServerResponse.text(`${Prometheus.render(pairs)}${own.join("")}`, {
        headers: { "content-type": Prometheus.contentType, "cache-control": "no-store" }
      })
    })

    const live = Effect.map(gateway.sessions, (sessions): Component => ({
      name: "realtime",
      status: "up",
      detail: `${sessions} live connections`
    }))
    yield* router.add("GET", "/health/live", Effect.succeed(answer(200, { status: "up" })))
    yield* router.add(
      "GET",
      "/health/ready",
      Effect.map(Effect.zipWith(health.components, live, (parts, part) => [...parts, part]), (components) => {
        const status = components.some(({ status }) => status === "down")
          ? "down"
          : components.some(({ status }) => status === "degraded")
          ? "degraded"
          : "up"
        return answer(status === "down" ? 503 : 200, { status, components })
      })
    )
    yield* router.add("GET", "/metrics", (request: HttpServerRequest.HttpServerRequest) =>
      Effect.matchEffect(authenticate(request.headers), {
        onSuccess: () =>
          figures,
        onFailure: (refusal) =>
          Effect.succeed(Problem.response(Problem.ofRefusal(refusal)))
      }))
  })
)

const answer = (status: number, body: object) =>
  HttpServerResponse.unsafeJson(body, { status, headers: { "cache-control": "no-store" } })
