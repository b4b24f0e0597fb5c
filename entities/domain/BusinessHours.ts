import { DateTime, Option } from "effect"
import * as ShowDate from "./ShowDate.ts"

const millisPerHour = 3_600_000

/** The instant that a day begins at in a zone; an unknown zone counts as UTC. */
export const startOfDay = (date: ShowDate.ShowDate, zone: string): number =>
  DateTime.makeZoned(`${date}T00:00:00`, { timeZone: zone, adjustForTimeZone: true }).pipe(
    Option.match({
      onNone: () => ShowDate.toEpochDay(date) * 86_400_000,
      onSome: DateTime.toEpochMillis
    })
  )

/**
 * The end of a window of so many hours that run on business days only: Monday to Friday, without `closed`. 24 hours from
 * a Friday afternoon end on Monday at the same time of day; a window opened on a closed day begins with the next open one.
 */
export const addBusinessHours = (
  from: number,
  hours: number,
  zone: string,
  closed: ReadonlyArray<ShowDate.ShowDate>
): number => {
  let rest = hours * millisPerHour
  let at = from
  let day = ShowDate.ofInstant(from, zone)
  // a closed list is at most 200 days, a window at most 30 business days: 400 days always suffice
  for (let days = 0; days < 400; days++) {
    const tomorrow = ShowDate.addDays(day, 1)
    const midnight = startOfDay(tomorrow, zone)
    if (isBusinessDay(day, closed)) {
      if (rest <= midnight - at) return at + rest
      rest -= midnight - at
    }
    at = midnight
    day = tomorrow
  }
  return at
}

const isBusinessDay = (date: ShowDate.ShowDate, closed: ReadonlyArray<ShowDate.ShowDate>): boolean => {
  const weekday = ShowDate.dayOfWeek(date)
  return weekday !== 0 && weekday !== 6 && !closed.includes(date)
}
