import * as ShowDate from "../../../../entities/domain/ShowDate.ts"

/** The weeks of a month as a calendar shows them, Monday first, with the days around it that fill them up. */
export const weeksOf = (month: string): ReadonlyArray<ReadonlyArray<ShowDate.ShowDate>> => {
  const first = ShowDate.make(`${month}-01`)
  const start = ShowDate.addDays(first, -((ShowDate.dayOfWeek(first) + 6) % 7))
  const next = ShowDate.make(`${monthAfter(month, 1)}-01`)
  const weeks = Math.ceil(ShowDate.daysBetween(start, next) / 7)
  return Array.from(
    { length: weeks },
    (_, week) => Array.from({ length: 7 }, (_, day) => ShowDate.addDays(start, week * 7 + day))
  )
}

/** `YYYY-MM`, so many months on. */
export const monthAfter = (month: string, months: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`
}

export const isMonth = (text: string | null): text is string =>
  text !== null && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text)
