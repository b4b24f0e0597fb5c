import type { Operations } from "../../../../rpc/contract/OperationsRpcs.ts"
import { percent, whole, words } from "../../parts/format.ts"
import { platformNames } from "../../parts/platformNames.ts"

/** How looking at the platforms goes. */
export const Scrapes = ({ scrapes }: { readonly scrapes: Operations["scrapes"] }) => (
  <section className="stack" aria-labelledby="scrapes">
    <h2 id="scrapes">Platforms</h2>
    <div className="table-wrap">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">Platform</th>
            <th scope="col">Looks that worked</th>
            <th scope="col" className="num">Failed</th>
            <th scope="col">Newest reasons</th>
            <th scope="col">Circuit</th>
          </tr>
        </thead>
        <tbody>
          {scrapes.map(({ circuit, failed, platform, reasons, succeeded }) => {
            const share = succeeded + failed === 0 ? 0 : succeeded / (succeeded + failed)
            return (
              <tr key={platform}>
                <th scope="row">{platformNames[platform]}</th>
                <td data-label="Looks that worked">
                  <span className="share">
                    <span className="meter" aria-hidden="true">
                      <span style={{ width: percent(share) }} />
                    </span>
                    {succeeded + failed === 0 ? "none yet" : `${percent(share)} of ${whole(succeeded + failed)}`}
                  </span>
                </td>
                <td className="num" data-label="Failed">{whole(failed)}</td>
                <td data-label="Newest reasons">
                  {reasons.length === 0 ? <span className="muted">none</span> : (
                    <span className="chips">
                      {reasons.map(({ count, reason }) => (
                        <span key={reason} className="badge">{words(reason)} ×{count}</span>
                      ))}
                    </span>
                  )}
                </td>
                <td data-label="Circuit">
                  <span className="badge">{words(circuit)}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  </section>
)
