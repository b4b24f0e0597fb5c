import { useSearchParams } from "react-router"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import type { BookingId } from "../../../../entities/domain/Ids.ts"
import { useBooking } from "../../client/bookings.ts"
import { useOffer } from "../../client/offers.ts"
import { Answer } from "../../parts/Answer.tsx"
import { Skeleton } from "../../parts/Skeleton.tsx"
import { useBookingId } from "../../parts/useIdParam.ts"
import { NotFoundPage } from "../NotFoundPage.tsx"
import { DealBuilder } from "./DealBuilder.tsx"

const loading = <Skeleton height={160} count={3} what="Opening the deal" />

/** The deal of a booking, to be built: from its newest version, or from the booking where there is none. */
export const DealPage = () => {
  const bookingId = useBookingId()
  return bookingId === undefined ? <NotFoundPage /> : <OfBooking key={bookingId} bookingId={bookingId} />
}

const OfBooking = ({ bookingId }: { readonly bookingId: BookingId }) => {
  const booking = useBooking(bookingId)
  return (
    <Answer of={booking} what="This booking could not be opened" loading={loading}>
      {(booking) => <FromNewest booking={booking} />}
    </Answer>
  )
}

const FromNewest = ({ booking }: { readonly booking: BookingView }) => {
  const [params] = useSearchParams()
  const newest = booking.offers.at(-1)
  const offer = useOffer(booking.id, newest?.version)
  const answers = params.get("answers") === null ? undefined : newest?.version
  return newest === undefined
    ? <DealBuilder booking={booking} start={booking.terms.show} answers={undefined} />
    : (
      <Answer of={offer} what="The offer could not be read" loading={loading}>
        {({ offer }) => <DealBuilder booking={booking} start={offer.terms.show} answers={answers} />}
      </Answer>
    )
}
