import { Schema } from "effect"
import { million, millionths, shareOf } from "../Money.ts"
import { bonusCents } from "./Bonus.ts"
import { type Deal, guaranteeOf, type Terms } from "./Deal.ts"
import { reachedAt, type Takings, takingsAt } from "./Takings.ts"

/** What a talent gets and each line of the way there. */
export const TalentPay = Schema.Struct({
  guarantee: Schema.Int,
  /** net gross less the expenses of the deal, its guarantee not among them */
  net: Schema.Int,
  promoterProfit: Schema.Int,
  /** expenses, the guarantee of flat and plus deals, and the promoter's profit */
  splitPoint: Schema.Int,
  /** net gross over the split point; below zero it is what is missing */
  overSplit: Schema.Int,
  /** what the percentage is taken of */
  shared: Schema.Int,
  /** the percentage in money, before it is set against a guarantee */
  percentage: Schema.Int,
  bonuses: Schema.Array(Schema.Struct({ name: Schema.String, cents: Schema.Int })),
  pay: Schema.Int
})
export type TalentPay = typeof TalentPay.Type

export const talentPay = ({ bonuses, terms }: Deal, takings: Takings): TalentPay => {
  const guarantee = guaranteeOf(terms)
  const expenses = takings.expenses + countedGuarantee(terms)
  const promoterProfit = shareOf(expenses, terms.promoterProfit)
  const splitPoint = expenses + promoterProfit
  const shared = sharedAmount(terms, takings)
  const percentage = percentageOf({ bonuses, terms }, takings, shared)
  const paid = bonuses.map((bonus) => ({ name: bonus.name, cents: bonusCents(bonus, takings) }))
  return {
    guarantee,
    net: takings.netGross - takings.expenses,
    promoterProfit,
    splitPoint,
    overSplit: takings.netGross - splitPoint,
    shared,
    percentage,
    bonuses: paid,
    pay: paid.reduce((sum, { cents }) => sum + cents, basePay(terms, percentage))
  }
}

/** A guarantee that is paid whatever comes is an expense of its own deal; one that a share is set against is not. */
const countedGuarantee = (terms: Terms): number =>
  terms._tag === "Flat" || terms._tag === "Plus" ? terms.guaranteeCents : 0

const sharedAmount = (terms: Terms, takings: Takings): number => {
  if (!("share" in terms)) return 0
  switch (terms.of) {
    case "gross":
      return takings.gross
    case "netGross":
      return Math.max(0, takings.netGross)
    case "net":
    case "afterSplit": {
      const expenses = takings.expenses + countedGuarantee(terms)
      return Math.max(0, takings.netGross - expenses - shareOf(expenses, terms.promoterProfit))
    }
  }
}

const basePay = (terms: Terms, percentage: number): number => {
  switch (terms._tag) {
    case "Flat":
      return terms.guaranteeCents
    case "Versus":
      return Math.max(terms.guaranteeCents, percentage)
    case "Plus":
      return terms.guaranteeCents + percentage
    case "Door":
    case "DoorPerTicket":
      return percentage
  }
}

/** The percentage with what bonuses make of it: upgrades lift it for everything, new shares above their thresholds. */
const percentageOf = ({ bonuses, terms }: Deal, takings: Takings, shared: number): number => {
  if (terms._tag === "DoorPerTicket") return terms.centsPerTicket * takings.tickets
  if (!("share" in terms)) return 0
  let lowest: number = terms.share
  const steps: Array<{ readonly from: number; readonly share: number }> = []
  for (const bonus of bonuses) {
    if (bonus._tag !== "ShareUpgrade" && bonus._tag !== "NewShareAbove") continue
    const reached = reachedAt(bonus.trigger, bonus.at, takings)
    if (reached === undefined) continue
    if (bonus._tag === "ShareUpgrade") lowest = Math.max(lowest, bonus.share)
    else steps.push({ from: sharedAmount(terms, takingsAt(takings, reached)), share: bonus.share })
  }
  return steps.length === 0 ? shareOf(shared, lowest) : stepped(shared, lowest, steps)
}

/** Each part of the amount at its own share, rounded once in all. A share that was won is not lost to a later threshold. */
const stepped = (
  amount: number,
  lowest: number,
  steps: ReadonlyArray<{ readonly from: number; readonly share: number }>
): number => {
  const sorted = steps.toSorted((a, b) => a.from - b.from || a.share - b.share)
  let whole = 0
  let part = 0
  let share = millionths(lowest)
  let from = 0
  for (const step of [...sorted, { from: amount, share: 0 }]) {
    const cents = Math.max(0, Math.min(step.from, amount) - from)
    const quotient = Math.floor(cents / million)
    whole += quotient * share
    part += (cents - quotient * million) * share
    from += cents
    share = Math.max(share, millionths(step.share))
  }
  return whole + Math.floor((2 * part + million) / (2 * million))
}
