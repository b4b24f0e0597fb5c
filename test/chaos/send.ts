import { Agent, request } from "node:http"

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

export interface Answer {
  /** 0 where the connection broke or nobody answered in time */
  readonly status: number
  readonly text: string
}

/** One request, whose outcome is always an answer. */
export const send = (
  base: string,
  method: "GET" | "POST" | "PUT",
  path: string,
  body: unknown,
  key: string | undefined,
  withinMillis: number
): Promise<Answer> =>
  new Promise((resolve) => {
    const nobody = (why: string) => resolve({ status: 0, text: why })
    const outgoing = request(
      `${base}${path}`,
      {
        agent,
        method,
        timeout: withinMillis,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined ? {} : { "idempotency-key": key })
        }
      },
      (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("error", () => nobody("the answer broke off"))
        response.on("end", () =>
          response.complete
            ? resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
            : nobody("the answer broke off"))
      }
    )
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer in time")))
    outgoing.on("error", (fault) => nobody(fault.message))
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
