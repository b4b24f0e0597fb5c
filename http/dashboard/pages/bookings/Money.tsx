import { Fragment } from "react"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import { sellable } from "../../../../entities/domain/deal/Scaling.ts"
import { potential } from "../../../../entities/domain/deal/Waterfall.ts"
import { cents, whole } from "../../parts/format.ts"
import { dealName } from "./dealName.ts"
import { SheetChart } from "./SheetChart.tsx"
import { soldOutSheet } from "./soldOutSheet.ts"

/** What the show can bring: its prices, and the way from a sold-out gross to what is left. */
export const Money = ({ booking: { grossPotentialCents, terms: { show } } }: { readonly booking: BookingView }) => {
  const walkouts = potential(show).talents
  return (
    <section className="card" aria-labelledby="money">
      <h2 id="money">Money</h2>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col" className="num">Price</th>
              <th scope="col" className="num">Tickets</th>
              <th scope="col" className="num">Potential</th>
            </tr>
          </thead>
          <tbody>
            {show.scaling.tiers.map((tier) => (
              <tr key={tier.name}>
                <th scope="row">{tier.name}</th>
                <td className="num">{cents(tier.priceCents)}</td>
                <td className="num">{whole(sellable(tier))}</td>
                <td className="num">{cents(tier.priceCents * sellable(tier))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>Gross potential</th>
              <td className="num">{cents(grossPotentialCents)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <dl className="facts">
        {show.talents.map(({ deal, name }, index) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{dealName(deal.terms)}</dd>
            <dt>If it sells out, paid</dt>
            <dd className="strong">{cents(walkouts[index]?.pay ?? 0)}</dd>
          </Fragment>
        ))}
      </dl>
      <div className="stack-small">
        <h3>If it sells out</h3>
        <p className="small muted">
          With the tax, fees and costs of its deal. Striped bars are taken away.
        </p>
        <SheetChart lines={soldOutSheet(show)} />
      </div>
    </section>
  )
}
