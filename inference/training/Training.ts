import { Effect } from "effect"
import { bandOf, correctionFor } from "../Demand.ts"
import { featureNames, features, settleDays } from "../Features.ts"
import { type Manifest, type ModelBundle, outputNames, sha256, sign } from "../ModelBundle.ts"
import { fold, PastShows } from "../PastShows.ts"
import { bin } from "./Bins.ts"
import { type BoostingOptions, defaults } from "./Boosting.ts"
import { calibrate, type Scored } from "./Calibration.ts"
import { cardOf } from "./Card.ts"
import type { Populations } from "./Cities.ts"
import { type Ensemble, predict, splitCounts } from "./Ensemble.ts"
import type { Fit, Job, OutputName } from "./Fitting.ts"
import { type Banded, coverage, mape, medianApe, shareWithin, wape, width } from "./Metrics.ts"
import { encode } from "./OnnxFile.ts"
import type { TrainingShow } from "./ShowFile.ts"
import { priorsOf, type Table, tableOf } from "./Table.ts"
import { fitAll, type OnProgress } from "./Workers.ts"

/** How a model is grown. The values were chosen by time-ordered validation before 2025. */
export interface Settings {
  readonly boosting: BoostingOptions
  readonly seeds: number
  readonly folds: number
  /** a show counts half as much as one this many days younger */
  readonly halfLifeDays: number
}

export const settings: Settings = {
  boosting: {
    ...defaults,
    depth: 4,
    rounds: 120,
    leastRows: 30,
    rowShare: 0.6,
    columnShare: 0.5,
    monotone: Int8Array.from(features, ({ monotone }) => monotone)
  },
  seeds: 3,
  folds: 4,
  halfLifeDays: 1_500
}

/** The band is calibrated on shows of the last two years, as seen `settleDays` before and as seen from further off. */
const recentDays = 730
const farDays = 240

/** How a model did on shows after its training: what its manifest and card say of it. */
export interface Later {
  readonly figures: Readonly<Record<string, number>>
  readonly horizons: Manifest["training"]["horizons"]
  readonly reliability: Manifest["training"]["reliability"]
}

/** What one training leaves: the four ensembles, and the bundle's numbers that come from rows of unseen acts. */
export interface Trained {
  readonly ensembles: Readonly<Record<OutputName, Ensemble>>
  readonly deviation: number
  readonly corrections: Manifest["corrections"]
  readonly unseen: ReadonlyArray<Banded>
  readonly table: Table
}

/**
 * Trains on all shows. The corrections of the band come from a second look: acts are dealt into folds, each fold is answered
 * by a model that has seen none of its acts.
 */
export const train = (
  shows: ReadonlyArray<TrainingShow>,
  populations: Populations,
  options: Settings = settings,
  onProgress: OnProgress = () => {}
): Effect.Effect<Trained> =>
  Effect.gen(function*() {
    const history = new PastShows(shows.map(({ past }) => past))
    const table = tableOf(shows, history, populations)
    const bins = bin(table.values, table.columns)
    const last = shows.reduce((latest, show) => Math.max(latest, dayOf(show)), 0)
    const weight = Float64Array.from(shows, (show) => 0.5 ** ((last - dayOf(show)) / options.halfLifeDays))
    const job = (output: OutputName, rows: Int32Array, seeds: number): Job => ({
      output,
      bins,
      fill: table.fill,
      rows,
      weight,
      options: options.boosting,
      seeds
    })
    const everything = Int32Array.from(shows, (_, i) => i)
    const foldOf = shows.map((show) => Number.parseInt(sha256(fold(show.past.act)).slice(0, 8), 16) % options.folds)
    const foldJobs = Array.from({ length: options.folds }, (_, fold) => {
      const rows = everything.filter((row) => foldOf[row] !== fold)
      return (["low", "high", "middle"] as const).map((output) => job(output, rows, 1))
    }).flat()
    const fits = yield* fitAll(
      [...outputNames.map((name) => job(name, everything, name === "middle" ? options.seeds : 1)), ...foldJobs],
      onProgress
    )
    const own = (i: number): Fit => fits[i] ?? none
    const scoredAt = (seen: Table) =>
      shows.map((show, row): Scored => {
        const values = seen.values.subarray(row * seen.columns, (row + 1) * seen.columns)
        const at = outputNames.length + 3 * (foldOf[row] ?? 0)
        const share = (i: number) => predict(own(at + i).ensemble, values)
        return {
          capacity: show.past.capacity,
          fill: seen.fill[row] ?? 0,
          low: share(0),
          high: share(1),
          middle: share(2)
        }
      })
    const recent = (rows: ReadonlyArray<Scored>) => rows.filter((_, row) => last - dayOf(shows[row]) < recentDays)
    const scored = scoredAt(table)
    const corrections = [
      ...calibrate(recent(scored), 0),
      ...calibrate(recent(scoredAt(tableOf(shows, history, populations, farDays))), (settleDays + farDays) / 2)
    ]
    return {
      ensembles: {
        location: own(0).ensemble,
        low: own(1).ensemble,
        middle: own(2).ensemble,
        high: own(3).ensemble
      },
      deviation: own(0).deviation,
      corrections,
      unseen: scored.map((row) => answeredBy(row, corrections)),
      table
    }
  })

