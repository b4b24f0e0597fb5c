import type { PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { percent } from "../../parts/format.ts"

/** Past shows that the forecast compared this one with. */
export const SimilarEvents = ({ events }: { readonly events: PredictionResponse["similarEvents"] }) => (
  <section className="card" aria-labelledby="similar">
    <div>
      <h2 id="similar">Similar shows</h2>
      <p className="small muted">The closest past shows, how alike they are and why</p>
    </div>
    {events.length === 0 ? <p className="muted">No comparable past show is known.</p> : (
      <ol className="stack">
        {events.slice(0, 4).map(({ eventId, outcome, similarity, title, why }) => (
          <li key={eventId} className="stack-small">
            <div className="row-apart">
              <span className="strong">{title}</span>
              <span className="badge badge-accent">{percent(similarity)} alike</span>
            </div>
            <span className="small">{outcome}</span>
            <span className="chips">{why.map((reason) => <span key={reason} className="badge">{reason}</span>)}</span>
          </li>
        ))}
      </ol>
    )}
  </section>
)
