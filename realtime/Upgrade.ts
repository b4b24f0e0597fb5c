import * as Headers from "@effect/platform/Headers"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import * as LocalVisit from "../rpc/LocalVisit.ts"

/** The subprotocol of SPEC.md, and the prefix under which a browser page hands over an API key. */
export const subprotocol = "promoteros.v1"
const keyPrefix = "bearer."

/** Why an upgrade is refused before anybody is asked who it is for; undefined where it may go on. */
export const objection = (request: IncomingMessage): Refusal | undefined => {
  if (request.url !== undefined && /[?&](token|key|api_?key|access_token|authorization)=/i.test(request.url)) {
    return { status: 400, title: "A key never goes into an address", detail: "send it as Authorization: Bearer …" }
  }
  if (!LocalVisit.isOwnPage(headersOf(request))) {
    return { status: 403, title: "Another site's page may not listen", detail: "the Origin is not this server's" }
  }
  return undefined
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 503
  readonly title: string
  readonly detail: string
}

/** The headers of the upgrade; a key that came as a subprotocol stands where a key usually stands. */
export const headersOf = (request: IncomingMessage): Headers.Headers => {
  const headers = Headers.fromInput(request.headers)
  const offered = headers["sec-websocket-protocol"]?.split(",").map((one) => one.trim()) ?? []
  const key = offered.find((one) => one.startsWith(keyPrefix))?.slice(keyPrefix.length)
  return key === undefined || headers["authorization"] !== undefined
    ? headers
    : Headers.set(headers, "authorization", `Bearer ${key}`)
}

const reasons = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 503: "Service Unavailable" } as const

/** Answers an upgrade with problem+json and ends the connection. */
export const refuse = (socket: Duplex, { detail, status, title }: Refusal): void => {
  const body = JSON.stringify({ type: "about:blank", title, status, detail })
  socket.end(
    [
      `HTTP/1.1 ${status} ${reasons[status]}`,
      "Content-Type: application/problem+json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 503 ? ["Retry-After: 5"] : []),
      ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
      "Connection: close",
      "",
      body
    ].join("\r\n")
  )
}
