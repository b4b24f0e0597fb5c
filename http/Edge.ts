import * as Headers from "@effect/platform/Headers"
import * as Http from "node:http"
import { Duplex } from "node:stream"
import * as LocalVisit from "../rpc/LocalVisit.ts"
import * as Body from "./Body.ts"
import * as Problem from "./Problem.ts"

/** Takes over a connection that asked for an upgrade. */
export type Upgrade = (request: Http.IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Node's HTTP server with what has to happen before any route is looked at: what the connection itself says of its visitor
 * is written into a header that nobody outside can send, every answer carries the security headers, and upgrades go to the
 * live gateway.
 */
export class Edge extends Http.Server {
  /** nobody takes upgrades until the live gateway is there */
  upgrade: Upgrade | undefined
  private readonly localVisitHeader: string

  constructor(localVisitHeader: string) {
    super({
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000
    })
    this.localVisitHeader = localVisitHeader
    this.maxHeadersCount = 100
    // without a listener Node would not tell of upgrades at all
    this.on("upgrade", () => {})
  }

  override emit(event: string, ...args: Array<unknown>): boolean {
    const [request, second, head] = args
    if (request instanceof Http.IncomingMessage) {
      if (event === "request" && second instanceof Http.ServerResponse) {
        this.mark(request)
        for (const [name, value] of securityHeaders) second.setHeader(name, value)
        if (!this.listening) second.setHeader("connection", "close")
        if (this.listenerCount("request") === 0) return stopping(second)
        if (Number(request.headers["content-length"] ?? 0) > Body.limit) return refuse(second)
      }
      if (event === "upgrade" && second instanceof Duplex && Buffer.isBuffer(head)) {
        this.mark(request)
        this.take(request, second, head)
        return true
      }
    }
    return super.emit(event, ...args)
  }

  private mark(request: Http.IncomingMessage) {
    request.headers[this.localVisitHeader] =
      LocalVisit.isLocal(request.socket.remoteAddress, Headers.fromInput(request.headers)) ? "local" : "no"
  }

  private take(request: Http.IncomingMessage, socket: Duplex, head: Buffer) {
    if (this.upgrade !== undefined && request.url?.split("?")[0] === "/ws") {
      this.upgrade(request, socket, head)
    } else {
      socket.on("error", () => socket.destroy())
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    }
  }
}

const tooLarge = JSON.stringify(Problem.tooLarge(Body.limit))

/** Before the routes are there, and when they are gone already. */
const stopping = (response: Http.ServerResponse): boolean => {
  response.writeHead(503, { "retry-after": "1", connection: "close" }).end()
  return true
}

/** A body that says of itself that it is too large is not waited for. */
const refuse = (response: Http.ServerResponse): boolean => {
  response.writeHead(413, { "content-type": "application/problem+json", connection: "close" }).end(tooLarge)
  return true
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'"
].join("; ")

const securityHeaders = [
  ["content-security-policy", contentSecurityPolicy],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=()"]
] as const