/** The bundle of a training: graph, card and manifest, ready to be written. */
export const bundleOf = (
  trained: Trained,
  trainedAt: string,
  later: Later,
  options: Settings = settings
): ModelBundle => {
  const { table } = trained
  const graph = encode(outputNames.map((name) => ({ name, ensemble: trained.ensembles[name] })), table.columns)
  const dates = table.shows.map(({ firstNight }) => firstNight).sort()
  const core = trained.unseen.filter(({ capacity }) => capacity >= 1_200 && capacity <= 3_500)
  const training = {
    rows: table.shows.length,
    from: dates[0] ?? "",
    to: dates.at(-1) ?? "",
    sources: Array.from(new Set(table.shows.map(({ file }) => file))).sort(),
    settings: {
      rounds: options.boosting.rounds,
      depth: options.boosting.depth,
      learningRate: options.boosting.learningRate,
      leastRows: options.boosting.leastRows,
      l2: options.boosting.l2,
      rowShare: options.boosting.rowShare,
      columnShare: options.boosting.columnShare,
      seeds: options.seeds,
      folds: options.folds,
      settleDays,
      halfLifeDays: options.halfLifeDays
    },
    horizons: later.horizons,
    reliability: later.reliability,
    metrics: { ...later.figures, ...named("unseenActs", trained.unseen), ...named("unseenActs1200to3500", core) }
  }
  const used = splitCounts(trained.ensembles.middle, table.columns)
  const card = cardOf({
    training,
    trainedAt,
    mostUsed: featureNames.map((name, i) => ({ name, splits: used[i] ?? 0 })).sort((a, b) => b.splits - a.splits).slice(
      0,
      12
    ),
    corrections: trained.corrections,
    deviation: trained.deviation
  })
  const manifest = sign({
    format: 2,
    trainedAt,
    features: featureNames,
    outputs: outputNames,
    graph: { file: "demand.onnx", sha256: sha256(graph), bytes: graph.length },
    card: { file: "CARD.md", sha256: sha256(card) },
    deviation: trained.deviation,
    corrections: trained.corrections,
    priors: priorsOf(table.shows),
    training,
    reference: referenceOf(table),
    probes: probesOf(trained)
  })
  return { manifest, graph, card }
}

const answeredBy = (row: Scored, corrections: Manifest["corrections"]): Banded => {
  const band = bandOf(row, correctionFor({ corrections }, row.capacity, settleDays))
  return {
    capacity: row.capacity,
    actual: row.fill * row.capacity,
    predicted: band.middle * row.capacity,
    low: band.low * row.capacity,
    high: band.high * row.capacity
  }
}

const named = (name: string, rows: ReadonlyArray<Banded>): Record<string, number> =>
  rows.length === 0 ? {} : {
    [`${name}.rows`]: rows.length,
    [`${name}.mape`]: rounded(mape(rows)),
    [`${name}.medianApe`]: rounded(medianApe(rows)),
    [`${name}.wape`]: rounded(wape(rows)),
    [`${name}.within15`]: rounded(shareWithin(rows, 0.15)),
    [`${name}.coverage80`]: rounded(coverage(rows)),
    [`${name}.width80`]: rounded(width(rows))
  }

const referenceOf = (table: Table): Manifest["reference"] =>
  featureNames.map((feature, column) => {
    const values = table.shows.map((_, row) => table.values[row * table.columns + column] ?? Number.NaN)
    const present = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
    const deciles = Array.from(
      { length: 9 },
      (_, i) => rounded(present[Math.floor(present.length * (i + 1) / 10)] ?? 0)
    )
    const cuts = present.length === 0 ? [] : Array.from(new Set(deciles))
    const upTo = cuts.map((cut) => present.filter((value) => value <= cut).length / present.length)
    return {
      feature,
      missing: rounded(1 - present.length / values.length),
      cuts,
      shares: [...upTo, 1].map((share, i) => rounded(share - (upTo[i - 1] ?? 0)))
    }
  })

/** Invented rows between the deciles, some values missing: no show is given away, every tree is walked. */
const probesOf = (trained: Trained): Manifest["probes"] => {
  const reference = referenceOf(trained.table)
  return Array.from({ length: 8 }, (_, i) => {
    const row = reference.map(({ cuts, missing }, column) =>
      (i + column) % 9 < missing * 9 - 1 || cuts.length === 0
        ? null
        : Math.fround(cuts[(i * 5 + column * 3) % cuts.length] ?? 0)
    )
    const values = Float32Array.from(row, (value) => value ?? Number.NaN)
    return { row, outputs: outputNames.map((name) => predict(trained.ensembles[name], values)) }
  })
}

const dayOf = (show: TrainingShow | undefined): number =>
  show === undefined ? 0 : Date.parse(show.firstNight) / 86_400_000

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

const none: Fit = { ensemble: { base: 0, trees: [] }, deviation: Number.NaN }
