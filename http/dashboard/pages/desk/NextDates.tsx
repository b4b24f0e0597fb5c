import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { Avail } from "../../../../entities/domain/VenueRefusals.ts"
import { day } from "../../parts/format.ts"

/** Free dates to go on with; a click takes the date into the form. */
export const NextDates = (
  { avails, onDate }: { readonly avails: ReadonlyArray<Avail>; readonly onDate: (date: ShowDate) => void }
) =>
  avails.length === 0
    ? <p className="small">No date is free in the weeks after.</p>
    : (
      <div className="stack-small">
        <p className="small">Next free dates</p>
        <div className="chips">
          {avails.map(({ date, level }) => (
            <button
              key={date}
              type="button"
              className="button button-small"
              data-testid="next-date"
              onClick={() => onDate(date)}
            >
              {day(date)}
              {level > 1 ? ` (hold ${level})` : ""}
            </button>
          ))}
        </div>
      </div>
    )
