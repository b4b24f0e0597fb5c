import type { Question } from "../../client/predictions.ts"
import { day, roundMoney, whole } from "../../parts/format.ts"
import { centsOf, type Terms } from "./terms.ts"

interface Props {
  readonly artistName: string
  readonly terms: Terms
  readonly question: Question | undefined
  readonly onChange: (part: Partial<Terms>) => void
}

/** What is about to be booked, in the words that the booking will have. */
export const Review = ({ artistName, onChange, question, terms }: Props) => {
  const capacity = terms.venue?.capacity
  const potential = capacity === undefined || question === undefined
    ? undefined
    : capacity * question.ticketPriceCents / 100
  const badFee = terms.guarantee !== "" && centsOf(terms.guarantee) === undefined
  return (
    <div className="stack">
      <h2>What you book</h2>
      <dl className="facts small">
        <dt>Artist</dt>
        <dd>{artistName}</dd>
        <dt>Venue</dt>
        <dd>{terms.venue === undefined ? "to be chosen" : `${terms.venue.name}, ${terms.venue.city}`}</dd>
        <dt>Date</dt>
        <dd>{question === undefined ? "to be chosen" : day(question.date)}</dd>
        <dt>Tickets</dt>
        <dd>{capacity === undefined ? "–" : whole(capacity)}</dd>
        <dt>Gross potential</dt>
        <dd>{potential === undefined ? "–" : roundMoney(potential)}</dd>
      </dl>
      <div className="field">
        <label htmlFor="guarantee">Artist's flat fee</label>
        <div className="input-prefix">
          <span aria-hidden="true">$</span>
          <input
            id="guarantee"
            className="input"
            type="number"
            inputMode="decimal"
            min="0"
            max="1000000"
            step="any"
            placeholder={potential === undefined ? "" : String(Math.round(potential / 2))}
            aria-invalid={badFee}
            aria-describedby="guarantee-hint"
            value={terms.guarantee}
            onChange={(event) => onChange({ guarantee: event.target.value })}
          />
        </div>
        <span className={badFee ? "hint-bad" : "hint"} id="guarantee-hint">
          {badFee ? "A fee is 0 to 1,000,000" : "Left empty it is half of the gross potential"}
        </span>
      </div>
      <p className="small muted">
        Confirming takes the first hold and books the date in one step. It can be cancelled with a reason, and the
        history keeps both.
      </p>
    </div>
  )
}
