import type { TrainingRun } from "../../../../rpc/contract/ModelRpcs.ts"
import { instant, percent, whole, words } from "../../parts/format.ts"

const badges = {
  queued: "badge-outline",
  running: "badge-accent",
  succeeded: "badge-good",
  failed: "badge-bad"
} as const

/** Trainings, the newest first. */
export const RunTable = ({ runs }: { readonly runs: ReadonlyArray<TrainingRun> }) => (
  <section className="stack" aria-labelledby="runs">
    <h2 id="runs">Trainings</h2>
    {runs.length === 0 ? <p className="muted">Nothing was trained here yet.</p> : (
      <div className="table-wrap">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">Asked for</th>
              <th scope="col">Why</th>
              <th scope="col">State</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {runs.map(({ actor, id, outcome, reason, requestedAt, roundsAll, roundsDone, shows, state }) => (
              <tr key={id} data-testid="training-run">
                <td data-label="Asked for">{instant(requestedAt)}</td>
                <td data-label="Why">
                  {words(reason)} <span className="small muted">{actor}</span>
                </td>
                <td data-label="State">
                  <span className={`badge ${badges[state]}`}>{words(state)}</span>
                  {state === "running" && roundsAll > 0 ?
                    (
                      <span className="share">
                        <progress value={roundsDone} max={roundsAll} aria-label="Progress of the training" />
                        {percent(roundsDone / roundsAll)}
                      </span>
                    ) :
                    null}
                </td>
                <td data-label="Outcome">
                  {outcome ?? <span className="muted">–</span>}
                  {shows === null ? null : <div className="small muted">{whole(shows)} shows known</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)
