import { useState } from "react"
import { useSearchParams } from "react-router"
import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { VenueSummary } from "../../../../rpc/contract/VenueRpcs.ts"
import { useCalendar } from "../../client/venues.ts"
import { Failure } from "../../parts/Failure.tsx"
import { month as monthName, today } from "../../parts/format.ts"
import { Icon } from "../../parts/Icon.tsx"
import { PageHead } from "../../parts/PageHead.tsx"
import { VenueCombobox } from "../../parts/VenueCombobox.tsx"
import { Avails } from "./Avails.tsx"
import { DayPanel } from "./DayPanel.tsx"
import { isMonth, monthAfter, weeksOf } from "./month.ts"
import { MonthTable } from "./MonthTable.tsx"

/** Holds and shows of all rooms or of one, a month at a time. */
export const CalendarPage = () => {
  const [params, setParams] = useSearchParams()
  const asked = params.get("month")
  const month = isMonth(asked) ? asked : today().slice(0, 7)
  const [venue, setVenue] = useState<VenueSummary | undefined>(undefined)
  const [chosen, setChosen] = useState<ShowDate | undefined>(undefined)
  const weeks = weeksOf(month)
  const first = weeks[0]?.[0] ?? today()
  const calendar = useCalendar(first, weeks.length * 7, venue?.id)
  const days = calendar.data ?? []
  const go = (month: string) => {
    setChosen(undefined)
    setParams({ month }, { replace: true })
  }
  return (
    <>
      <PageHead title="Calendar">Who plays where, and which dates are held.</PageHead>
      <div className="row-apart">
        <div className="row">
          <button
            type="button"
            className="button button-icon"
            aria-label="Month before"
            onClick={() => go(monthAfter(month, -1))}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            className="button button-icon"
            aria-label="Month after"
            onClick={() => go(monthAfter(month, 1))}
          >
            <Icon name="right" />
          </button>
          <button type="button" className="button" onClick={() => go(today().slice(0, 7))}>Today</button>
          <h2 aria-live="polite" data-testid="month">{monthName(`${month}-01`)}</h2>
          {calendar.isFetching ? <span className="spinner" role="status" aria-label="Loading" /> : null}
        </div>
        <ul className="legend">
          <li>
            <span className="event">Booked</span>
          </li>
          <li>
            <span className="event event-hold">1H held, first of the queue</span>
          </li>
        </ul>
      </div>
      {calendar.error === null ?
        null :
        (
          <Failure
            what="The calendar could not be read"
            error={calendar.error}
            onRetry={() => void calendar.refetch()}
          />
        )}
      <div className="calendar-layout">
        <MonthTable month={month} weeks={weeks} days={days} chosen={chosen} today={today()} onChoose={setChosen} />
        <div className="stack">
          <div className="card">
            <VenueCombobox
              label="Only this venue"
              placeholder="All venues"
              value={venue}
              onChange={setVenue}
            />
            {venue === undefined
              ? <p className="small muted">Choose a venue to see its free dates.</p>
              : <Avails key={venue.id} venue={venue} from={chosen ?? today()} />}
          </div>
          <DayPanel date={chosen} days={days} />
        </div>
      </div>
    </>
  )
}
