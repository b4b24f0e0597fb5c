import type { HorizonErrors } from "../../../../rpc/contract/ModelRpcs.ts"
import { percent, whole } from "../../parts/format.ts"

interface Props {
  readonly promised: ReadonlyArray<HorizonErrors>
  readonly found: ReadonlyArray<HorizonErrors>
}

/** How far off, by how long before the show, beside the plainest answer there is. */
export const Horizons = ({ found, promised }: Props) => (
  <section className="card" aria-labelledby="horizons">
    <div>
      <h2 id="horizons">Error by days ahead</h2>
      <p className="small muted">Beside capacity × mean share, on the same shows.</p>
    </div>
    <HorizonTable caption="When it was trained" lines={promised} />
    {found.length === 0 ?
      <p className="muted small">No show that was forecast here has been played yet: nothing to judge it by.</p> :
      <HorizonTable caption="Forecasts given out here" lines={found} />}
  </section>
)

const HorizonTable = (
  { caption, lines }: { readonly caption: string; readonly lines: ReadonlyArray<HorizonErrors> }
) => (
  <div className="table-wrap">
    <table className="table">
      <caption className="small strong">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Days ahead</th>
          <th scope="col" className="num">Model</th>
          <th scope="col" className="num">Baseline</th>
          <th scope="col" className="num">In band</th>
          <th scope="col" className="num">Shows</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ coverage, fromDays, mape, naiveMape, shows }) => (
          <tr key={fromDays}>
            <th scope="row">{fromDays} and more</th>
            <td className="num">
              <span className={mape < naiveMape ? "badge badge-good" : "badge badge-warn"}>{percent(mape, 1)}</span>
            </td>
            <td className="num">{percent(naiveMape, 1)}</td>
            <td className="num">{percent(coverage)}</td>
            <td className="num">{whole(shows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
