import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { Vault } from "../../rpc/Vault.ts"
import { folder } from "../support/Sealing.ts"

const vaultAt = (path: string) =>
  Effect.flatMap(
    Layer.build(Layer.provide(Vault.layer(path), NodeContext.layer)),
    (built) => Effect.provide(Vault, built)
  )

describe("the vault", () => {
  it.scoped("opens what it sealed, after a restart too, for what it was sealed for and nothing else", () =>
    Effect.gen(function*() {
      const path = yield* folder
      const sealed = yield* (yield* vaultAt(path)).seal(Buffer.from("secret"), "row/1")
      assert.notInclude(sealed, "secret")
      const again = yield* vaultAt(path)
      assert.strictEqual((yield* again.open(sealed, "row/1")).toString(), "secret")
      assert.strictEqual((yield* Effect.flip(again.open(sealed, "row/2")))._tag, "Unavailable")
      assert.strictEqual(statSync(join(path, "master.key")).mode & 0o777, 0o600)
      const stranger = yield* vaultAt(yield* folder)
      assert.strictEqual((yield* Effect.flip(stranger.open(sealed, "row/1")))._tag, "Unavailable")
      assert.strictEqual(Buffer.from(readFileSync(join(path, "master.key"), "utf8"), "base64").length, 32)
    }))

  it.scoped("opens nothing that was changed by a byte", () =>
    Effect.gen(function*() {
      const vault = yield* vaultAt(yield* folder)
      const bytes = Buffer.from(yield* vault.seal(Buffer.from("secret"), "row/1"), "base64")
      yield* Effect.forEach(bytes.keys(), (at) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        return Effect.flip(vault.open(changed.toString("base64"), "row/1"))
      })
    }))
})
