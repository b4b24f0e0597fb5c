import type { Migrations } from "../Migrations.ts"

/** Every change of the database, oldest first. A migration that was released is never edited: the next one corrects it. */
export const inOrder: Migrations = {}
