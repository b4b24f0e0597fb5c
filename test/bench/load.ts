import { connect, type Socket } from "node:net"

export interface Job {
  readonly host: string
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** the n-th request, as bytes on the wire */
  readonly request: (n: number) => string
}

export interface Result {
  readonly requests: number
  readonly failed: number
  readonly perSecond: number
  readonly p50Millis: number
  readonly p99Millis: number
}

const headerEnd = Buffer.from("\r\n\r\n")

/**
 * A bounded closed loop: each connection sends its next request when the answer to the last one is in. Plain sockets and no
 * parser, so that the client takes as little of the machine as it can.
 */
export const load = ({ connections, host, port, request, seconds }: Job): Promise<Result> =>
  new Promise((resolve, reject) => {
    const latencies: Array<number> = []
    let sent = 0
    let failed = 0
    let open = connections
    const begun = performance.now()
    const until = begun + seconds * 1000

    const finish = () => {
      const elapsed = (performance.now() - begun) / 1000
      const sorted = Float64Array.from(latencies).sort()
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
      resolve({
        requests: sorted.length,
        failed,
        perSecond: sorted.length / elapsed,
        p50Millis: at(0.5),
        p99Millis: at(0.99)
      })
    }

    const converse = (socket: Socket) => {
      let received = Buffer.alloc(0)
      let startedAt = 0
      const next = () => {
        if (performance.now() >= until) return socket.end()
        startedAt = performance.now()
        socket.write(request(sent++))
      }
      socket.on("connect", next)
      socket.on("data", (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const end = received.indexOf(headerEnd)
        if (end < 0) return
        const head = received.toString("latin1", 0, end)
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
        if (received.length < end + 4 + length) return
        latencies.push(performance.now() - startedAt)
        if (!head.startsWith("HTTP/1.1 2")) failed++
        received = Buffer.alloc(0)
        next()
      })
      socket.on("error", reject)
      socket.on("close", () => {
        open--
        if (open === 0) finish()
      })
    }
    for (let n = 0; n < connections; n++) converse(connect({ host, port, noDelay: true }))
  })

/** A POST with a JSON body, and the key that makes it idempotent. */
export const post = (path: string, body: string, key?: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${
    Buffer.byteLength(body)
  }\r\n${key === undefined ? "" : `idempotency-key: ${key}\r\n`}\r\n${body}`

export const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`
