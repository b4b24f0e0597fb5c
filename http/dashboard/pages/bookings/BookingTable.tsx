import { Link } from "react-router"
import type { BookingSummary } from "../../../../rpc/contract/BookingRpcs.ts"
import { cents, compactMoney, day, whole } from "../../parts/format.ts"
import { StageBadge } from "../../parts/StageBadge.tsx"

export const BookingTable = ({ bookings }: { readonly bookings: ReadonlyArray<BookingSummary> }) => (
  <div className="table-wrap">
    <table className="table table-cards">
      <thead>
        <tr>
          <th scope="col">Show</th>
          <th scope="col">Date</th>
          <th scope="col">Stands at</th>
          <th scope="col" className="num">Places</th>
          <th scope="col" className="num">Gross potential</th>
        </tr>
      </thead>
      <tbody>
        {bookings.map((booking) => (
          <tr key={booking.id} data-testid="booking-row">
            <th scope="row">
              <Link to={`/bookings/${booking.id}`}>{booking.artistName}</Link>
              <div className="small muted">{booking.venueName}</div>
            </th>
            <td className="nowrap" data-label="Date">{day(booking.date)}</td>
            <td data-label="Stands at">
              <StageBadge stage={booking.state} />
            </td>
            <td className="num" data-label="Places">{whole(booking.capacity)}</td>
            <td className="num" data-label="Gross potential">
              <span title={cents(booking.grossPotentialCents)}>{compactMoney(booking.grossPotentialCents / 100)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
