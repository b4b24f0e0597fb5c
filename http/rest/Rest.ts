import { Headers, HttpTraceContext } from "@effect/platform"
import { Context, Effect, Either, type Exit, FiberId, FiberRef, Layer, Option, Runtime } from "effect"
import * as Router from "find-my-way-ts"
import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { Authenticator } from "../../rpc/Authenticator.ts"
import { CurrentPrincipal, type Principal } from "../../rpc/contract/Access.ts"
import * as Body from "../Body.ts"
import type { Answering } from "../Edge.ts"
import * as Problem from "../Problem.ts"
import * as Reply from "../Reply.ts"
import type { Endpoint } from "./Endpoint.ts"
import { Endpoints } from "./Endpoints.ts"
import * as OpenApi from "./OpenApi.ts"
import * as Sent from "./Sent.ts"

/** Every call of the contract under /api/v1, predictions at the root too, answered on Node's own request (decision 0009). */
export class Rest extends Context.Tag("promoteros/http/rest/Rest")<Rest, Answering>() {
  static readonly layer = Layer.effect(
    Rest,
    Effect.gen(function*() {
      const { authenticate, visitor } = yield* Authenticator
      const traced = yield* FiberRef.get(FiberRef.currentTracerEnabled)
      const router = Router.make<Handler>()
      for (const endpoint of yield* Endpoints) {
        const handler = answer(endpoint, traced)
        router.on(endpoint.method, path(`${OpenApi.root}${endpoint.path}`), handler)
        if (endpoint.rpc._tag === "Predict") router.on("POST", "/predictions", handler)
      }
      // the handlers have their services already: a call carries its principal and nothing else
      const runtime = yield* Effect.runtime()
      const forkIn = <R>(context: Context.Context<R>) => Runtime.runFork(Runtime.updateContext(runtime, () => context))
      const fork = forkIn(Context.empty())
      const visits = new WeakMap<Principal, ReturnType<typeof forkIn<CurrentPrincipal>>>()
      const forkFor = (principal: Principal) => {
        const known = visits.get(principal) ?? forkIn(Context.make(CurrentPrincipal, principal))
        visits.set(principal, known)
        return known
      }

      return (request, response) => {
        const { method = "GET", url = "/" } = request
        if (!isReadable(url)) {
          Reply.send(response, Problem.reply(Problem.malformed("the address has a % that means no character")))
          return true
        }
        const found = router.find(method === "HEAD" ? "GET" : method, url)
        if (found === undefined) return false
        const answered = found.handler(request, found)
        const guest = visitor(request.headers)
        const fiber = guest === undefined
          ? fork(signedIn(authenticate(request.headers), answered))
          : forkFor(guest)(answered)
        fiber.addObserver((exit: Exit.Exit<Reply.Reply>) => {
          if (exit._tag === "Success") Reply.send(response, exit.value)
          else response.destroy()
        })
        response.on("close", () => {
          if (!response.writableEnded) fiber.unsafeInterruptAsFork(FiberId.none)
        })
        return true
      }
    })
  )
}

const isReadable = (url: string): boolean =>
  !url.includes("%") || Either.isRight(Either.try(() => decodeURIComponent(url.replaceAll("+", " "))))

type Handler = (request: IncomingMessage, found: Found) => Effect.Effect<Reply.Reply, never, CurrentPrincipal>
type Found = Pick<Router.FindResult<unknown>, "params" | "searchParams">

const path = (text: string): Router.PathInput => `/${text.slice(1)}`

/** Nothing of a request is read before it is known whose it is. */
const signedIn = (
  authenticated: ReturnType<Authenticator["Type"]["authenticate"]>,
  answered: ReturnType<Handler>
): Effect.Effect<Reply.Reply> =>
  Effect.matchEffect(authenticated, {
    onSuccess: (principal) => Effect.provideService(answered, CurrentPrincipal, principal),
    onFailure: (no) => Effect.succeed(Problem.reply(Problem.ofRefusal(no)))
  })

/** What is asked, the answer: written without generators, because predictions come by the thousand. */
const answer = (endpoint: Endpoint, traced: boolean): Handler => {
  const assemble = Sent.assembler(endpoint)
  const reads = endpoint.method === "GET" || endpoint.method === "DELETE"
  const status = endpoint.status ?? 200
  const bodyOf = reads ? () => Effect.void : endpoint.csvField === undefined ? Body.json : Body.jsonOrCsv

  return (request, { params, searchParams: query }) => {
    const key = Sent.requestId(String(request.headers["idempotency-key"] ?? randomUUID()))
    if (Either.isLeft(key)) return Effect.succeed(Problem.reply(key.left))
    const requestId = key.right
    const answered = bodyOf(request).pipe(
      Effect.flatMap((body) => assemble({ params, query, body, requestId })),
      Effect.flatMap(endpoint.run),
      Effect.match({
        onSuccess: (json) => ok(json, status, reads ? undefined : requestId),
        onFailure: (no) => Problem.reply(toProblem(no, endpoint))
      }),
      Effect.catchAllDefect((defect) =>
        Effect.as(Effect.logError(`${endpoint.rpc._tag} broke`, defect), Problem.reply(Problem.broken))
      )
    )
    return traced ? Effect.withSpan(answered, `${endpoint.method} ${endpoint.path}`, spanOf(request)) : answered
  }
}

const toProblem = (no: Effect.Effect.Error<ReturnType<Endpoint["run"]>> | Problem.Problem, endpoint: Endpoint) => {
  if (!("_tag" in no)) return no
  return no._tag === "ParseError" ? Problem.invalid(no, endpoint.bodyField) : Problem.ofRefusal(no)
}

const ok = (json: string, status: number, key: string | undefined): Reply.Reply => ({
  status,
  headers: {
    ...(status === 204 ? {} : { "content-type": "application/json" }),
    "cache-control": "no-store",
    ...(key === undefined ? {} : { "idempotency-key": key })
  },
  body: status === 204 ? undefined : json
})

const spanOf = ({ headers }: IncomingMessage) => ({
  kind: "server" as const,
  captureStackTrace: false,
  ...Option.match(HttpTraceContext.fromHeaders(Headers.fromInput(headers)), {
    onNone: () => ({}),
    onSome: (parent) => ({ parent })
  })
})
