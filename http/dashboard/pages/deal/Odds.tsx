import type { BookingTerms } from "../../../../entities/domain/Booking.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { useAssessment } from "../../client/deals.ts"
import { useDebounced } from "../../client/useDebounced.ts"
import { Answer } from "../../parts/Answer.tsx"
import { cents, percent, whole } from "../../parts/format.ts"
import { Skeleton } from "../../parts/Skeleton.tsx"

interface Props {
  readonly terms: typeof BookingTerms.Type
  readonly show: Show
  /** every price at this share of what it is */
  readonly onLevel: (level: number) => void
}

/** What the deal may bring under the forecast, and at which prices it would bring more. */
export const Odds = ({ onLevel, show, terms: { artistId, date, venueId } }: Props) => {
  const assessment = useAssessment(useDebounced(show, 600), { artistId, date, venueId })
  return (
    <section className="card" aria-labelledby="odds">
      <div className="card-head">
        <h2 id="odds">Under the forecast</h2>
        {assessment.isFetching ? <span className="spinner" role="status" aria-label="Recomputing" /> : null}
      </div>
      <Answer of={assessment} what="The deal could not be judged" loading={<Skeleton height={48} count={3} />}>
        {({ factors, pricing, risk }) => (
          <>
            <dl className="figures">
              <div>
                <dt>P(loss)</dt>
                <dd data-testid="p-loss">{percent(risk.lossProbability)}</dd>
              </div>
              <div>
                <dt>Your result, median</dt>
                <dd>
                  {cents(risk.result.p50)}
                  <span className="note">{cents(risk.result.p10)} to {cents(risk.result.p90)}</span>
                </dd>
              </div>
              <div>
                <dt>Tickets, median</dt>
                <dd>
                  {whole(risk.sold.p50)}
                  <span className="note">{whole(risk.sold.p10)} to {whole(risk.sold.p90)}</span>
                </dd>
              </div>
              <div>
                <dt>Best average price for you</dt>
                <dd>
                  {cents(pricing.promoterOptimal.averageCents)}
                  <span className="note">
                    expected {cents(pricing.promoterOptimal.expectedResultCents)}, now{" "}
                    {cents(pricing.asked.expectedResultCents)}
                  </span>
                </dd>
              </div>
            </dl>
            {Math.abs(pricing.promoterOptimal.level - 1) < 0.005 ? null : (
              <div>
                <button
                  type="button"
                  className="button button-small"
                  onClick={() => onLevel(pricing.promoterOptimal.level)}
                >
                  Use these prices
                </button>
              </div>
            )}
            {factors.length === 0 ? null : (
              <details>
                <summary>What drives the risk</summary>
                <ul className="stack-small small">
                  {factors.map(({ factor, impact, mitigation }) => (
                    <li key={factor}>
                      <span className="strong">{factor}</span> ({impact >= 0 ? "+" : "−"}
                      {percent(Math.abs(impact))}): {mitigation}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Answer>
    </section>
  )
}
