import * as ShowDate from "../../entities/domain/ShowDate.ts"
import { compsOf, fillOf } from "../Comps.ts"
import { assemble, featureNames, type Question, settleDays, usualLnPrice } from "../Features.ts"
import { familyOf } from "../Genres.ts"
import { countryOf, PastShows } from "../PastShows.ts"
import { blank, type Priors } from "../Priors.ts"
import { keyOf, type Populations } from "./Cities.ts"
import type { TrainingShow } from "./ShowFile.ts"

/** Shows as a model sees them: one row of features each, cut `horizonDays` before the show, and how full they were. */
export interface Table {
  readonly shows: ReadonlyArray<TrainingShow>
  readonly columns: number
  readonly values: Float32Array
  /** sold / capacity, at most 1 */
  readonly fill: Float64Array
}

export const questionOf = (show: TrainingShow, populations: Populations, horizonDays: number): Question => {
  const { act, capacity, city, country, genre, venue } = show.past
  const date = ShowDate.toEpochDay(show.firstNight)
  return {
    artistId: "",
    act,
    genres: genre === undefined ? [] : [genre],
    venueId: "",
    venue,
    city,
    country,
    capacity,
    nights: show.nights,
    cityPopulation: populations.get(keyOf(city, country)) ?? Number.NaN,
    date,
    cut: date - Math.max(1, horizonDays)
  }
}

/** `history` may hold later shows and the rows themselves: a feature sees nothing younger than its own cut. */
export const tableOf = (
  shows: ReadonlyArray<TrainingShow>,
  history: PastShows,
  populations: Populations,
  horizonDays: number = settleDays,
  priors: Priors = blank
): Table => {
  const columns = featureNames.length
  const values = new Float32Array(shows.length * columns)
  shows.forEach((show, i) => {
    const question = questionOf(show, populations, horizonDays)
    const price = usualLnPrice(history.act("", show.past.act), question.cut)
    assemble(values, i * columns, question, history, priors, fillOf(compsOf(question, history, price)))
  })
  return {
    shows,
    columns,
    values,
    fill: Float64Array.from(shows, ({ past }) => Math.min(1, past.sold / past.capacity))
  }
}

/** One table of several, row after row. */
export const stack = (tables: ReadonlyArray<Table>): Table => ({
  shows: tables.flatMap(({ shows }) => shows),
  columns: featureNames.length,
  values: Float32Array.from(tables.flatMap(({ values }) => Array.from(values))),
  fill: Float64Array.from(tables.flatMap(({ fill }) => Array.from(fill)))
})

const fewest = 20

/** The group means that a model takes along, for groups of 20 shows and more. */
export const priorsOf = (shows: ReadonlyArray<TrainingShow>): Priors => {
  const groups = (key: (show: TrainingShow) => string) => {
    const sums = new Map<string, { shows: number; fill: number }>()
    for (const show of shows) {
      const name = key(show)
      const sum = sums.get(name) ?? { shows: 0, fill: 0 }
      sums.set(name, { shows: sum.shows + 1, fill: sum.fill + Math.min(1, show.past.sold / show.past.capacity) })
    }
    return Object.fromEntries(
      Array.from(sums).filter(([, sum]) => sum.shows >= fewest)
        .map(([name, sum]) => [name, { shows: sum.shows, fill: Math.round(1e4 * sum.fill / sum.shows) / 1e4 }])
        .sort()
    )
  }
  const overall = groups(() => "all")["all"] ?? blank.overall
  return {
    overall,
    families: groups(({ past }) => familyOf(past.genre === undefined ? [] : [past.genre], past.act)),
    countries: groups(({ past }) => countryOf(past.country))
  }
}
