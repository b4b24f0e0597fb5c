import {
  Headers,
  HttpLayerRouter,
  type HttpServerRequest,
  HttpServerRequest as ServerRequest,
  HttpServerResponse,
  HttpTraceContext
} from "@effect/platform"
import { Effect, Either, Option } from "effect"
import { randomUUID } from "node:crypto"
import { Authenticator } from "../../rpc/Authenticator.ts"
import { CurrentPrincipal } from "../../rpc/contract/Access.ts"
import * as Body from "../Body.ts"
import * as Problem from "../Problem.ts"
import * as Docs from "./Docs.ts"
import type { Endpoint } from "./Endpoint.ts"
import { endpoints } from "./endpoints.ts"
import * as OpenApi from "./OpenApi.ts"
import * as Sent from "./Sent.ts"

/**
 * REST: every call of the contract under /api/v1, predictions at the root too, and the document that describes them. The
 * routes and the document are made from the same endpoints.
 */
export const layer = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const { authenticate } = yield* Authenticator
    const all = yield* endpoints
    for (const endpoint of all) {
      const handler = answer(endpoint, authenticate)
      yield* router.add(endpoint.method, `${OpenApi.root}${endpoint.path}`, handler)
      if (endpoint.rpc._tag === "Predict") yield* router.add("POST", "/predictions", handler)
    }
    const document = OpenApi.document(all)
    yield* router.add("GET", `${OpenApi.root}/openapi.json`, HttpServerResponse.json(document).pipe(Effect.orDie))
    yield* router.add("GET", `${OpenApi.root}/docs`, Effect.succeed(HttpServerResponse.html(Docs.page(document))))
  })
)

type Request = HttpServerRequest.HttpServerRequest

/** Who asks, what for, the answer: written without generators, because predictions come by the thousand. */
const answer = (endpoint: Endpoint, authenticate: Authenticator["Type"]["authenticate"]) => {
  const assemble = Sent.assembler(endpoint)
  const reads = endpoint.method === "GET" || endpoint.method === "DELETE"
  const status = endpoint.status ?? 200
  const body = endpoint.csvField === undefined ? Body.json : Body.jsonOrCsv

  const run = (request: Request, requestId: Sent.Parts["requestId"]) =>
    Effect.flatMap(
      authenticate(request.headers),
      (principal) =>
        (reads ? partsOfRead(requestId) : partsOfWrite(request, requestId, body)).pipe(
          Effect.flatMap(assemble),
          Effect.flatMap(endpoint.run),
          Effect.provideService(CurrentPrincipal, principal)
        )
    )

  return (request: Request) => {
    const key = Sent.requestId(request.headers["idempotency-key"] ?? randomUUID())
    if (Either.isLeft(key)) return Effect.succeed(Problem.response(key.left))
    return run(request, key.right).pipe(
      Effect.match({
        onSuccess: (json) => status === 204 ? noContent : ok(json, status, reads ? undefined : key.right),
        onFailure: (no) => Problem.response(toProblem(no, endpoint))
      }),
      Effect.catchAllDefect((defect) =>
        Effect.as(
          Effect.logError(`${endpoint.rpc._tag} broke`, defect),
          Problem.response(Problem.broken)
        )
      ),
      Effect.withSpan(`${endpoint.method} ${endpoint.path}`, {
        kind: "server",
        captureStackTrace: false,
        ...parentOf(request.headers)
      })
    )
  }
}

const partsOfRead = (requestId: Sent.Parts["requestId"]) =>
  Effect.zipWith(
    HttpLayerRouter.params,
    ServerRequest.ParsedSearchParams,
    (params, query): Sent.Parts => ({ params, query, body: undefined, requestId })
  )

const partsOfWrite = (request: Request, requestId: Sent.Parts["requestId"], read: typeof Body.json) =>
  Effect.zipWith(partsOfRead(requestId), read(request), (parts, body): Sent.Parts => ({ ...parts, body }))

const toProblem = (no: Effect.Effect.Error<ReturnType<Endpoint["run"]>> | Problem.Problem, endpoint: Endpoint) => {
  if (!("_tag" in no)) return no
  return no._tag === "ParseError" ? Problem.invalid(no, endpoint.bodyField) : Problem.ofRefusal(no)
}

const noContent = HttpServerResponse.empty({ status: 204 })

const ok = (json: string, status: number, key: string | undefined) =>
  HttpServerResponse.uint8Array(Buffer.from(json), {
    status,
    contentType: "application/json",
    headers: { "cache-control": "no-store", ...(key === undefined ? {} : { "idempotency-key": key }) }
  })

const parentOf = (headers: Headers.Headers) =>
  headers["traceparent"] === undefined
    ? {}
    : Option.match(HttpTraceContext.fromHeaders(headers), { onNone: () => ({}), onSome: (parent) => ({ parent }) })
