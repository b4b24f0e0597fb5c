import { Effect } from "effect"
import { compsOf, fillOf } from "../Comps.ts"
import { bandOf, correctionFor } from "../Demand.ts"
import { settleDays } from "../Features.ts"
import { countUpTo, PastShows } from "../PastShows.ts"
import type { Populations } from "./Cities.ts"
import { predict } from "./Ensemble.ts"
import {
  type Banded,
  bootstrap,
  coverage,
  mape,
  mean,
  medianApe,
  type Outcome,
  shareWithin,
  wape,
  width
} from "./Metrics.ts"
import type { TrainingShow } from "./ShowFile.ts"
import { questionOf, tableOf } from "./Table.ts"
import { type Later, type Settings, settings, train, type Trained } from "./Training.ts"
import type { OnProgress } from "./Workers.ts"

/** A show of the examination with every answer that was given before it was played. */
export interface Answered extends Banded {
  readonly show: TrainingShow
  /** capacity times the mean share sold of the training rooms of that size */
  readonly naive: number
  /** answers from comparable shows, by the name of the rule; the naive one where there is none */
  readonly comps: Readonly<Record<string, number>>
}

export interface Examination {
  readonly lagDays: number
  readonly minCapacity: number
  readonly maxCapacity: number
}

/**
 * Trains on one set of shows and walks through another in order of date: each show is answered from what was known
 * `lagDays` before it, earlier shows of the examination included.
 */
export const examine = (
  training: ReadonlyArray<TrainingShow>,
  later: ReadonlyArray<TrainingShow>,
  populations: Populations,
  examination: Examination,
  options: Settings = settings,
  onProgress?: OnProgress
): Effect.Effect<ReadonlyArray<Answered>> =>
  Effect.map(
    train(training, populations, options, onProgress),
    (trained) => answersOf(trained, training, later, populations, examination)
  )

/** The walk alone, of a model that was trained on `training`. */
export const answersOf = (
  trained: Pick<Trained, "ensembles" | "corrections">,
  training: ReadonlyArray<TrainingShow>,
  later: ReadonlyArray<TrainingShow>,
  populations: Populations,
  { lagDays, maxCapacity, minCapacity }: Examination
): ReadonlyArray<Answered> => {
  const inRange = ({ past }: TrainingShow) => past.capacity >= minCapacity && past.capacity <= maxCapacity
  const history = new PastShows([...training, ...later].map(({ past }) => past))
  const asked = later.filter(inRange).sort((a, b) => a.firstNight < b.firstNight ? -1 : 1)
  const table = tableOf(asked, history, populations, lagDays)
  const alike = training.filter(inRange)
  const usual = mean((alike.length > 0 ? alike : training).map(({ past }) => Math.min(1, past.sold / past.capacity)))
  return asked.map((show, row): Answered => {
    const values = table.values.subarray(row * table.columns, (row + 1) * table.columns)
    const { capacity } = show.past
    const share = (name: keyof typeof trained.ensembles) => predict(trained.ensembles[name], values)
    const band = bandOf(
      { low: share("low"), middle: share("middle"), high: share("high") },
      correctionFor(trained, capacity, lagDays)
    )
    const question = questionOf(show, populations, lagDays)
    const comparable = compsOf(question, history, Number.NaN)
    const act = history.act("", show.past.act)
    const venue = history.venue("", show.past.venue, show.past.city)
    const own = countUpTo(act, question.cut)
    const here = countUpTo(venue, question.cut)
    const shrunk = (fills: number, count: number) => (fills + 4 * usual) / (count + 4)
    return {
      show,
      capacity,
      actual: Math.min(show.past.sold, capacity),
      predicted: band.middle * capacity,
      low: band.low * capacity,
      high: band.high * capacity,
      naive: usual * capacity,
      comps: {
        "similar shows": finiteOr(fillOf(comparable), usual) * capacity,
        "act's shows": shrunk(act.fills[own] ?? 0, own) * capacity,
        "venue's shows": shrunk(venue.fills[here] ?? 0, here) * capacity
      }
    }
  })
}

const horizonsAsked = [90, 180, 365]
const reliabilityGroups = 6

/** All that a manifest says of how a model did on later shows; `rows` are its answers at the shortest horizon. */
export const laterOf = (
  trained: Pick<Trained, "ensembles" | "corrections">,
  training: ReadonlyArray<TrainingShow>,
  later: ReadonlyArray<TrainingShow>,
  populations: Populations,
  rooms: Omit<Examination, "lagDays">
): Later => {
  const at = (lagDays: number) => answersOf(trained, training, later, populations, { ...rooms, lagDays })
  const rows = at(settleDays)
  return rows.length === 0 ? { figures: {}, horizons: [], reliability: [] } : {
    figures: figuresOf(reportOf(rows)),
    horizons: horizonsAsked.map((days) => {
      const answered = days === settleDays ? rows : at(days)
      return {
        days,
        rows: answered.length,
        mape: rounded(mape(answered)),
        naiveMape: rounded(mape(answered.map(({ actual, naive }) => ({ actual, predicted: naive })))),
        coverage: rounded(coverage(answered))
      }
    }),
    reliability: reliabilityOf(rows, reliabilityGroups)
  }
}

