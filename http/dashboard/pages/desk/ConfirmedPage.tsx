import { Link } from "react-router"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import { guaranteeOf } from "../../../../entities/domain/deal/Deal.ts"
import { totalSellable } from "../../../../entities/domain/deal/Scaling.ts"
import type { BookingId } from "../../../../entities/domain/Ids.ts"
import { useBooking } from "../../client/bookings.ts"
import { Answer } from "../../parts/Answer.tsx"
import { cents, day, whole } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { Notice } from "../../parts/Notice.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { useBookingId } from "../../parts/useIdParam.ts"
import { NotFoundPage } from "../NotFoundPage.tsx"

export const ConfirmedPage = () => {
  const bookingId = useBookingId()
  return bookingId === undefined ? <NotFoundPage /> : <Confirmed bookingId={bookingId} />
}

/** Says "confirmed" only once the booking says so itself. */
const Confirmed = ({ bookingId }: { readonly bookingId: BookingId }) => {
  const booking = useBooking(bookingId)
  return (
    <Answer
      of={booking}
      what="The booking could not be opened"
      loading={<Skeleton height={280} what="Opening the booking" />}
    >
      {(booking) =>
        booking.status === "confirmed" || booking.status === "completed"
          ? <Done booking={booking} />
          : booking.underway !== null
          ? (
            <>
              <PageHead title="Confirming the booking" />
              <p className="row" role="status">
                <span className="spinner" /> The venue is being asked for the date…
              </p>
            </>
          )
          : (
            <>
              <PageHead title="This booking is not confirmed" />
              <Notice tone="warn" alert>
                <p>It stands at “{booking.stage}”.</p>
                <p>
                  <Link to={`/bookings/${booking.id}`}>Open the booking</Link>
                </p>
              </Notice>
            </>
          )}
    </Answer>
  )
}

const Done = ({ booking: { grossPotentialCents, id, terms } }: { readonly booking: BookingView }) => (
  <>
    <PageHead title="Booking" back={{ to: "/bookings", label: "Bookings" }} />
    <section className="card confirmed">
      <span className="confirmed-mark">
        <Icon name="check" />
      </span>
      <div role="status" className="stack-small">
        <h2 data-testid="confirmation-message">Booking confirmed</h2>
        <p>
          {terms.artistName} plays {terms.venueName} on {day(terms.date)}.
        </p>
      </div>
      <dl className="facts">
        <dt>Tickets</dt>
        <dd>{whole(totalSellable(terms.show.scaling))}</dd>
        <dt>Gross potential</dt>
        <dd>{cents(grossPotentialCents)}</dd>
        <dt>Artist's guarantee</dt>
        <dd>{cents(terms.show.talents.reduce((sum, { deal }) => sum + guaranteeOf(deal.terms), 0))}</dd>
        <dt>Booking</dt>
        <dd className="mono small">{id}</dd>
      </dl>
      <div className="row">
        <Link className="button button-primary" to={`/bookings/${id}`}>Open the booking</Link>
        <Link className="button" to={`/calendar?month=${terms.date.slice(0, 7)}`}>See it in the calendar</Link>
        <Link className="button button-quiet" to="/">Find another act</Link>
      </div>
    </section>
  </>
)
