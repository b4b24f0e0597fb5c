import type { ServerResponse } from "node:http"

/** An answer as it goes out: written in one piece, with the headers that every answer carries. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** undefined where there is nothing to say */
  readonly body: string | undefined
}

export const send = (response: ServerResponse, { body, headers, status }: Reply): void => {
  const lines = [...secured]
  for (const name in headers) lines.push(name, headers[name] ?? "")
  if (body !== undefined) lines.push("content-length", String(Buffer.byteLength(body)))
  // head and body of a string leave in one write
  response.writeHead(status, lines).end(body)
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

/** What every answer of this server carries, whoever asks for what. */
export const securityHeaders = [
  ["content-security-policy", contentSecurityPolicy],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=()"]
] as const

const secured = securityHeaders.flat()
