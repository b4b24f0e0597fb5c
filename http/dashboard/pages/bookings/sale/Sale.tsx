import type { BookingView } from "../../../../../entities/domain/Booking.ts"
import { Empty } from "../../../parts/Empty.tsx"
import { Counts } from "./Counts.tsx"
import { Payments } from "./Payments.tsx"
import { PriceMoves } from "./PriceMoves.tsx"
import { SaleDatesForm } from "./SaleDatesForm.tsx"

/** What follows once a show is confirmed. */
export const Sale = ({ booking }: { readonly booking: BookingView }) =>
  booking.status === "confirmed" || booking.status === "completed"
    ? (
      <>
        <Counts booking={booking} />
        <SaleDatesForm booking={booking} />
        <PriceMoves booking={booking} />
        <Payments booking={booking} />
      </>
    )
    : (
      <Empty title="Not confirmed yet">
        <p>Ticket counts, sale dates and deposits begin once the show is confirmed.</p>
      </Empty>
    )
