import { Either, Schema } from "effect"

const millisPerDay = 86_400_000

const written = /^(\d{4})-(\d{2})-(\d{2})$/

const isDay = (text: string): boolean => {
  const match = written.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

const daysIn = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
    : month % 2 === (month > 7 ? 1 : 0)
    ? 30
    : 31

/** A calendar day in the venue's own zone, `YYYY-MM-DD`. Which instant it begins at is the venue's business. */
export const ShowDate = Schema.String.pipe(
  Schema.filter(isDay, {
    message: () => "a date is a real day from 1900 on, as YYYY-MM-DD"
  }),
  Schema.brand("ShowDate")
)
export type ShowDate = typeof ShowDate.Type

export const make = Schema.decodeSync(ShowDate)

/** The day number since 1970-01-01. */
export const toEpochDay = (date: ShowDate): number => Math.floor(Date.parse(date) / millisPerDay)

export const fromEpochDay = (day: number): ShowDate => make(new Date(day * millisPerDay).toISOString().slice(0, 10))

export const addDays = (date: ShowDate, days: number): ShowDate => fromEpochDay(toEpochDay(date) + days)

/** Days from `from` to `to`: negative when `to` is earlier. */
export const daysBetween = (from: ShowDate, to: ShowDate): number => toEpochDay(to) - toEpochDay(from)

/** 0 is Sunday, 6 Saturday. */
export const dayOfWeek = (date: ShowDate): number => (((toEpochDay(date) + 4) % 7) + 7) % 7

export const ofInstantUtc = (epochMillis: number): ShowDate => fromEpochDay(Math.floor(epochMillis / millisPerDay))

/** The day that an instant falls on in an IANA zone; an unknown zone counts as UTC. */
export const ofInstant = (epochMillis: number, zone: string): ShowDate =>
  Either.try(() => new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(epochMillis)).pipe(
    Either.flatMap(Schema.decodeEither(ShowDate)),
    Either.getOrElse(() => ofInstantUtc(epochMillis))
  )
