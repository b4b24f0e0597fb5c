import { Icon } from "../../parts/Icon.tsx"
import { NumberField } from "../../parts/NumberField.tsx"
import { SelectField } from "../../parts/SelectField.tsx"
import { Table } from "../../parts/Table.tsx"
import { TextField } from "../../parts/TextField.tsx"
import { type DraftCost, freshName, replaced, without } from "./draft.ts"

const columns = ["budget", "estimated", "actual", "reported"] as const
type Figure = (typeof columns)[number]

const heads: Record<Figure, string> = {
  budget: "Offer budget",
  estimated: "Estimated",
  actual: "Actual",
  reported: "Reported"
}

const bases: ReadonlyArray<readonly [DraftCost["basis"], string]> = [
  ["fixed", "$ fixed"],
  ["perTicket", "$ a ticket"],
  ["gross", "% of gross"],
  ["netGross", "% of net gross"],
  ["net", "% of net"],
  ["expenses", "% of expenses"]
]

const figuresOf = (line: DraftCost) => "cents" in line ? line.cents : line.share

/** The same line with another figure; undefined takes it out, and the column before it counts. */
const withFigure = (line: DraftCost, column: Figure, value: number | undefined): DraftCost => {
  const { [column]: _, ...others } = figuresOf(line)
  const figures = { budget: 0, ...others, ...(value === undefined ? {} : { [column]: value }) }
  return "cents" in line ? { ...line, cents: figures } : { ...line, share: figures }
}

const onBasis = (line: DraftCost, basis: DraftCost["basis"]): DraftCost => {
  const { budget } = figuresOf(line)
  return basis === "fixed" || basis === "perTicket"
    ? { name: line.name, basis, cents: "cents" in line ? line.cents : { budget } }
    : { name: line.name, basis, share: "share" in line ? line.share : { budget: Math.min(budget, 10_000) } }
}

interface Props {
  readonly costs: ReadonlyArray<DraftCost>
  readonly onChange: (costs: ReadonlyArray<DraftCost>) => void
}

/** Cost lines in their four columns: what the offer says, what is expected, what was paid, what the artist is shown. */
export const CostsEditor = ({ costs, onChange }: Props) => (
  <section className="card" aria-labelledby="costs">
    <div className="card-head">
      <h2 id="costs">Costs</h2>
      <button
        type="button"
        className="button button-small"
        onClick={() => onChange([...costs, { name: freshName("Cost", costs), basis: "fixed", cents: { budget: 0 } }])}
      >
        Add a cost
      </button>
    </div>
    <p className="small muted">
      An empty column counts as the one before it. The artist is shown the reported figures.
    </p>
    {costs.length === 0 ? <p className="muted">No costs yet.</p> : (
      <Table
        rows={costs.map((line, at) => ({ line, at }))}
        keyOf={({ at }) => at}
        columns={[
          {
            head: "Cost",
            render: ({ at, line }) => (
              <TextField
                label={`Name of cost ${at + 1}`}
                hideLabel
                value={line.name}
                onChange={(name) => onChange(replaced(costs, at, { ...line, name }))}
              />
            )
          },
          {
            head: "Basis",
            render: ({ at, line }) => (
              <SelectField
                label={`Basis of ${line.name}`}
                hideLabel
                value={line.basis}
                options={bases}
                onChange={(basis) => onChange(replaced(costs, at, onBasis(line, basis)))}
              />
            )
          },
          ...columns.map((column) => ({
            head: heads[column],
            render: ({ at, line }: { readonly at: number; readonly line: DraftCost }) => (
              <NumberField
                label={`${heads[column]} of ${line.name}`}
                hideLabel
                scale={100}
                value={figuresOf(line)[column]}
                placeholder={column === "budget" ? "0" : "–"}
                onChange={(value) => onChange(replaced(costs, at, withFigure(line, column, value)))}
                onClear={() =>
                  column === "budget" || onChange(replaced(costs, at, withFigure(line, column, undefined)))}
              />
            )
          })),
          {
            head: "Remove",
            kind: "actions" as const,
            render: ({ at, line }) => (
              <button
                type="button"
                className="button button-icon button-quiet"
                aria-label={`Remove ${line.name}`}
                onClick={() => onChange(without(costs, at))}
              >
                <Icon name="close" />
              </button>
            )
          }
        ]}
      />
    )}
  </section>
)
