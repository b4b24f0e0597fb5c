import type { ReactNode } from "react"

export interface Column<Row> {
  /** also what stands beside the figure where a narrow screen shows each row as a card */
  readonly head: string
  readonly render: (row: Row, index: number) => ReactNode
  /** `full`: the whole width of a card; `actions`: its head is for screen readers only */
  readonly kind?: "num" | "nowrap" | "full" | "actions"
}

interface Props<Row> {
  /** the first one names its row */
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: ReadonlyArray<Row>
  readonly keyOf: (row: Row) => string | number
  readonly caption?: ReactNode
  readonly rowTestId?: string
  readonly foot?: ReactNode
}

/** A table that turns into cards on a narrow screen. */
export function Table<Row>({ caption, columns, foot, keyOf, rows, rowTestId }: Props<Row>) {
  return (
    <div className="table-wrap">
      <table className="table table-cards">
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ head, kind }) => (
              <th key={head} scope="col" className={kind === "num" ? "num" : undefined}>
                {kind === "actions" ? <span className="visually-hidden">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row)} data-testid={rowTestId}>
              {columns.map(({ head, kind, render }, place) =>
                place === 0
                  ? <th key={head} scope="row" className={kind}>{render(row, index)}</th>
                  : (
                    <td
                      key={head}
                      className={kind}
                      data-label={kind === "actions" || kind === "full" ? undefined : head}
                    >
                      {render(row, index)}
                    </td>
                  )
              )}
            </tr>
          ))}
        </tbody>
        {foot === undefined ? null : <tfoot>{foot}</tfoot>}
      </table>
    </div>
  )
}
