import type { ShowDate } from "../../../../entities/domain/ShowDate.ts"
import type { CalendarDay } from "../../../../rpc/contract/VenueRpcs.ts"
import { day } from "../../parts/format.ts"

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
const shown = 3

interface Props {
  readonly month: string
  readonly weeks: ReadonlyArray<ReadonlyArray<ShowDate>>
  readonly days: ReadonlyArray<CalendarDay>
  readonly chosen: ShowDate | undefined
  readonly today: ShowDate
  readonly onChoose: (date: ShowDate) => void
}

export const MonthTable = ({ chosen, days, month, onChoose, today, weeks }: Props) => (
  <table className="month">
    <thead>
      <tr>
        {weekdays.map((name) => (
          <th key={name} scope="col">
            <abbr title={name}>{name.slice(0, 3)}</abbr>
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {weeks.map((week) => (
        <tr key={week[0]}>
          {week.map((date) => (
            <td key={date} className={date.startsWith(month) ? undefined : "outside"}>
              <Day
                date={date}
                entries={days.filter((entry) => entry.date === date)}
                isChosen={date === chosen}
                isToday={date === today}
                onChoose={onChoose}
              />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

interface DayProps {
  readonly date: ShowDate
  readonly entries: ReadonlyArray<CalendarDay>
  readonly isChosen: boolean
  readonly isToday: boolean
  readonly onChoose: (date: ShowDate) => void
}

const Day = ({ date, entries, isChosen, isToday, onChoose }: DayProps) => (
  <button
    type="button"
    className="day"
    aria-pressed={isChosen}
    aria-label={`${day(date)}${isToday ? ", today" : ""}: ${countOf(entries)}`}
    data-today={isToday}
    onClick={() => onChoose(date)}
  >
    <span className="day-number">{Number(date.slice(8))}</span>
    {entries.slice(0, shown).map((entry) => (
      <span
        key={`${entry.venueId} ${entry.stageId}`}
        data-testid="calendar-event"
        className={entry.bookedBy === null ? "event event-hold" : "event"}
      >
        {entry.bookedBy === null
          ? `${entry.holds.length}H ${entry.venueName}`
          : `${entry.bookedBy.artistName ?? "Booked"} · ${entry.venueName}`}
      </span>
    ))}
    {entries.length > shown ? <span className="small muted">+{entries.length - shown}</span> : null}
  </button>
)

const countOf = (entries: ReadonlyArray<CalendarDay>): string => {
  const booked = entries.filter(({ bookedBy }) => bookedBy !== null).length
  const held = entries.length - booked
  return booked + held === 0 ? "nothing" : `${booked} booked, ${held} held`
}
