import { useImports } from "../../client/history.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { instant, whole } from "../../parts/format.ts"
import { Skeleton } from "../../parts/Skeleton.tsx"

export const Imports = () => (
  <section className="card" aria-labelledby="imports">
    <h2 id="imports">Imported so far</h2>
    <Answer of={useImports()} what="The imports cannot be listed" loading={<Skeleton height={44} count={2} />}>
      {(imports) =>
        imports.length === 0
          ? (
            <Empty title="Nothing yet">
              <p className="muted">Forecasts know the shows of others only.</p>
            </Empty>
          )
          : (
            <div className="table-wrap">
              <table className="table table-cards">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">By</th>
                    <th scope="col" className="num">New</th>
                    <th scope="col" className="num">Changed</th>
                    <th scope="col" className="num">Left out</th>
                  </tr>
                </thead>
                <tbody>
                  {imports.map(({ at, by, counts, id }) => (
                    <tr key={id}>
                      <th scope="row">{instant(at)}</th>
                      <td data-label="By">{by}</td>
                      <td className="num" data-label="New">{whole(counts.added)}</td>
                      <td className="num" data-label="Changed">{whole(counts.changed)}</td>
                      <td className="num" data-label="Left out">{whole(counts.faulty)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
    </Answer>
  </section>
)
