import { Effect } from "effect"
import type { ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import type { Asked } from "./answer.ts"
import type { PlannedFault } from "./Faults.ts"
import * as shell from "./pages/shell.ts"
import { apiError } from "./pages/spotify.ts"
import { withoutAccount } from "./pages/tiktok.ts"

type Met = Extract<Asked, { readonly handle: string }>

/** Answers a request the way platforms do on bad days. */
export const misbehave = (
  { fault, retryAfter }: PlannedFault,
  url: URL,
  asked: Met,
  response: ServerResponse,
  millis: number
): Effect.Effect<void> => {
  const send = (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    Effect.sync(() => {
      const type = asked.api && typeof body === "string" && body.startsWith("{")
        ? "application/json"
        : "text/html; charset=utf-8"
      response.writeHead(status, { "content-type": type, ...headers })
      response.end(body)
    })
  switch (fault) {
    case "RateLimited":
      return send(429, apiError(429, "API rate limit exceeded"), { "retry-after": String(retryAfter ?? 1) })
    case "LoginPage":
      return asked.platform === "instagram"
        ? send(302, "", { location: "/instagram/accounts/login/?next=/" })
        : send(200, shell.loginPage)
    case "Captcha":
      return asked.platform === "instagram" && asked.api
        ? send(400, JSON.stringify({ message: "checkpoint_required", checkpoint_url: "/challenge/1/", status: "fail" }))
        : send(200, shell.captchaPage)
    case "Waf":
      return send(200, shell.wafPage)
    case "Consent":
      return send(200, shell.consentPage)
    case "EmptyShell":
      return send(200, shell.emptyShell)
    case "NotFound":
      return asked.platform === "tiktok" ? send(200, withoutAccount(10221)) : send(404, "")
    case "Private":
      return asked.platform === "tiktok" ? send(200, withoutAccount(10222)) : send(200, privateAccount(asked.handle))
    case "ServerError":
      return send(503, "<html><head><title>503</title></head><body></body></html>")
    case "Slow":
      return drip(response, asked.reply(millis).body)
    case "Silence":
      return Effect.asVoid(Effect.sleep("30 seconds"))
    case "CutOff":
      return cutOff(response, asked.reply(millis).body)
    case "RedirectLoop":
      return send(302, "", { location: `${url.pathname}${url.search}` })
    case "RedirectAway":
      return send(302, "", { location: "http://169.254.169.254/latest/meta-data/" })
    case "HugePage":
      return flood(response)
    case "GzipBomb":
      return Effect.flatMap(bomb, (body) => send(200, body, { "content-encoding": "gzip" }))
    case "EndlessScript":
      return send(200, shell.endlessPage)
  }
}

const privateAccount = (username: string) =>
  JSON.stringify({ data: { user: { username, is_private: true, edge_followed_by: { count: 1 } } }, status: "ok" })

/** A few bytes at a time, for 30 s in all. */
const drip = (response: ServerResponse, body: string) =>
  Effect.gen(function*() {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" })
    for (let part = 0; part < 60 && !response.destroyed; part++) {
      response.write(body.slice(part * 8, part * 8 + 8))
      yield* Effect.sleep("500 millis")
    }
    response.end(body.slice(480))
  })

/** Two thirds of what was announced, then the connection is gone. */
const cutOff = (response: ServerResponse, body: string) =>
  Effect.gen(function*() {
    const bytes = Buffer.from(body)
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": String(bytes.length) })
    yield* Effect.async<void>((resume) => {
      response.write(bytes.subarray(0, Math.floor((bytes.length * 2) / 3)), () => resume(Effect.void))
    })
    yield* Effect.sleep("50 millis")
    response.destroy()
  })

/** 64 MiB, with care for who does not read it. */
const flood = (response: ServerResponse) =>
  Effect.gen(function*() {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" })
    response.write("<!DOCTYPE html><html><head><title>Loading</title></head><body>")
    const part = Buffer.alloc(1024 * 1024, "<p>0123456789</p>")
    for (let mebibyte = 0; mebibyte < 64 && !response.destroyed; mebibyte++) {
      if (!response.write(part)) {
        yield* Effect.async<void>((resume) => {
          const done = () => {
            response.off("drain", done).off("close", done)
            resume(Effect.void)
          }
          response.once("drain", done).once("close", done)
        })
      }
    }
    response.end("</body></html>")
  })

/** 256 MiB of nothing in a quarter of a mebibyte. */
const bomb = Effect.sync(() => {
  const part = gzipSync(Buffer.alloc(32 * 1024 * 1024))
  return Buffer.concat(Array.from({ length: 8 }, () => part))
})
