import { useState } from "react"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import { useCancel } from "../../client/bookings.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { day } from "../../parts/format.ts"

/** Cancelling takes a reason and cannot be taken back. */
export const CancelDialog = ({ booking, onClose }: { readonly booking: BookingView; readonly onClose: () => void }) => {
  const [reason, setReason] = useState("")
  const cancel = useCancel(booking.id, onClose)
  const { artistName, date, venueName } = booking.terms
  return (
    <Dialog
      danger
      title="Cancel this booking?"
      confirm="Cancel the booking"
      working={cancel.isPending}
      onClose={onClose}
      onConfirm={() => reason.trim() !== "" && cancel.mutate(reason.trim())}
    >
      <p>
        {artistName} at {venueName} on {day(date)}{" "}
        ends here, and the date becomes free for others. This cannot be undone: booking it again is a new booking.
      </p>
      <div className="field">
        <label htmlFor="reason">Reason, kept in the history</label>
        <textarea
          id="reason"
          className="input"
          rows={3}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {cancel.error === null ? null : <Failure what="The booking was not cancelled" error={cancel.error} />}
    </Dialog>
  )
}