/** Rows in groups of like forecasts: what was said and what was sold, as shares of the room. */
export const reliabilityOf = (rows: ReadonlyArray<Answered>, groups: number): Later["reliability"] => {
  const sorted = rows.toSorted((a, b) => a.predicted / a.capacity - b.predicted / b.capacity)
  const size = Math.max(1, Math.ceil(sorted.length / groups))
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) => {
    const group = sorted.slice(i * size, (i + 1) * size)
    return {
      rows: group.length,
      predicted: rounded(mean(group.map(({ capacity, predicted }) => predicted / capacity))),
      actual: rounded(mean(group.map(({ actual, capacity }) => actual / capacity)))
    }
  })
}

export interface Line {
  readonly name: string
  readonly rows: number
  readonly mape: number
  readonly interval: readonly [number, number]
  readonly medianApe: number
  readonly wape: number
  readonly within15: number
}

export interface Report {
  readonly model: Line
  /** the same without the rooms that sold less than a quarter: a few of them make most of a mean percentage error */
  readonly trimmed: Line
  readonly trimmedNaive: Line
  readonly naive: Line
  /** the best of the rules, which is chosen in hindsight and so flattered */
  readonly comps: Line
  readonly coverage: number
  readonly coverageInterval: readonly [number, number]
  readonly width: number
}

export const reportOf = (rows: ReadonlyArray<Answered>): Report => {
  const line = (name: string, of: (row: Answered) => number, some = rows): Line => {
    const outcomes: ReadonlyArray<Outcome> = some.map((row) => ({ actual: row.actual, predicted: of(row) }))
    return {
      name,
      rows: some.length,
      mape: mape(outcomes),
      interval: bootstrap(outcomes, mape),
      medianApe: medianApe(outcomes),
      wape: wape(outcomes),
      within15: shareWithin(outcomes, 0.15)
    }
  }
  const rules = Object.keys(rows[0]?.comps ?? {}).map((rule) => line(rule, (row) => row.comps[rule] ?? Number.NaN))
  const notEmpty = rows.filter(({ actual, capacity }) => actual >= capacity / 4)
  const naive = line("capacity x mean share", (row) => row.naive)
  return {
    model: line("model", (row) => row.predicted),
    naive,
    trimmed: line("model, sold >= 1/4", (row) => row.predicted, notEmpty),
    trimmedNaive: line("naive, sold >= 1/4", (row) => row.naive, notEmpty),
    comps: rules.reduce((best, each) => each.mape < best.mape ? each : best, rules[0] ?? naive),
    coverage: coverage(rows),
    coverageInterval: bootstrap(rows, coverage),
    width: width(rows)
  }
}

export const textOf = (report: Report): string => {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const line = (each: Line) =>
    `${each.name.padEnd(22)} n ${each.rows}  MAPE ${percent(each.mape)} [${percent(each.interval[0])}, ${
      percent(each.interval[1])
    }]` +
    `  median error ${percent(each.medianApe)}  WAPE ${percent(each.wape)}  within 15 % ${percent(each.within15)}`
  return [
    line(report.model),
    line(report.naive),
    line({ ...report.comps, name: `comps: ${report.comps.name}` }),
    line(report.trimmed),
    line(report.trimmedNaive),
    `80 % band: covers ${percent(report.coverage)} [${percent(report.coverageInterval[0])}, ` +
    `${percent(report.coverageInterval[1])}], ${percent(report.width)} of the room wide`
  ].join("\n")
}

/** The figures of a report as a manifest keeps them. */
export const figuresOf = (report: Report): Readonly<Record<string, number>> => {
  const figures = (key: string, { mape, medianApe, rows, wape, within15 }: Line) => ({
    [`${key}.rows`]: rows,
    [`${key}.mape`]: rounded(mape),
    [`${key}.medianApe`]: rounded(medianApe),
    [`${key}.wape`]: rounded(wape),
    [`${key}.within15`]: rounded(within15)
  })
  return {
    ...figures("later", report.model),
    "later.coverage80": rounded(report.coverage),
    "later.width80": rounded(report.width),
    ...figures("laterNaive", report.naive),
    ...figures("laterComps", report.comps),
    ...figures("laterTrimmed", report.trimmed),
    ...figures("laterTrimmedNaive", report.trimmedNaive)
  }
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

const finiteOr = (value: number, otherwise: number): number => Number.isFinite(value) ? value : otherwise
