import { createHash } from "node:crypto"
import { type Deposit, settle, type Settlement } from "../../domain/deal/Settlement.ts"
import type { Show } from "../../domain/deal/Show.ts"
import type { Opened } from "../decide.ts"
import type { Settling } from "./state.ts"

/** A sheet and the name that it is signed by. */
export interface Sheet {
  readonly settlement: Settlement
  readonly hash: string
}

/** Tickets sold, in the order of the tiers. */
export const soldOf = ({ sale, terms }: Opened): ReadonlyArray<number> =>
  terms.show.scaling.tiers.map(({ name }) => sale.tiers.find(({ tier }) => tier === name)?.sold ?? 0)

export const depositsOf = ({ sale }: Opened): ReadonlyArray<Deposit> =>
  sale.payments.flatMap(({ cents, paidAtMillis, talent }) => paidAtMillis === null ? [] : [{ talent, cents }])

export const showOf = ({ terms: { show } }: Opened, { costs, revenue }: Settling): Show => ({
  ...show,
  costs: costs ?? show.costs,
  revenue: revenue ?? show.revenue
})

export const sheetOf = (booking: Opened, settling: Settling): Sheet => {
  const settlement = settle(showOf(booking, settling), soldOf(booking), {
    adjustments: settling.adjustments,
    withholdings: settling.withholdings,
    deposits: depositsOf(booking)
  })
  return { settlement, hash: hashOf(settling.version, settlement) }
}

const hashOf = (version: number, settlement: Settlement): string =>
  createHash("sha256").update(JSON.stringify([version, settlement])).digest("hex")
