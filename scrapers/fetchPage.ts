import { HttpClient, HttpClientRequest, type HttpClientResponse } from "@effect/platform"
import { Effect, Option, Ref, Stream } from "effect"
import { brotliDecompress, constants, gunzip, inflate } from "node:zlib"
import { PlatformAddresses, reaches } from "./PlatformAddresses.ts"
import { byAddress } from "./sources/refusals.ts"
import { Misread, type Page } from "./sources/Sighting.ts"

/** Bytes of a document, on the wire and unpacked. The platforms' own pages are an eighth of it. */
export const maxBytes = 4 * 1024 * 1024
const maxHops = 4

const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"

/**
 * One document, whatever its status: redirects followed a few times and only among the platforms' own hosts, at most
 * `maxBytes` of it, packed or not. A document that breaks off arrives marked `cut`.
 */
export const fetchPage = Effect.fn("fetchPage")(function*(request: HttpClientRequest.HttpClientRequest) {
  let next = request.pipe(
    HttpClientRequest.setHeaders({
      "user-agent": agent,
      "accept-language": "en-US,en;q=0.9",
      "accept-encoding": "gzip, br",
      ...request.headers
    })
  )
  for (let hop = 0; hop <= maxHops; hop++) {
    const response = yield* send(next)
    const target = locationOf(response, next.url)
    if (Option.isNone(target)) return yield* read(response, next.url)
    const reason = byAddress(target.value)
    if (reason !== undefined) return { url: target.value, status: response.status, body: "" } satisfies Page
    next = HttpClientRequest.get(target.value, { headers: next.headers })
  }
  return yield* new Misread({ reason: "Unreachable", detail: `redirected more than ${maxHops} times` })
})

const send = Effect.fnUntraced(function*(request: HttpClientRequest.HttpClientRequest) {
  const addresses = yield* PlatformAddresses
  const client = yield* HttpClient.HttpClient
  if (!reaches(addresses, new URL(request.url))) {
    return yield* new Misread({ reason: "Blocked", detail: "sent to a host that is none of the platform's" })
  }
  return yield* client.execute(request).pipe(
    Effect.mapError((error) => new Misread({ reason: "Unreachable", detail: `no connection (${error.reason})` }))
  )
})

const locationOf = (response: HttpClientResponse.HttpClientResponse, from: string): Option.Option<string> => {
  const location = response.headers["location"]
  if (response.status < 300 || response.status >= 400 || location === undefined) return Option.none()
  return URL.canParse(location, from) ? Option.some(new URL(location, from).href) : Option.none()
}

const read = Effect.fnUntraced(function*(response: HttpClientResponse.HttpClientResponse, url: string) {
  const chunks = yield* Ref.make<{ readonly bytes: number; readonly parts: ReadonlyArray<Uint8Array> }>({
    bytes: 0,
    parts: []
  })
  const cut = yield* response.stream.pipe(
    Stream.runForEach((part) =>
      Effect.flatMap(
        Ref.updateAndGet(chunks, ({ bytes, parts }) => ({ bytes: bytes + part.length, parts: [...parts, part] })),
        ({ bytes }) => (bytes > maxBytes ? tooLarge : Effect.void)
      )
    ),
    Effect.as(false),
    Effect.catchTag("ResponseError", () => Effect.succeed(true))
  )
  const packed = Buffer.concat((yield* Ref.get(chunks)).parts)
  const unpacked = yield* unpack(packed, response.headers["content-encoding"] ?? "identity", cut)
  const retryAfter = response.headers["retry-after"]
  return {
    url,
    status: response.status,
    body: unpacked.toString("utf8"),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(cut ? { cut } : {})
  } satisfies Page
})

const tooLarge = new Misread({ reason: "LayoutChanged", detail: `a document of more than ${maxBytes} bytes` })

/** Stops at `maxBytes` of output: a bomb costs no more than a large page. What was cut off is unpacked as far as it goes. */
const unpack = (packed: Buffer, encoding: string, cut: boolean): Effect.Effect<Buffer, Misread> => {
  if (encoding === "identity" || encoding === "" || packed.length === 0) return Effect.succeed(packed)
  return Effect.async<Buffer, Misread>((resume) => {
    const done = (error: NodeJS.ErrnoException | null, unpacked: Buffer) =>
      resume(
        error === null
          ? Effect.succeed(unpacked)
          : error.code === "ERR_BUFFER_TOO_LARGE"
          ? tooLarge
          : new Misread({ reason: "Truncated", detail: `the document cannot be unpacked (${error.code ?? "unknown"})` })
      )
    const finish = { maxOutputLength: maxBytes, ...(cut ? { finishFlush: constants.Z_SYNC_FLUSH } : {}) }
    if (encoding === "br") {
      brotliDecompress(
        packed,
        { maxOutputLength: maxBytes, ...(cut ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {}) },
        done
      )
    } else if (encoding === "gzip" || encoding === "x-gzip") gunzip(packed, finish, done)
    else if (encoding === "deflate") inflate(packed, finish, done)
    else resume(new Misread({ reason: "LayoutChanged", detail: `packed as ${encoding}` }))
  })
}
