import { Link, useSearchParams } from "react-router"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import type { BookingId } from "../../../../entities/domain/Ids.ts"
import { useBooking } from "../../client/bookings.ts"
import { Answer } from "../../parts/Answer.tsx"
import { day, instant, whole } from "../../parts/format.ts"
import { PageHead } from "../../parts/PageHead.tsx"
import { Segments } from "../../parts/Segments.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { StageBadge } from "../../parts/StageBadge.tsx"
import { useBookingId } from "../../parts/useIdParam.ts"
import { NotFoundPage } from "../NotFoundPage.tsx"
import { Activity } from "./Activity.tsx"
import { BookingActions } from "./BookingActions.tsx"
import { Holds } from "./Holds.tsx"
import { Money } from "./Money.tsx"
import { Offers } from "./offers/Offers.tsx"
import { Sale } from "./sale/Sale.tsx"
import { Steps } from "./Steps.tsx"

export const BookingPage = () => {
  const bookingId = useBookingId()
  return bookingId === undefined ? <NotFoundPage /> : <OfBooking key={bookingId} bookingId={bookingId} />
}

const OfBooking = ({ bookingId }: { readonly bookingId: BookingId }) => {
  const booking = useBooking(bookingId)
  return (
    <Answer
      of={booking}
      what="This booking could not be opened"
      loading={<Skeleton height={140} count={3} what="Opening the booking" />}
    >
      {(booking) => <Shown booking={booking} />}
    </Answer>
  )
}

const tabs = [["overview", "Overview"], ["offers", "Offers"], ["sale", "Sale"]] as const

const Shown = ({ booking }: { readonly booking: BookingView }) => {
  const { holdExpiresAtMillis, holdLevel, terms } = booking
  const [params, setParams] = useSearchParams()
  const tab = tabs.find(([name]) => name === params.get("tab"))?.[0] ?? "overview"
  return (
    <>
      <PageHead
        title={`${terms.artistName} at ${terms.venueName}`}
        back={{ to: "/bookings", label: "Bookings" }}
        actions={<BookingActions booking={booking} />}
      >
        <div className="row">
          <span>{day(terms.date)}</span>
          <StageBadge stage={booking.stage} />
          {holdLevel === null ? null : (
            <span className="badge badge-warn" data-testid="hold-level">
              Hold {holdLevel}
              {holdExpiresAtMillis === null ? "" : `, until ${instant(holdExpiresAtMillis)}`}
            </span>
          )}
          {booking.underway === null
            ? null
            : (
              <span className="badge badge-accent" role="status">
                <span className="spinner" /> {booking.underway} under way
              </span>
            )}
        </div>
      </PageHead>
      <Steps stage={booking.stage} />
      <div>
        <Segments label="Parts of the booking" value={tab} options={tabs} onChange={(tab) => setParams({ tab })} />
      </div>
      {tab === "offers" ? <Offers booking={booking} /> : null}
      {tab === "sale" ? <Sale booking={booking} /> : null}
      {tab === "overview" ? <Overview booking={booking} /> : null}
    </>
  )
}

const Overview = ({ booking }: { readonly booking: BookingView }) => {
  const { terms } = booking
  return (
    <div className="split">
      <Money booking={booking} />
      <div className="stack-large">
        <Holds booking={booking} />
        <section className="card" aria-labelledby="show">
          <h2 id="show">The show</h2>
          <dl className="facts">
            <dt>Artist</dt>
            <dd>
              <Link to={`/artists/${terms.artistId}`}>{terms.artistName}</Link>
            </dd>
            <dt>Venue</dt>
            <dd>{terms.venueName}</dd>
            <dt>Stage</dt>
            <dd>{terms.stageId}</dd>
            <dt>Date</dt>
            <dd>
              <Link to={`/calendar?month=${terms.date.slice(0, 7)}`}>{day(terms.date)}</Link>
            </dd>
            <dt>Capacity</dt>
            <dd>{whole(terms.show.scaling.capacity)}</dd>
            <dt>Opened</dt>
            <dd>{instant(booking.createdAtMillis)}</dd>
            <dt>Last change</dt>
            <dd>{instant(booking.updatedAtMillis)}</dd>
            <dt>Booking</dt>
            <dd className="mono small">{booking.id}</dd>
          </dl>
        </section>
        <Activity bookingId={booking.id} />
      </div>
    </div>
  )
}
