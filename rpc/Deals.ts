import { Effect } from "effect"
import { reckonShow } from "../entities/domain/deal/Reckoning.ts"
import { DealRpcs } from "./contract/DealRpcs.ts"

/** Deals as they are built: the engine alone, nothing is stored. */
export const deals = DealRpcs.of({
  RecomputeDeal: ({ order, show, tickets }) => Effect.sync(() => reckonShow(show, { order, tickets }))
})
