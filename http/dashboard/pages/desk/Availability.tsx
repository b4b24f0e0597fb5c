import type * as ShowDate from "../../../../entities/domain/ShowDate.ts"
import type { VenueSummary } from "../../../../rpc/contract/VenueRpcs.ts"
import { useAvails } from "../../client/venues.ts"
import { NextDates } from "./NextDates.tsx"

interface Props {
  readonly venue: VenueSummary | undefined
  readonly date: ShowDate.ShowDate | undefined
  readonly onDate: (date: ShowDate.ShowDate) => void
}

/** Whether the date is still free there, before anybody asks for it. */
export const Availability = ({ date, onDate, venue }: Props) => {
  const stageId = venue?.stages[0]?.stageId
  const avails = useAvails(
    venue === undefined || stageId === undefined || date === undefined
      ? undefined
      : { venueId: venue.id, stageId, from: date, days: 28 }
  )
  if (avails.data === undefined || avails.isPlaceholderData) return null
  const free = avails.data.find((avail) => avail.date === date)
  return (
    <div role="status" className="stack-small">
      {free === undefined
        ? (
          <>
            <span className="badge badge-bad">Taken on this date</span>
            <NextDates avails={avails.data.slice(0, 3)} onDate={onDate} />
          </>
        )
        : (
          <span className={`badge ${free.level === 1 ? "badge-good" : "badge-warn"}`} data-testid="hold-level">
            {free.level === 1 ? "Free: you would be first hold" : `Held: you would be hold ${free.level}`}
          </span>
        )}
    </div>
  )
}
