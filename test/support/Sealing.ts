import { NodeContext } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Vault } from "../../rpc/Vault.ts"

/** A folder that goes with the scope. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "vault-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** A vault with a key of its own. */
export const layer = Layer.unwrapScoped(Effect.map(folder, Vault.layer)).pipe(Layer.provide(NodeContext.layer))
