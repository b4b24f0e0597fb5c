import type { Component } from "../../../../rpc/contract/OperationsRpcs.ts"

const shown = {
  up: ["badge-good", "Up"],
  degraded: ["badge-warn", "Degraded"],
  down: ["badge-bad", "Down"]
} as const

/** Each part of the system: what does not work comes first. */
export const Components = ({ components }: { readonly components: ReadonlyArray<Component> }) => (
  <section className="stack" aria-labelledby="components">
    <h2 id="components">Parts</h2>
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">State</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {components.toSorted((a, b) =>
            rank[a.status] - rank[b.status]
          ).map(({ detail, name, status }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className={`badge ${shown[status][0]}`}>
                  <span className={status === "up" ? "dot dot-full" : "dot"} /> {shown[status][1]}
                </span>
              </td>
              <td className="muted">{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

const rank = { down: 0, degraded: 1, up: 2 }
