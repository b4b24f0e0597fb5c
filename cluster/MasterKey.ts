import { Config, Effect, Layer, Option } from "effect"
import * as NodePath from "node:path"
import { Vault } from "../rpc/Vault.ts"
import { DataFolder } from "./DataFolder.ts"

/** The vault of this process, its key beside the data unless the settings have one. */
export const layer = Layer.unwrapEffect(
  Effect.map(
    Config.option(Config.nonEmptyString("DATA_DIR")),
    (folder) => Vault.layer(Option.match(folder, { onNone: () => DataFolder.usual, onSome: NodePath.resolve }))
  )
)
