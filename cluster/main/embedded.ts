import { NodeContext } from "@effect/platform-node"
import { Layer } from "effect"
import * as Migrations from "../Migrations.ts"
import * as Sql from "../Sql.ts"
import { start } from "../Start.ts"

start(Migrations.layer.pipe(Layer.provide(Sql.layer), Layer.provide(NodeContext.layer)))
