import type { ArmErrors } from "../../../../rpc/contract/ModelRpcs.ts"
import { percent, whole } from "../../parts/format.ts"

/** Champion and shadow on the same played shows. */
export const Arms = ({ arms }: { readonly arms: ReadonlyArray<ArmErrors> }) =>
  arms.length === 0 ? null : (
    <section className="stack" aria-labelledby="arms">
      <h2 id="arms">Trial beside the champion</h2>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" className="num">Mean error</th>
              <th scope="col" className="num">In band</th>
              <th scope="col" className="num">Shows</th>
              <th scope="col" className="num">Answered by it</th>
            </tr>
          </thead>
          <tbody>
            {arms.map(({ coverage, mape, served, shows, version }) => (
              <tr key={version}>
                <th scope="row" className="mono">{version}</th>
                <td className="num">{percent(mape, 1)}</td>
                <td className="num">{percent(coverage)}</td>
                <td className="num">{whole(shows)}</td>
                <td className="num">{whole(served)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
