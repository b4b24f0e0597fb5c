import * as Otlp from "@effect/opentelemetry/Otlp"
import { FetchHttpClient } from "@effect/platform"
import { Config, Effect, Layer, Option } from "effect"
import { version } from "../rpc/version.ts"

/**
 * Traces, metrics and logs to an OpenTelemetry collector where `OTEL_EXPORTER_OTLP_ENDPOINT` names one; without
 * one nothing is traced. Spans carry ids, never payloads.
 */
export const layer = Layer.unwrapEffect(
  Effect.map(
    Config.option(Config.string("OTEL_EXPORTER_OTLP_ENDPOINT")),
    (endpoint) =>
      Option.match(Option.filter(endpoint, (url) => url !== ""), {
        onNone: () => Layer.setTracerEnabled(false),
        onSome: (baseUrl) =>
          Otlp.layerJson({
            baseUrl,
            resource: { serviceName: "promoteros", serviceVersion: version },
            loggerExcludeLogSpans: true
          }).pipe(Layer.provide(FetchHttpClient.layer))
      })
  )
)
