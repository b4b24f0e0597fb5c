import { HttpLayerRouter } from "@effect/platform"
import { Effect } from "effect"
import { Assets } from "./Assets.ts"
import * as Problem from "./Problem.ts"
import { Endpoints } from "./rest/Endpoints.ts"
import { root } from "./rest/OpenApi.ts"

const ours = /^\/(api|rpc|ws|webhooks|health|metrics|predictions)(\/|$)/

/**
 * What no route has taken: a file or a page of the dashboard, an API address that takes other methods, or nothing.
 */
export const layer = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const assets = yield* Assets
    const taken = [
      ...(yield* Endpoints).map(({ method, path }) => ({ method, matches: pattern(`${root}${path}`) })),
      { method: "POST", matches: pattern("/predictions") },
      { method: "POST", matches: pattern("/rpc") },
      { method: "POST", matches: pattern("/webhooks/commands") }
    ]
    yield* router.add("*", "/*", (request) => {
      const path = request.url.split("?")[0] ?? "/"
      const methods = taken.filter(({ matches }) => matches.test(path)).map(({ method }) => method)
      if (methods.length > 0) {
        const allowed = [...new Set(methods)]
        return Effect.succeed(Problem.response(Problem.methodNotAllowed(allowed), { allow: allowed.join(", ") }))
      }
      return (request.method === "GET" || request.method === "HEAD") && !ours.test(path)
        ? assets.respond(path, request.headers)
        : Effect.succeed(Problem.response(Problem.notFound))
    })
  })
)

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`)
