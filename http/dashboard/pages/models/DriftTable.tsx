import { useState } from "react"
import type { ModelReport } from "../../../../rpc/contract/ModelRpcs.ts"
import { percent, whole, words } from "../../parts/format.ts"

const few = 8

/** How far questions have moved from what the champion has learned, feature by feature. */
export const DriftTable = (
  { drift: { features, questions, threshold, windowDays } }: { readonly drift: ModelReport["drift"] }
) => {
  const [all, setAll] = useState(false)
  const moved = features.filter(({ psi }) => psi > threshold).length
  return (
    <section className="stack" aria-labelledby="drift">
      <div>
        <h2 id="drift">Drift</h2>
        <p className="small muted">
          {questions === 0 ?
            "No question has been counted yet; they are counted by the minute." :
            `${
              whole(questions)
            } questions of the last ${windowDays} days against training: ${moved} of ${features.length} ` +
            `features moved (stability index above ${threshold}).`}
        </p>
      </div>
      {questions === 0 ? null : (
        <>
          <div className="table-wrap">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Feature</th>
                  <th scope="col">Stability index</th>
                  <th scope="col" className="num">Missing</th>
                </tr>
              </thead>
              <tbody>
                {features.slice(0, all ? features.length : few).map(({ feature, missing, psi }) => (
                  <tr key={feature}>
                    <th scope="row">{words(feature)}</th>
                    <td>
                      <span className="share">
                        <span className="meter" aria-hidden="true">
                          <span style={{ width: percent(Math.min(1, psi)) }} />
                        </span>
                        {psi.toFixed(2)} {psi > threshold ? <span className="badge badge-warn">moved</span> : null}
                      </span>
                    </td>
                    <td className="num">{percent(missing)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <button type="button" className="button button-quiet" onClick={() => setAll(!all)}>
            {all ? "Show the most moved" : `Show all ${features.length}`}
          </button>
        </>
      )}
    </section>
  )
}
