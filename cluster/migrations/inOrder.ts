import type { Migrations } from "../Migrations.ts"
import { migration as journal } from "./0001_journal.ts"
import { migration as readModels } from "./0002_read_models.ts"
import { migration as commit } from "./0003_commit.ts"
import { migration as access } from "./0004_access.ts"
import { migration as history } from "./0006_history.ts"
import { migration as documents } from "./0007_documents.ts"
import { migration as models } from "./0008_models.ts"
import { migration as ownership } from "./0009_ownership.ts"
import { migration as outcomes } from "./0010_outcomes.ts"
import { migration as signing } from "./0011_signing.ts"

/** Every change of the database, oldest first. A migration that was released is never edited: the next one corrects it. */
export const inOrder: Migrations = {
  "0001_journal": journal,
  "0002_read_models": readModels,
  "0003_commit": commit,
  "0004_access": access,
  "0006_history": history,
  "0007_documents": documents,
  "0008_models": models,
  "0009_ownership": ownership,
  "0010_outcomes": outcomes,
  "0011_signing": signing
}
