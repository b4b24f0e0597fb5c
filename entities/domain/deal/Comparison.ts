import { Option, Schema } from "effect"
import { changesBetween, type Json, labelOf, pathText, withChange } from "./JsonChange.ts"
import { totalSellable } from "./Scaling.ts"
import { Show } from "./Show.ts"
import { fillTiers } from "./TierFill.ts"
import { asOffered, waterfall } from "./Waterfall.ts"

/** What two shows, or a change of one, are worth to each side, in cents. */
export const MoneyEffect = Schema.Struct({ talentPay: Schema.Int, promoterResult: Schema.Int })
export type MoneyEffect = typeof MoneyEffect.Type

const effects = {
  /** with every ticket sold */
  soldOut: MoneyEffect,
  /** at the expected number of tickets; null where none is known */
  expected: Schema.NullOr(MoneyEffect)
}

/** One field that differs, and what this change alone would do to the money of the first version. */
export const FieldChange = Schema.Struct({
  /** as in `scaling.tiers[Balcony].priceCents` */
  path: Schema.String,
  /** for people: `Tier Balcony, price` */
  label: Schema.String,
  /** JSON; null where there was nothing */
  before: Schema.Unknown,
  after: Schema.Unknown,
  /** null where the change makes no sense without the others */
  effect: Schema.NullOr(Schema.Struct(effects))
})
export type FieldChange = typeof FieldChange.Type

export const Comparison = Schema.Struct({
  changes: Schema.Array(FieldChange),
  /** all changes together: after less before */
  total: Schema.Struct(effects)
})
export type Comparison = typeof Comparison.Type

const encode = Schema.encodeSync(Show)
const decode = Schema.decodeUnknownOption(Show)

/** Two shows field by field. Lists are matched by name, so that a line that moved is no change. */
export const compareShows = (before: Show, after: Show, expectedTickets?: number): Comparison => {
  const base = worth(before, expectedTickets)
  const effectOf = (show: Show) => difference(base, worth(show, expectedTickets))
  const from: Json = encode(before)
  const to: Json = encode(after)
  return {
    changes: changesBetween(from, to).map((change) => ({
      path: pathText(change.path),
      label: labelOf(change.path),
      before: change.before ?? null,
      after: change.after ?? null,
      effect: decode(withChange(from, change)).pipe(Option.map(effectOf), Option.getOrNull)
    })),
    total: effectOf(after)
  }
}

interface Worth {
  readonly soldOut: MoneyEffect
  readonly expected: MoneyEffect | null
}

const worth = (show: Show, expectedTickets: number | undefined): Worth => ({
  soldOut: moneyAt(show, totalSellable(show.scaling)),
  expected: expectedTickets === undefined ? null : moneyAt(show, expectedTickets)
})

const moneyAt = (show: Show, tickets: number): MoneyEffect => {
  const { promoterResult, talentPay } = waterfall(show, fillTiers(show.scaling, tickets, "proportional"), asOffered)
  return { talentPay, promoterResult }
}

const difference = (before: Worth, after: Worth): Worth => ({
  soldOut: less(after.soldOut, before.soldOut),
  expected: before.expected === null || after.expected === null ? null : less(after.expected, before.expected)
})

const less = (a: MoneyEffect, b: MoneyEffect): MoneyEffect => ({
  talentPay: a.talentPay - b.talentPay,
  promoterResult: a.promoterResult - b.promoterResult
})
