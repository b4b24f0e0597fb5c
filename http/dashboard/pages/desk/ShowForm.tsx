import * as ShowDate from "../../../../entities/domain/ShowDate.ts"
import { today, whole } from "../../parts/format.ts"
import { VenueCombobox } from "../../parts/VenueCombobox.tsx"
import { Availability } from "./Availability.tsx"
import { centsOf, dateOf, type Terms } from "./terms.ts"

interface Props {
  readonly terms: Terms
  readonly onChange: (part: Partial<Terms>) => void
}

/** Room, date and price of a show. */
export const ShowForm = ({ onChange, terms }: Props) => {
  const date = dateOf(terms.date)
  const cents = centsOf(terms.price)
  const days = date === undefined ? undefined : ShowDate.daysBetween(today(), date)
  return (
    <div className="stack">
      <h2>The show</h2>
      <VenueCombobox value={terms.venue} onChange={(venue) => onChange({ venue })} />
      <div className="field">
        <label htmlFor="date">Date</label>
        <input
          id="date"
          data-testid="date-picker"
          className="input"
          type="date"
          value={terms.date}
          aria-describedby="date-hint"
          onChange={(event) => onChange({ date: event.target.value })}
        />
        <span className="hint" id="date-hint">
          {days === undefined
            ? "The day of the show, where the venue is"
            : days < 0
            ? "This day has passed: the show is entered after the fact"
            : days === 0
            ? "Today"
            : `${whole(days)} days from now`}
        </span>
        <Availability venue={terms.venue} date={date} onDate={(date) => onChange({ date })} />
      </div>
      <div className="field">
        <label htmlFor="price">Ticket price</label>
        <div className="input-prefix">
          <span aria-hidden="true">$</span>
          <input
            id="price"
            data-testid="ticket-price"
            className="input"
            type="number"
            inputMode="decimal"
            min="0"
            max="1000000"
            step="any"
            value={terms.price}
            aria-invalid={terms.price !== "" && cents === undefined}
            aria-describedby="price-hint"
            onChange={(event) => onChange({ price: event.target.value })}
          />
        </div>
        <span className={terms.price !== "" && cents === undefined ? "hint-bad" : "hint"} id="price-hint">
          {terms.price !== "" && cents === undefined
            ? "A price is 0 to 1,000,000"
            : "What one ticket costs at the door, fees included"}
        </span>
      </div>
    </div>
  )
}
