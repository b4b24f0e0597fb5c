import * as Http from "node:http"
import { Duplex } from "node:stream"
import * as LocalVisit from "../rpc/LocalVisit.ts"
import * as Body from "./Body.ts"
import * as Problem from "./Problem.ts"
import * as Reply from "./Reply.ts"

/** Takes over a connection that asked for an upgrade. */
export type Upgrade = (request: Http.IncomingMessage, socket: Duplex, head: Buffer) => void

/** Answers a call, headers and all; false where it is none of its own. */
export type Answering = (request: Http.IncomingMessage, response: Http.ServerResponse) => boolean

/**
 * Node's HTTP server with what has to happen before any route is looked at: what the connection itself says of its visitor
 * is written into a header that nobody outside can send, every answer carries the security headers, upgrades go to the
 * live gateway, and REST calls, which come by the thousand, straight to what answers them.
 */
export class Edge extends Http.Server {
  /** nobody takes upgrades until the live gateway is there */
  upgrade: Upgrade | undefined
  rest: Answering | undefined
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
        if (!this.listening) second.shouldKeepAlive = false
        if (this.listenerCount("request") === 0) return stopping(second)
        if (Number(request.headers["content-length"] ?? 0) > Body.limit) return refuse(second)
        if (this.rest?.(request, second) === true) return true
        for (const [name, value] of Reply.securityHeaders) second.setHeader(name, value)
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
    request.headers[this.localVisitHeader] = LocalVisit.isLocal(request.socket.remoteAddress, request.headers)
      ? "local"
      : "no"
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

/** Before the routes are there, and when they are gone already. */
const stopping = (response: Http.ServerResponse): boolean => {
  Reply.send(response, { status: 503, headers: { "retry-after": "1", connection: "close" }, body: undefined })
  return true
}

/** A body that says of itself that it is too large is not waited for. */
const refuse = (response: Http.ServerResponse): boolean => {
  Reply.send(response, Problem.reply(Problem.tooLarge(Body.limit)))
  return true
}
