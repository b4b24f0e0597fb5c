import { Schema } from "effect"
import { BasisPoints } from "../Money.ts"
import { Amount, Label } from "./Label.ts"

const profit = {
  /** share of the expenses that the promoter earns before there is anything to split; part of the split point */
  promoterProfit: Schema.optionalWith(BasisPoints, { default: () => BasisPoints.make(0) })
}
const guarantee = { guaranteeCents: Amount, ...profit }

/** The guarantee and no more. */
export const Flat = Schema.TaggedStruct("Flat", guarantee)

/** The guarantee or a share, whichever is more. The net of a versus deal is before the guarantee. */
export const Versus = Schema.TaggedStruct("Versus", {
  ...guarantee,
  share: BasisPoints,
  of: Schema.Literal("net", "netGross", "gross")
})

/** The guarantee and a share on top: of what is over the split point, or of net gross or gross from the first dollar. */
export const Plus = Schema.TaggedStruct("Plus", {
  ...guarantee,
  share: BasisPoints,
  of: Schema.Literal("afterSplit", "netGross", "gross")
})

/** No guarantee: a share of the door, never less than nothing. */
export const Door = Schema.TaggedStruct("Door", {
  ...profit,
  share: BasisPoints,
  of: Schema.Literal("net", "netGross", "gross")
})

/** No guarantee: so much for each ticket sold. */
export const DoorPerTicket = Schema.TaggedStruct("DoorPerTicket", { ...profit, centsPerTicket: Amount })

export const Terms = Schema.Union(Flat, Versus, Plus, Door, DoorPerTicket)
export type Terms = typeof Terms.Type

/** What a bonus waits for. `net` is net gross less expenses, the guarantee not among them; `occupancy` is of the sellable. */
export const Trigger = Schema.Literal("tickets", "gross", "netGross", "net", "occupancy")
export type Trigger = typeof Trigger.Type

/** Tickets, cents, or basis points of the sellable (10000 is sold out), as the trigger has it. Met when reached. */
const Threshold = Schema.Int.pipe(
  Schema.between(0, 10_000_000_000, { message: () => "a threshold is a whole number from 0 to 10000000000" })
)
const waitsFor = { name: Label, trigger: Trigger, at: Threshold }

const rises = <A extends { readonly at: number }>(steps: ReadonlyArray<A>, value: (step: A) => number): boolean => {
  const values = steps.toSorted((a, b) => a.at - b.at).map(value)
  return values.every((each, index) => index === 0 || each >= (values[index - 1] ?? 0))
}

/** A fee for each threshold that is met, or for the highest one only. */
export const ThresholdFee = Schema.TaggedStruct("ThresholdFee", {
  name: Label,
  trigger: Trigger,
  pays: Schema.Literal("cumulative", "highest"),
  steps: Schema.Array(Schema.Struct({ at: Threshold, cents: Amount })).pipe(
    Schema.minItems(1, { message: () => "a threshold bonus has at least one step" }),
    Schema.maxItems(20, { message: () => "a threshold bonus has at most 20 steps" })
  )
}).pipe(Schema.filter((bonus) =>
  bonus.pays === "cumulative" || rises(bonus.steps, (step) => step.cents) ||
  `bonus ${bonus.name} pays the highest step only, and a higher step pays less`
))
/** So much for each ticket above the threshold. */
export const PerTicketAbove = Schema.TaggedStruct("PerTicketAbove", { ...waitsFor, centsPerTicket: Amount })
/** Another percentage for what comes in above the threshold. */
export const NewShareAbove = Schema.TaggedStruct("NewShareAbove", { ...waitsFor, share: BasisPoints })
/** Another percentage for everything, once the threshold is met. */
export const ShareUpgrade = Schema.TaggedStruct("ShareUpgrade", { ...waitsFor, share: BasisPoints })

export const Bonus = Schema.Union(ThresholdFee, PerTicketAbove, NewShareAbove, ShareUpgrade)
export type Bonus = typeof Bonus.Type

const changesShare = (bonus: Bonus): bonus is typeof NewShareAbove.Type | typeof ShareUpgrade.Type =>
  bonus._tag === "NewShareAbove" || bonus._tag === "ShareUpgrade"

/** What one talent gets. */
export const Deal = Schema.Struct({
  terms: Terms,
  bonuses: Schema.optionalWith(
    Schema.Array(Bonus).pipe(Schema.maxItems(20, { message: () => "a deal has at most 20 bonuses" })),
    { default: () => [] }
  )
}).pipe(Schema.filter(({ bonuses, terms }) => {
  const changes = bonuses.filter(changesShare)
  if (changes.length === 0) return true
  if (!("share" in terms)) return `bonus ${changes[0]?.name} changes a percentage, and a ${terms._tag} deal has none`
  const lower = changes.find((bonus) => bonus.share < terms.share)
  if (lower) return `bonus ${lower.name} would lower the percentage of the deal`
  const falling = Trigger.literals.find((trigger) =>
    !rises(changes.filter((bonus) => bonus.trigger === trigger), (bonus) => bonus.share)
  )
  return falling === undefined || `of the percentages that wait for ${falling}, a higher threshold has a lower one`
}))
export type Deal = typeof Deal.Type

export const Talent = Schema.Struct({
  name: Label,
  role: Schema.Literal("headliner", "support"),
  deal: Deal,
  /** what of this talent's pay is an expense in the deals of the others; full fees are reckoned before the deals they enter */
  inOtherDeals: Schema.optionalWith(Schema.Literal("notCounted", "guarantee", "fullFee"), {
    default: () => "notCounted" as const
  })
})
export type Talent = typeof Talent.Type

export const guaranteeOf = (terms: Terms): number => ("guaranteeCents" in terms ? terms.guaranteeCents : 0)
