import { Schema } from "effect"
import { BasisPoints, shareOf } from "../Money.ts"
import { Amount, Label } from "./Label.ts"
import type { Show } from "./Show.ts"
import { asSettled, reckon, Waterfall } from "./Waterfall.ts"

/** Something between promoter and talent that the offer did not know. */
export const Adjustment = Schema.Struct({
  name: Label,
  talent: Label,
  /** reimbursements and bonuses are paid to the talent, deductions are kept from it */
  kind: Schema.Literal("reimbursement", "deduction", "bonus"),
  cents: Amount,
  /** it is also an expense of the show (a deduction: one less), and so moves what there is to split in this talent's deal */
  affectsSplitPoint: Schema.Boolean
})
export type Adjustment = typeof Adjustment.Type

/** Tax that is kept from a talent's pay and bonuses, not from what it is reimbursed, over an exempt amount. */
export const Withholding = Schema.Struct({
  talent: Label,
  rate: BasisPoints,
  exemptCents: Schema.optionalWith(Amount, { default: () => 0 })
})
export type Withholding = typeof Withholding.Type

export const Deposit = Schema.Struct({ talent: Label, cents: Amount })
export type Deposit = typeof Deposit.Type

export const SettlementTerms = Schema.Struct({
  adjustments: Schema.Array(Adjustment).pipe(
    Schema.maxItems(100, { message: () => "there are at most 100 adjustments" })
  ),
  withholdings: Schema.Array(Withholding).pipe(
    Schema.maxItems(20, { message: () => "there are at most 20 withholdings" })
  ),
  deposits: Schema.Array(Deposit).pipe(Schema.maxItems(100, { message: () => "there are at most 100 deposits" }))
})
export type SettlementTerms = typeof SettlementTerms.Type

/** One talent's way from its pay to what is handed over on the night. */
export const TalentSettlement = Schema.Struct({
  name: Schema.String,
  pay: Schema.Int,
  reimbursements: Schema.Int,
  bonuses: Schema.Int,
  deductions: Schema.Int,
  /** pay, reimbursements and bonuses less deductions */
  due: Schema.Int,
  withheld: Schema.Int,
  deposits: Schema.Int,
  /** what is left to pay; below zero the talent owes it */
  balance: Schema.Int
})
export type TalentSettlement = typeof TalentSettlement.Type

export const Settlement = Schema.Struct({
  /** the artist's sheet: reported costs, no revenue of the promoter's own */
  external: Waterfall,
  /** the promoter's: actual costs and all revenue */
  internal: Waterfall,
  talents: Schema.Array(TalentSettlement),
  /** after the adjustments */
  promoterResult: Schema.Int
})
export type Settlement = typeof Settlement.Type

/** The final count, priced by the deals, with adjustments, withholding and deposits netted. */
export const settle = (show: Show, sold: ReadonlyArray<number>, terms: SettlementTerms): Settlement => {
  const moved = (talent: string) =>
    sum(
      terms.adjustments.filter((each) => each.talent === talent && each.affectsSplitPoint),
      (each) => each.kind === "deduction" ? -each.cents : each.cents
    )
  const shared = { ...show, revenue: show.revenue.filter((line) => line.goesTo === "netGross") }
  const external = reckon(shared, { deal: "reported", own: "reported" }, moved)(sold)
  const internal = reckon(show, asSettled, moved)(sold)
  const talents = internal.talents.map(({ name, pay }) => settleTalent(name, pay, terms))
  return {
    external,
    internal,
    talents,
    promoterResult: internal.promoterResult + internal.talentPay - sum(talents, (talent) => talent.due)
  }
}

const settleTalent = (name: string, pay: number, terms: SettlementTerms): TalentSettlement => {
  const of = (kind: Adjustment["kind"]) =>
    sum(terms.adjustments.filter((each) => each.talent === name && each.kind === kind), (each) => each.cents)
  const [reimbursements, bonuses, deductions] = [of("reimbursement"), of("bonus"), of("deduction")]
  const withheld = sum(
    terms.withholdings.filter((each) => each.talent === name),
    (each) => shareOf(Math.max(0, pay + bonuses - each.exemptCents), each.rate)
  )
  const deposits = sum(terms.deposits.filter((each) => each.talent === name), (each) => each.cents)
  const due = pay + reimbursements + bonuses - deductions
  return {
    name,
    pay,
    reimbursements,
    bonuses,
    deductions,
    due,
    withheld,
    deposits,
    balance: due - withheld - deposits
  }
}

const sum = <A>(all: ReadonlyArray<A>, cents: (each: A) => number): number =>
  all.reduce((total, each) => total + cents(each), 0)
