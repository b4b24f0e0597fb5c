import { FileSystem, Path } from "@effect/platform"
import { Config, Context, Effect, Layer, Option, Redacted } from "effect"
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { Unavailable } from "../entities/domain/Unavailable.ts"

const unavailable = (what: string) => new Unavailable({ what, retryAfterMillis: 60_000 })

/**
 * Secrets that the database keeps for us, sealed with AES-256-GCM under one master key: `HTTP_MASTER_KEY` (32 bytes as
 * base64), or where there is none a file that only this user may read, made when it is first needed. `of` names what a
 * secret belongs to: sealed for one row, it opens for no other.
 */
export class Vault extends Context.Tag("promoteros/rpc/Vault")<Vault, {
  readonly seal: (secret: Buffer, of: string) => Effect.Effect<string, Unavailable>
  readonly open: (sealed: string, of: string) => Effect.Effect<Buffer, Unavailable>
}>() {
  static readonly layer = (folder: string) =>
    Layer.effect(
      Vault,
      Effect.gen(function*() {
        const configured = yield* Config.option(Config.redacted("HTTP_MASTER_KEY"))
        const files = yield* FileSystem.FileSystem
        const path = yield* Path.Path
        const file = path.join(folder, "master.key")

        const kept = Effect.gen(function*() {
          yield* files.makeDirectory(folder, { recursive: true })
          const drawn = randomBytes(32).toString("base64")
          // whoever comes second reads what the first has written
          yield* files.writeFileString(file, drawn, { flag: "wx", mode: 0o600 }).pipe(
            Effect.catchIf(
              (fault) => fault._tag === "SystemError" && fault.reason === "AlreadyExists",
              () => Effect.void
            )
          )
          return yield* files.readFileString(file)
        }).pipe(
          Effect.tapError((fault) => Effect.logError("The master key cannot be kept", fault)),
          Effect.mapError(() => unavailable("The master key"))
        )
        const key = yield* Effect.cachedWithTTL(
          Effect.flatMap(
            Option.match(configured, { onNone: () => kept, onSome: (given) => Effect.succeed(Redacted.value(given)) }),
            (text) => {
              const bytes = Buffer.from(text.trim(), "base64")
              return bytes.length === 32 ? Effect.succeed(bytes) : Effect.fail(unavailable("A master key of 32 bytes"))
            }
          ),
          "1 minute"
        )

        return Vault.of({
          seal: (secret, of) =>
            Effect.map(key, (key) => {
              const nonce = randomBytes(12)
              const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(of))
              const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
              return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64")
            }),
          open: (sealed, of) =>
            Effect.flatMap(key, (key) =>
              Effect.try({
                try: () => {
                  const bytes = Buffer.from(sealed, "base64")
                  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12))
                    .setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(12, 28))
                  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()])
                },
                catch: () => unavailable("The master key that this was sealed with")
              }))
        })
      })
    )
}
