import { Either, ParseResult, Schema } from "effect"
import { Show } from "../../../../entities/domain/deal/Show.ts"

/** A show as it is being edited: plain figures, which may not fit together yet. */
export type Draft = typeof Show.Encoded
export type DraftTier = Draft["scaling"]["tiers"][number]
export type DraftCost = Draft["costs"][number]
export type DraftTalent = Draft["talents"][number]
export type DraftTerms = DraftTalent["deal"]["terms"]
export type DraftBonus = NonNullable<DraftTalent["deal"]["bonuses"]>[number]

export const draftOf = Schema.encodeSync(Show)

const decode = Schema.decodeUnknownEither(Show)

/** The show, or what is wrong with it in one sentence that names the field. */
export const showOf = (draft: Draft): Either.Either<Show, string> =>
  Either.mapLeft(decode(draft), (error) => {
    const issue = ParseResult.ArrayFormatter.formatErrorSync(error)[0]
    const field = issue?.path.map(String).join(" ")
    return field === undefined || field === "" ? issue?.message ?? error.message : `${field}: ${issue?.message}`
  })

/** A list with one entry changed, or taken out. */
export const replaced = <A>(list: ReadonlyArray<A>, at: number, entry: A): ReadonlyArray<A> =>
  list.map((each, index) => index === at ? entry : each)
export const without = <A>(list: ReadonlyArray<A>, at: number): ReadonlyArray<A> =>
  list.filter((_, index) => index !== at)

/** A name that no other in the list has: "Tier 3". */
export const freshName = (what: string, taken: ReadonlyArray<{ readonly name: string }>): string => {
  let count = taken.length + 1
  while (taken.some(({ name }) => name === `${what} ${count}`)) count++
  return `${what} ${count}`
}
