import { useState } from "react"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import { useConfirm, useHold } from "../../client/bookings.ts"
import { CancelDialog } from "./CancelDialog.tsx"

/** What can be done with a booking where it stands now. */
export const BookingActions = ({ booking }: { readonly booking: BookingView }) => {
  const hold = useHold(booking.id)
  const confirm = useConfirm(booking.id)
  const [isCancelling, setCancelling] = useState(false)
  const isBusy = hold.isPending || confirm.isPending || booking.underway !== null
  const isOpen = booking.status === "pending"
  const error = hold.error ?? confirm.error
  if (booking.status === "cancelled" || booking.status === "completed") return null
  return (
    <>
      {booking.stage === "inquiry"
        ? (
          <button type="button" className="button" disabled={isBusy} onClick={() => hold.mutate("hold")}>
            {hold.isPending ? <span className="spinner" /> : null}
            Hold the date
          </button>
        )
        : null}
      {isOpen && booking.holdLevel === 1
        ? (
          <button
            type="button"
            className="button button-primary"
            disabled={isBusy}
            onClick={() => confirm.mutate("confirm")}
          >
            {confirm.isPending ? <span className="spinner" /> : null}
            Confirm
          </button>
        )
        : null}
      <button
        type="button"
        className="button button-danger"
        data-testid="cancel-booking"
        disabled={isBusy}
        onClick={() => setCancelling(true)}
      >
        Cancel booking
      </button>
      {error === null ? null : <p className="hint-bad" role="alert">{error.message}</p>}
      {isCancelling ? <CancelDialog booking={booking} onClose={() => setCancelling(false)} /> : null}
    </>
  )
}
