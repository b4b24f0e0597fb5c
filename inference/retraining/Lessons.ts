import type { SqlError } from "@effect/sql"
import { Context, type Effect, type ParseResult } from "effect"
import type { Populations } from "../training/Cities.ts"
import type { TrainingShow } from "../training/ShowFile.ts"

/** The played shows that this installation may learn from. `cluster` says which those are. */
export class Lessons extends Context.Tag("promoteros/inference/retraining/Lessons")<Lessons, {
  readonly read: Effect.Effect<
    { readonly shows: ReadonlyArray<TrainingShow>; readonly populations: Populations },
    SqlError.SqlError | ParseResult.ParseError
  >
  /** the shows are invented: nothing is learned from them unless somebody asks for it */
  readonly invented: boolean
}>() {}
