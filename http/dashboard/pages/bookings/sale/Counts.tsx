import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { sellable } from "../../../../../entities/domain/deal/Scaling.ts"
import { cents, instant, percent, whole } from "../../../parts/format.ts"
import { Table } from "../../../parts/Table.tsx"
import { AddCount } from "./AddCount.tsx"
import { CountsChart } from "./CountsChart.tsx"

const standings = { behind: "Behind the pace", onPace: "On pace", ahead: "Ahead of the pace" } as const

/** What the box office has reported, and where it leads. */
export const Counts = ({ booking }: { readonly booking: BookingView }) => {
  const { sale, terms } = booking
  const { pace, sold } = sale
  return (
    <section className="card" aria-labelledby="counts">
      <div className="card-head">
        <h2 id="counts">Ticket counts</h2>
        {pace === null
          ? null
          : <span className="badge badge-accent" data-testid="pace">{standings[pace.standing]}</span>}
      </div>
      <dl className="figures" data-testid="sold">
        <div>
          <dt>Sold</dt>
          <dd>
            {whole(sold)}
            <span className="note">
              {sale.sellable === 0 ? "" : `${percent(sold / sale.sellable)} of ${whole(sale.sellable)}`}
            </span>
          </dd>
        </div>
        <div>
          <dt>Gross</dt>
          <dd>{cents(sale.grossCents)}</dd>
        </div>
        <div>
          <dt>Final count, P50</dt>
          <dd>
            {pace === null ? "–" : whole(pace.p50)}
            <span className="note">
              {pace === null ? "needs a forecast and an on-sale date" : `P80 ${whole(pace.p80)}`}
            </span>
          </dd>
        </div>
      </dl>
      {sale.curve.length === 0
        ? <p className="muted">No count yet. The first one may be all zeros.</p>
        : <CountsChart sale={sale} showMillis={Date.parse(terms.date)} />}
      <Table
        rows={terms.show.scaling.tiers}
        keyOf={({ name }) => name}
        columns={[
          { head: "Tier", render: ({ name }) => name },
          { head: "Price", kind: "num", render: ({ priceCents }) => cents(priceCents) },
          {
            head: "Sold",
            kind: "num",
            render: (tier) => `${whole(countOf(booking, tier.name)?.sold ?? 0)} / ${whole(sellable(tier))}`
          },
          { head: "Comps", kind: "num", render: ({ name }) => whole(countOf(booking, name)?.comps ?? 0) },
          {
            head: "Counted",
            render: ({ name }) => {
              const at = countOf(booking, name)?.countedAtMillis
              return at === undefined ? "never" : instant(at)
            }
          }
        ]}
      />
      {booking.status === "confirmed" ? <AddCount booking={booking} /> : null}
    </section>
  )
}

export const countOf = (booking: BookingView, tier: string) => booking.sale.tiers.find((count) => count.tier === tier)
