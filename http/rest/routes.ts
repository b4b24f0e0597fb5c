import { HttpLayerRouter, HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import * as Docs from "./Docs.ts"
import { Endpoints } from "./Endpoints.ts"
import * as OpenApi from "./OpenApi.ts"

/** The document that describes REST, for programs and for people, made from the very endpoints that answer. */
export const layer = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const document = OpenApi.document(yield* Endpoints)
    yield* router.add("GET", `${OpenApi.root}/openapi.json`, HttpServerResponse.json(document).pipe(Effect.orDie))
    yield* router.add("GET", `${OpenApi.root}/docs`, Effect.succeed(HttpServerResponse.html(Docs.page(document))))
  })
)
