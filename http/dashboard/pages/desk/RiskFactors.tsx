import type { PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { words } from "../../parts/format.ts"

type Factors = PredictionResponse["risk"]["factors"]

const points = (impact: number): string => `${impact > 0 ? "+" : "−"}${Math.abs(impact * 100).toFixed(1)} pts`

/** What moves the probability of a loss, heaviest first, and what can be done about it. */
export const RiskFactors = ({ factors }: { readonly factors: Factors }) => {
  const largest = Math.max(0.05, ...factors.map(({ impact }) => Math.abs(impact)))
  return (
    <section className="card" aria-labelledby="risks">
      <div>
        <h2 id="risks">What drives the risk</h2>
        <p className="small muted">Change in P(loss): right of the middle raises it, left lowers it</p>
      </div>
      {factors.length === 0 ?
        <p className="muted">Nothing stands out: no single factor moves P(loss) by a point.</p> :
        (
          <ol className="stack">
            {factors.map(({ factor, impact, mitigation }) => {
              const width = `${(Math.abs(impact) / largest) * 50}%`
              return (
                <li key={factor} className="impact">
                  <span className="strong">{words(factor)}</span>
                  <span>{points(impact)}</span>
                  <span className="impact-bar" aria-hidden="true">
                    <span
                      className={impact > 0 ? "worse" : "better"}
                      style={impact > 0 ? { left: "50%", width } : { right: "50%", width }}
                    />
                  </span>
                  {mitigation === "" ? null : <span className="small muted">{mitigation}</span>}
                </li>
              )
            })}
          </ol>
        )}
    </section>
  )
}
