import Holidays from "date-holidays"
import { fold } from "./PastShows.ts"

/** Beyond this many days a holiday is no longer near. */
export const farDays = 7

const millisPerDay = 86_400_000
const mostYears = 512
const names = new Map<string, string>()
const cached = new Map<string, ReadonlySet<number>>()

/**
 * Days to the nearest public holiday of a country, 0 on the day and `farDays` from there on; NaN where the country is not
 * known. A country's year is worked out once (2-20 ms) and kept, the oldest answer dropped first.
 */
export const daysToHoliday = (country: string, epochDay: number): number => {
  const known = distances.get(country)?.get(epochDay)
  if (known !== undefined) return known
  const distance = distanceTo(country, epochDay)
  const ofCountry = distances.get(country) ?? new Map<number, number>()
  if (distances.size >= mostCountries || ofCountry.size >= mostDays) distances.clear()
  distances.set(country, ofCountry.set(epochDay, distance))
  return distance
}

const mostCountries = 1_000
const mostDays = 4_000
const distances = new Map<string, Map<number, number>>()

const distanceTo = (country: string, epochDay: number): number => {
  const code = codeOf(country)
  if (code === undefined) return Number.NaN
  for (let distance = 0; distance < farDays; distance++) {
    if (isHoliday(code, epochDay + distance) || isHoliday(code, epochDay - distance)) return distance
  }
  return farDays
}

/** 1-366 */
export const dayOfYear = (epochDay: number): number =>
  epochDay - Math.floor(Date.UTC(yearOf(epochDay), 0, 1) / millisPerDay) + 1

/** 1-12 */
export const monthOf = (epochDay: number): number => new Date(epochDay * millisPerDay).getUTCMonth() + 1

const yearOf = (epochDay: number): number => new Date(epochDay * millisPerDay).getUTCFullYear()

const isHoliday = (code: string, epochDay: number): boolean => holidaysOf(code, yearOf(epochDay)).has(epochDay)

const holidaysOf = (code: string, year: number): ReadonlySet<number> => {
  const key = `${code} ${year}`
  const known = cached.get(key)
  if (known !== undefined) return known
  const days = new Set<number>()
  for (const holiday of new Holidays(code, { types: ["public"] }).getHolidays(year)) {
    const day = Math.floor(Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`) / millisPerDay)
    if (Number.isFinite(day)) days.add(day)
  }
  if (cached.size >= mostYears) cached.delete(cached.keys().next().value ?? "")
  cached.set(key, days)
  return days
}

const codeOf = (country: string): string | undefined => {
  if (names.size === 0) {
    for (const [code, name] of Object.entries(new Holidays().getCountries("en"))) {
      names.set(fold(name), code)
      names.set(code.toLowerCase(), code)
    }
    for (const [alias, code] of aliases) names.set(alias, code)
  }
  return names.get(fold(country))
}

const aliases: ReadonlyArray<readonly [string, string]> = [
  ["united states", "US"],
  ["usa", "US"],
  ["uk", "GB"],
  ["united kingdom", "GB"],
  ["england", "GB"],
  ["scotland", "GB"],
  ["wales", "GB"],
  ["northern ireland", "GB"],
  ["south korea", "KR"],
  ["korea", "KR"],
  ["czech republic", "CZ"]
]
