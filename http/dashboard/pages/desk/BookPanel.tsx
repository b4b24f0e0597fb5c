import { useEffect, useRef, useState } from "react"
import type { BookingView } from "../../../../entities/domain/Booking.ts"
import type { PredictionResponse } from "../../../../entities/domain/Forecast.ts"
import { useBookNow, useHoldDate } from "../../client/bookings.ts"
import type { Question } from "../../client/predictions.ts"
import { BookRefusal } from "./BookRefusal.tsx"
import { Review } from "./Review.tsx"
import { bookingOf, centsOf, type Terms } from "./terms.ts"

interface Props {
  readonly artistName: string
  readonly terms: Terms
  readonly question: Question | undefined
  readonly prediction: PredictionResponse | undefined
  readonly isWorking: boolean
  readonly onChange: (part: Partial<Terms>) => void
  readonly onBooked: (view: BookingView) => void
  readonly onHeld: (view: BookingView) => void
}

/** Two steps to a booked show: open the booking, look at what it says, confirm. */
export const BookPanel = (props: Props) => {
  const { artistName, isWorking, onChange, prediction, question, terms } = props
  const [open, setOpen] = useState(false)
  const review = useRef<HTMLDivElement>(null)
  const book = useBookNow(props.onBooked)
  const hold = useHoldDate(props.onHeld)
  const isSending = book.isPending || hold.isPending
  const badFee = terms.guarantee !== "" && centsOf(terms.guarantee) === undefined
  const booking = question === undefined || badFee ? undefined : bookingOf(question, terms, prediction?.predictionId)
  const refused = book.error === null ? hold : book
  const isAboutThis = refused.variables?.venueId === question?.venueId && refused.variables?.date === question?.date
  const error = isAboutThis ? refused.error : null
  useEffect(() => {
    if (open) review.current?.scrollIntoView({ block: "nearest" })
  }, [open])

  if (!open) {
    return (
      <button
        type="button"
        className="button button-primary button-wide"
        data-testid="book-now"
        onClick={() => setOpen(true)}
      >
        Book this show
      </button>
    )
  }
  return (
    <div className="stack" ref={review} role="group" aria-label="Booking">
      <Review artistName={artistName} terms={terms} question={question} onChange={onChange} />
      {error === null
        ? null
        : (
          <BookRefusal
            error={error}
            onRetry={() => booking && refused.mutate(booking)}
            onDate={(date) => onChange({ date })}
          />
        )}
      <button
        type="button"
        className="button button-primary button-wide"
        data-testid="confirm-booking"
        disabled={booking === undefined || isWorking || isSending}
        onClick={() => {
          hold.reset()
          if (booking) book.mutate(booking)
        }}
      >
        {book.isPending ? <span className="spinner" /> : null}
        {book.isPending ? "Booking…" : isWorking ? "Forecasting…" : "Confirm booking"}
      </button>
      <button
        type="button"
        className="button button-wide"
        data-testid="hold-date"
        disabled={booking === undefined || isWorking || isSending}
        onClick={() => {
          book.reset()
          if (booking) hold.mutate(booking)
        }}
      >
        {hold.isPending ? <span className="spinner" /> : null}
        Only hold the date
      </button>
      <button
        type="button"
        className="button button-quiet button-wide"
        disabled={isSending}
        onClick={() => setOpen(false)}
      >
        Back to planning
      </button>
    </div>
  )
}
