import { percent } from "./format.ts"

const level = (score: number): readonly [tone: string, word: string] =>
  score < 0.25 ? ["badge-good", "Low risk"] : score < 0.5 ? ["badge-warn", "Medium risk"] : ["badge-bad", "High risk"]

/** The probability of a loss under a standard flat deal, in a word and a figure. */
export const RiskBadge = ({ score }: { readonly score: number }) => {
  const [tone, word] = level(score)
  return (
    <span className={`badge ${tone}`} title="Probability of a loss under a standard flat deal">
      {word}, {percent(score)}
    </span>
  )
}
