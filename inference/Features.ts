import type { ForecastRequest } from "../entities/domain/Forecast.ts"
import * as ShowDate from "../entities/domain/ShowDate.ts"
import { dayOfYear, daysToHoliday, monthOf } from "./Calendar.ts"
import { families, familyOf } from "./Genres.ts"
import { countryOf, countUpTo, fold, type Ledger, type PastShows } from "./PastShows.ts"
import type { Priors } from "./Priors.ts"

/** Results become known this long after the show: what a booking made months ahead can have seen. */
export const settleDays = 90

/** One column of the model's input: `monotone` +1 where more of it can never mean less demand. */
interface Feature {
  readonly name: string
  readonly monotone: -1 | 0 | 1
}

/** The order is the model's input order; a bundle trained on another list is refused. */
export const features: ReadonlyArray<Feature> = [
  { name: "lnCapacity", monotone: 0 },
  { name: "weekday", monotone: 0 },
  { name: "month", monotone: 0 },
  { name: "dayOfYear", monotone: 0 },
  { name: "holidayDistance", monotone: 0 },
  { name: "nights", monotone: 0 },
  { name: "lnCityPopulation", monotone: 0 },
  { name: "family", monotone: 0 },
  { name: "familyFill", monotone: 0 },
  { name: "familySoldOut", monotone: 0 },
  { name: "countryFill", monotone: 0 },
  { name: "sizeFill", monotone: 0 },
  { name: "overallFill", monotone: 0 },
  { name: "cityFill", monotone: 0 },
  { name: "cityShows", monotone: 0 },
  { name: "venueFill", monotone: 0 },
  { name: "venueSoldOut", monotone: 0 },
  { name: "venueShows", monotone: 0 },
  { name: "venueUse", monotone: 0 },
  { name: "venueUsual", monotone: 0 },
  { name: "actShows", monotone: 0 },
  { name: "actFill", monotone: 0 },
  { name: "actSoldOut", monotone: 0 },
  { name: "actLastFill", monotone: 0 },
  { name: "actLeastFill", monotone: 0 },
  { name: "actSimilarFill", monotone: 0 },
  { name: "actCountryFill", monotone: 0 },
  { name: "actCityDraw", monotone: 0 },
  { name: "actMeanDraw", monotone: 0 },
  { name: "actMostDraw", monotone: 0 },
  { name: "actLastDraw", monotone: 0 },
  { name: "actMomentum", monotone: 0 },
  { name: "actPace", monotone: 0 },
  { name: "actDaysSince", monotone: 0 },
  { name: "actLnPrice", monotone: 0 },
  { name: "compFill", monotone: 0 }
]

export const featureNames: ReadonlyArray<string> = features.map((feature) => feature.name)

/** The columns that depend on the date alone. */
export const calendarColumns: ReadonlyArray<number> = ["weekday", "month", "dayOfYear", "holidayDistance"].map((name) =>
  featureNames.indexOf(name)
)

/** What is asked, in the terms that training rows and requests share. */
export interface Question {
  readonly artistId: string
  readonly act: string
  readonly genres: ReadonlyArray<string>
  readonly venueId: string
  readonly venue: string
  readonly city: string
  readonly country: string
  readonly capacity: number
  readonly cityPopulation: number
  /** on sale together, in this room */
  readonly nights: number
  /** epoch day of the show */
  readonly date: number
  /** the last day whose shows may be known */
  readonly cut: number
}

/** Shows are known up to the day of the question, and no later than `settleDays` before the date asked about. */
export const questionOf = (request: ForecastRequest): Question => ({
  artistId: request.act.artistId,
  act: request.act.name,
  genres: request.act.genres,
  venueId: request.room.venueId,
  venue: request.room.name,
  city: request.room.city,
  country: request.room.country,
  capacity: Math.max(1, request.room.capacity),
  cityPopulation: request.room.cityPopulation ?? Number.NaN,
  nights: 1,
  date: ShowDate.toEpochDay(request.date),
  cut: Math.min(ShowDate.toEpochDay(request.asOf), ShowDate.toEpochDay(request.date) - settleDays)
})

/**
 * Writes one row at `offset`; what is not known is NaN. The only definition of a feature, for training and serving.
 * `compFill` is `Comps.fillOf` the question's comparable shows.
 */
