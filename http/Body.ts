import { Effect, Either } from "effect"
import type { IncomingMessage } from "node:http"
import * as Problem from "./Problem.ts"

/** Most bytes that a body may have. */
export const limit = 1024 * 1024

/** The bytes of a request, or the problem with them. More than `limit` is not even read. */
export const bytes = (source: IncomingMessage): Effect.Effect<Buffer, Problem.Problem> =>
  Effect.async<Buffer, Problem.Problem>((resume) => {
    const announced = Number(source.headers["content-length"] ?? 0)
    if (announced > limit) {
      resume(Effect.fail(Problem.tooLarge(limit)))
      return
    }
    const chunks: Array<Buffer> = []
    let length = 0
    source.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else {
        source.pause()
        resume(Effect.fail(Problem.tooLarge(limit)))
      }
    })
    source.on("end", () => resume(Effect.succeed(chunks[0] && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))))
    source.on("error", () => resume(Effect.fail(Problem.malformed("the connection broke off"))))
  })

/** A body that has to be JSON; no body at all is undefined. */
export const json = (request: IncomingMessage): Effect.Effect<unknown, Problem.Problem> =>
  Effect.flatMap(bytes(request), (body) => {
    if (body.length === 0) return Effect.void
    if (!isJson(request.headers["content-type"])) return Effect.fail(Problem.notJson)
    return parse(body.toString("utf8"))
  })

/** The same, or CSV, which is handed on as it came. */
export const jsonOrCsv = (request: IncomingMessage): Effect.Effect<unknown, Problem.Problem> =>
  isCsv(request.headers["content-type"])
    ? Effect.map(bytes(request), (body) => body.toString("utf8"))
    : json(request)

export const parse = (text: string): Either.Either<unknown, Problem.Problem> =>
  isDeep(text)
    ? Either.left(Problem.malformed(`it is nested more than ${mostLevels} levels deep`))
    : Either.try({
      try: (): unknown => JSON.parse(text),
      catch: (fault) => Problem.malformed(fault instanceof SyntaxError ? said(fault) : "this is not JSON")
    })

const mostLevels = 64

/** Whether brackets are open inside each other beyond what any call has: seen before anything recurses into them. */
const isDeep = (text: string): boolean => {
  let levels = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char === "\\") at++
      else if (char === "\"") quoted = false
    } else if (char === "\"") quoted = true
    else if (char === "[" || char === "{") {
      if (++levels > mostLevels) return true
    } else if (char === "]" || char === "}") levels--
  }
  return false
}

/** V8 quotes what it could not read: a secret may stand there. */
const said = (fault: SyntaxError): string => {
  const [, position] = /at position (\d+)/.exec(fault.message) ?? []
  return position === undefined ? "this is not JSON" : `this is not JSON from character ${position} on`
}

const isCsv = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^text\/csv\s*(;|$)/i.test(contentType)

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)
