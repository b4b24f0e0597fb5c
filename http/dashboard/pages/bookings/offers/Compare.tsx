import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import type { FieldChange } from "../../../../../entities/domain/deal/Comparison.ts"
import { useComparison } from "../../../client/offers.ts"
import { Answer } from "../../../parts/Answer.tsx"
import { cents, whole } from "../../../parts/format.ts"
import { SelectField } from "../../../parts/SelectField.tsx"
import { Skeleton } from "../../../parts/Skeleton.tsx"
import { Table } from "../../../parts/Table.tsx"

interface Props {
  readonly booking: BookingView
  readonly pair: readonly [from: number, to: number]
  readonly onChange: (pair: readonly [number, number]) => void
}

/** Two versions field by field, and what each change alone is worth. */
export const Compare = ({ booking, onChange, pair: [from, to] }: Props) => {
  const comparison = useComparison(booking.id, from, to)
  const versions = booking.offers.map(({ side, version }) =>
    [String(version), `Version ${version}, ${side === "promoter" ? "ours" : "the artist's"}`] as const
  )
  return (
    <section className="card" aria-labelledby="compare">
      <h2 id="compare">Compare versions</h2>
      <div className="filters">
        <SelectField
          label="From"
          value={String(from)}
          options={versions}
          onChange={(from) => onChange([Number(from), to])}
        />
        <SelectField
          label="To"
          value={String(to)}
          options={versions}
          onChange={(to) => onChange([from, Number(to)])}
        />
      </div>
      <Answer of={comparison} what="The versions could not be compared" loading={<Skeleton height={40} count={3} />}>
        {({ changes, total }) =>
          changes.length === 0 ?
            <p className="muted" role="status">The money terms are the same.</p> :
            (
              <div data-testid="offer-compare">
                <Table
                  rows={changes}
                  keyOf={({ path }) => path}
                  caption="What each change alone does to a sold-out show; all together in the last row."
                  columns={[
                    { head: "What", render: ({ label }) => label },
                    { head: "Before", kind: "num", render: (change) => valueOf(change, change.before) },
                    { head: "After", kind: "num", render: (change) => valueOf(change, change.after) },
                    {
                      head: "Artist",
                      kind: "num",
                      render: ({ effect }) => effect === null ? "–" : signed(effect.soldOut.talentPay)
                    },
                    {
                      head: "Promoter",
                      kind: "num",
                      render: ({ effect }) => effect === null ? "–" : signed(effect.soldOut.promoterResult)
                    }
                  ]}
                  foot={
                    <tr>
                      <th scope="row" colSpan={3}>All together</th>
                      <td className="num" data-label="Artist">{signed(total.soldOut.talentPay)}</td>
                      <td className="num" data-label="Promoter">{signed(total.soldOut.promoterResult)}</td>
                    </tr>
                  }
                />
              </div>
            )}
      </Answer>
    </section>
  )
}

const signed = (amount: number): string => amount > 0 ? `+${cents(amount)}` : amount < 0 ? `−${cents(-amount)}` : "±0"

const money = /(cents|cents\..*|cents\w*|Cents)$/
const share = /(share|share\..*|promoterProfit|rate)$/

const valueOf = ({ path }: FieldChange, value: unknown): string =>
  value === null
    ? "–"
    : typeof value === "number"
    ? money.test(path) ? cents(value) : share.test(path) ? `${value / 100} %` : whole(value)
    : typeof value === "string"
    ? value
    : typeof value === "object" && "name" in value
    ? String(value.name)
    : JSON.stringify(value)
