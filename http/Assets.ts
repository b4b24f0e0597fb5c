import { FileSystem, Headers, HttpServerResponse, Path } from "@effect/platform"
import { Context, Effect, Layer } from "effect"
import { createHash } from "node:crypto"
import { createRequire } from "node:module"
import { dirname } from "node:path"
import { brotliCompress, constants, gzip } from "node:zlib"
import * as Problem from "./Problem.ts"

type Encoding = "br" | "gzip" | "identity"

interface Asset {
  readonly contentType: string
  readonly etag: string
  readonly immutable: boolean
  /** made at the first request that takes it, kept from then on */
  readonly encoded: Readonly<Record<Encoding, Effect.Effect<Buffer>>>
}

/** The dashboard's files, read once at the start: an address that is not one of them can reach nothing. */
export class Assets extends Context.Tag("promoteros/http/Assets")<Assets, {
  /** The file at a path; pages that the browser makes itself are all `index.html`. */
  readonly respond: (
    path: string,
    headers: Headers.Headers
  ) => Effect.Effect<HttpServerResponse.HttpServerResponse>
}>() {
  static readonly layer = Layer.effect(
    Assets,
    Effect.gen(function*() {
      const fileSystem = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = path.join(projectFolder, "dist", "dashboard")
      const names = yield* fileSystem.readDirectory(folder, { recursive: true }).pipe(
        Effect.catchAll(() =>
          Effect.as(Effect.logWarning("The dashboard is not built (npm run build): only the API is served"), [])
        )
      )
      const assets = new Map<string, Asset>()
      for (const name of names.filter((name) => types[path.extname(name)] !== undefined)) {
        const content = yield* fileSystem.readFile(path.join(folder, name))
        assets.set(`/${name.split(path.sep).join("/")}`, yield* asset(name, Buffer.from(content)))
      }

      const respond = Effect.fnUntraced(function*(url: string, headers: Headers.Headers) {
        const isFile = /\.\w{2,5}$/.test(url)
        const found = assets.get(url) ?? (isFile ? undefined : assets.get("/index.html"))
        if (found === undefined) return Problem.response(Problem.notFound)
        const shared = {
          etag: found.etag,
          "cache-control": found.immutable ? "public, max-age=31536000, immutable" : "no-cache",
          vary: "accept-encoding"
        }
        if (headers["if-none-match"] === found.etag) return HttpServerResponse.empty({ status: 304, headers: shared })
        const encoding = accepted(headers["accept-encoding"] ?? "", found.contentType)
        return HttpServerResponse.uint8Array(yield* found.encoded[encoding], {
          contentType: found.contentType,
          headers: encoding === "identity" ? shared : { ...shared, "content-encoding": encoding }
        })
      })
      return Assets.of({ respond })
    })
  )
}

/** `#asset/*` (package.json "imports") is the folder of package.json, from the sources as from `dist/`. */
const projectFolder = dirname(createRequire(import.meta.url).resolve("#asset/package.json"))

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json"
}

const asset = Effect.fnUntraced(function*(name: string, content: Buffer) {
  const made: Asset = {
    contentType: types[/\.\w+$/.exec(name)?.[0] ?? ""] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    // Vite puts a hash of the content into the names of what it makes
    immutable: /^assets[/\\].*-[\w-]{8}\.\w+$/.test(name),
    encoded: {
      identity: Effect.succeed(content),
      br: yield* Effect.cached(
        compressed(
          (done) => brotliCompress(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }, done),
          content
        )
      ),
      gzip: yield* Effect.cached(compressed((done) => gzip(content, { level: 9 }, done), content))
    }
  }
  return made
})

/** What cannot be compressed is sent as it is. */
const compressed = (
  run: (done: (fault: Error | null, result: Buffer) => void) => void,
  content: Buffer
): Effect.Effect<Buffer> =>
  Effect.async((resume) => run((fault, result) => resume(Effect.succeed(fault === null ? result : content))))

const accepted = (header: string, contentType: string): Encoding => {
  if (/^(image\/(png|x-icon)|font\/)/.test(contentType)) return "identity"
  return /\bbr\b/.test(header) ? "br" : /\bgzip\b/.test(header) ? "gzip" : "identity"
}
