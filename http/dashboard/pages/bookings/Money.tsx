import type { BookingView } from "../../../../entities/domain/Booking.ts"
import { useVenue } from "../../client/venues.ts"
import { cents, whole } from "../../parts/format.ts"
import { SheetChart } from "./SheetChart.tsx"
import { soldOutSheet } from "./soldOutSheet.ts"

/** What the show can bring: its prices, and the way from a sold-out gross to what is left. */
export const Money = ({ booking: { grossPotentialCents, terms } }: { readonly booking: BookingView }) => {
  const venue = useVenue(terms.venueId)
  const defaults = venue.data?.facts.defaults
  const lines = defaults === undefined ? [] : soldOutSheet(terms, defaults)
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
            {terms.tiers.map(({ allotment, name, priceCents }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{cents(priceCents)}</td>
                <td className="num">{whole(allotment)}</td>
                <td className="num">{cents(priceCents * allotment)}</td>
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
        <dt>Deal</dt>
        <dd>Flat fee</dd>
        <dt>Artist is paid</dt>
        <dd className="strong">{cents(terms.deal.guaranteeCents)}</dd>
      </dl>
      {lines.length === 0 ? null : (
        <div className="stack-small">
          <h3>If it sells out</h3>
          <p className="small muted">
            With the venue's own tax, fees and house costs, before what this show costs beside them. Striped bars are
            taken away.
          </p>
          <SheetChart lines={lines} />
        </div>
      )}
    </section>
  )
}
