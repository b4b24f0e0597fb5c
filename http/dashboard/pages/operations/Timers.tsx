import type { Operations } from "../../../../rpc/contract/OperationsRpcs.ts"
import { whole, words } from "../../parts/format.ts"

const lag = (millis: number): string =>
  millis < 1_000
    ? `${whole(millis)} ms`
    : millis < 120_000
    ? `${(millis / 1000).toFixed(1)} s`
    : `${whole(millis / 60_000)} min`

/** What waits for its time, and what waits too long. */
export const Timers = ({ timers }: { readonly timers: Operations["timers"] }) => (
  <section className="card" aria-labelledby="timers">
    <h2 id="timers">Timers</h2>
    {timers.length === 0 ? <p className="muted">Nothing waits for its time.</p> : (
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="num">Waiting</th>
              <th scope="col" className="num">Due</th>
              <th scope="col" className="num">Late by</th>
            </tr>
          </thead>
          <tbody>
            {timers.map(({ due, kind, oldestLagMillis, waiting }) => (
              <tr key={kind}>
                <th scope="row">{words(kind)}</th>
                <td className="num">{whole(waiting)}</td>
                <td className="num">{whole(due)}</td>
                <td className="num">
                  {due === 0 ? "–" : lag(oldestLagMillis)}
                  {oldestLagMillis > 120_000 ? <span className="badge badge-warn">late</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)