export const assemble = (
  into: Float32Array,
  offset: number,
  question: Question,
  history: PastShows,
  priors: Priors,
  compFill: number
): void => {
  const { cut } = question
  const lnCapacity = Math.log(question.capacity)
  const family = familyOf(question.genres, question.act)
  let at = offset
  const write = (value: number) => {
    into[at++] = value
  }
  write(lnCapacity)
  write((((question.date + 3) % 7) + 7) % 7)
  write(monthOf(question.date))
  write(dayOfYear(question.date))
  write(daysToHoliday(question.country, question.date))
  write(question.nights)
  write(question.cityPopulation > 0 ? Math.log(question.cityPopulation) : Number.NaN)
  write(family === "unknown" ? Number.NaN : families.indexOf(family))

  const overall = meanFill(history.all, cut, priors.overall.shows, priors.overall.fill, 20)
  const ofFamily = history.family(family)
  const familyPrior = priors.families[family] ?? none
  write(pooled(ofFamily, cut, familyPrior, overall, 20))
  write(soldOutShare(ofFamily, cut, 20))
  write(
    pooled(history.country(question.country), cut, priors.countries[countryOf(question.country)] ?? none, overall, 20)
  )
  write(pooled(history.sizeClass(lnCapacity), cut, none, overall, 20))
  write(overall)

  const city = history.city(question.city, question.country)
  write(meanFill(city, cut, 0, overall, 10))
  write(Math.log1p(countUpTo(city, cut)))

  const venue = history.venue(question.venueId, question.venue, question.city)
  const venueCount = countUpTo(venue, cut)
  write(meanFill(venue, cut, 0, overall, 4))
  write(soldOutShare(venue, cut, 4))
  write(Math.log1p(venueCount))
  write(venueCount === 0 ? Number.NaN : lnCapacity - (venue.mostCapacity[venueCount] ?? 0))
  write(lnCapacity - (venue.capacities[venueCount] ?? 0) / venueCount)

  writeAct(write, history.act(question.artistId, question.act), cut, question, lnCapacity, overall)
  write(compFill)
}

/** ln of the mean price of the act's shows up to the cut; NaN where none is known. */
export const usualLnPrice = (act: Ledger, cut: number): number => {
  const count = countUpTo(act, cut)
  return (act.prices[count] ?? 0) / (act.priced[count] ?? 0)
}

const actColumns = features.filter(({ name }) => name.startsWith("act")).length

const none = { shows: 0, fill: 0 }

const writeAct = (
  write: (value: number) => void,
  act: Ledger,
  cut: number,
  question: Question,
  lnCapacity: number,
  overall: number
): void => {
  const count = countUpTo(act, cut)
  write(Math.log1p(count))
  if (count === 0) {
    for (let column = actColumns; column > 1; column--) write(Number.NaN)
    return
  }
  const city = fold(question.city)
  const country = countryOf(question.country)
  let least = 1
  let mostSold = 0
  let drawSum = 0
  let similarWeight = 0
  let similarFill = 0
  let countryCount = 0
  let countryFill = 0
  let cityDraw = Number.NaN
  let recent = 0
  let lateFill = 0
  const late = Math.max(0, count - 5)
  for (let i = 0; i < count; i++) {
    const each = act.shows[i]
    if (each === undefined) continue
    least = Math.min(least, each.fill)
    mostSold = Math.max(mostSold, each.lnSold)
    drawSum += each.lnSold
    const gap = (each.lnCapacity - lnCapacity) / 0.5
    const weight = Math.exp(-gap * gap / 2) * Math.exp((each.day - cut) / 540)
    similarWeight += weight
    similarFill += weight * each.fill
    if (each.country === country) {
      countryCount++
      countryFill += each.fill
    }
    if (each.city === city) cityDraw = each.lnSold
    if (each.day > cut - 365) recent++
    if (i >= late) lateFill += each.fill
  }
  const last = act.shows[count - 1]
  const fill = (act.fills[count] ?? 0) / count
  write((fill * count + overall * 2) / (count + 2))
  write((act.soldOut[count] ?? 0) / (count + 1))
  write(last === undefined ? Number.NaN : last.fill)
  write(least)
  write((similarFill + overall * 0.5) / (similarWeight + 0.5))
  write(countryCount === 0 ? Number.NaN : (countryFill + fill) / (countryCount + 1))
  write(cityDraw - lnCapacity)
  write(drawSum / count - lnCapacity)
  write(mostSold - lnCapacity)
  write(last === undefined ? Number.NaN : last.lnSold - lnCapacity)
  write(lateFill / (count - late) - fill)
  write(Math.log1p(recent))
  write(last === undefined ? Number.NaN : question.date - last.day)
  write(usualLnPrice(act, cut))
}

const meanFill = (ledger: Ledger, cut: number, priorShows: number, parent: number, strength: number): number => {
  const count = countUpTo(ledger, cut)
  const weight = strength + priorShows
  return ((ledger.fills[count] ?? 0) + parent * weight) / (count + weight)
}

const pooled = (
  ledger: Ledger,
  cut: number,
  prior: { readonly shows: number; readonly fill: number },
  parent: number,
  strength: number
): number => {
  const count = countUpTo(ledger, cut)
  return ((ledger.fills[count] ?? 0) + prior.fill * prior.shows + parent * strength) / (count + prior.shows + strength)
}

const soldOutShare = (ledger: Ledger, cut: number, strength: number): number => {
  const count = countUpTo(ledger, cut)
  return ((ledger.soldOut[count] ?? 0) + 0.5 * strength) / (count + strength)
}
