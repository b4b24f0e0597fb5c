import { Link } from "react-router"
import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { CalendarDay } from "../../../../rpc/contract/VenueRpcs.ts"
import { day, instant } from "../../parts/format.ts"
import { StageBadge } from "../../parts/StageBadge.tsx"

/** One day: each stage that is booked or held on it. */
export const DayPanel = (
  { date, days }: { readonly date: ShowDate | undefined; readonly days: ReadonlyArray<CalendarDay> }
) => {
  const entries = days.filter((entry) => entry.date === date)
  return (
    <section className="card" aria-labelledby="day" aria-live="polite">
      <h2 id="day">{date === undefined ? "A day" : day(date)}</h2>
      {date === undefined ? <p className="muted">Choose a day to see what is on it.</p> : null}
      {date !== undefined && entries.length === 0 ? <p className="muted">Nothing is booked or held.</p> : null}
      <ul className="stack">
        {entries.map(({ bookedBy, holds, stageId, venueId, venueName }) => (
          <li key={`${venueId} ${stageId}`} className="stack-small">
            {bookedBy === null ? null : (
              <div className="row-apart">
                <Link to={`/bookings/${bookedBy.bookingId}`}>{bookedBy.artistName ?? "A booking"}</Link>
                {bookedBy.state === null ? null : <StageBadge stage={bookedBy.state} />}
              </div>
            )}
            <span className={bookedBy === null ? "strong" : "small muted"}>{venueName}</span>
            {holds.map(({ bookingId, expiresAt, level }) => (
              <span key={level} className="small">
                <span className="badge badge-warn">{level}H</span>{" "}
                <Link to={`/bookings/${bookingId}`}>
                  {expiresAt === null ? "held" : `held until ${instant(expiresAt)}`}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
