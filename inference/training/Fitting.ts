import type { Bins } from "./Bins.ts"
import { boost, type BoostingOptions } from "./Boosting.ts"
import { average, type Ensemble } from "./Ensemble.ts"
import { type Labels, likeliestDeviation, type Objective, quantile, squared, tobit } from "./Objective.ts"

/** The four things a demand model learns, by the name of its output. */
export type OutputName = "location" | "low" | "middle" | "high"

/** One output to be fitted on some rows of a binned table; plain data, so that it can be sent to a worker. */
export interface Job {
  readonly output: OutputName
  readonly bins: Bins
  readonly fill: Float64Array
  readonly rows: Int32Array
  readonly weight: Float64Array
  readonly options: BoostingOptions
  readonly seeds: number
}

export interface Fit {
  readonly ensemble: Ensemble
  /** standard deviation of ln demand: of the `location` output only */
  readonly deviation: number
}

/** Shares of a room below this are as good as nothing: their weight would drown the rest. */
const leastShare = 0.1

/** Fits one output, averaged over seeds. `onRound` hears every boosting round. */
export const fit = (job: Job, onRound: () => void = () => {}): Fit => {
  if (job.output === "location") return fitLocation(job, onRound)
  const labels = labelsOf(job)
  return { ensemble: ensembleOf(job, labels, objectiveOf(job.output), onRound), deviation: Number.NaN }
}

const objectiveOf = (output: Exclude<OutputName, "location">): Objective => {
  switch (output) {
    case "low":
      return quantile(0.1)
    case "middle":
      return quantile(0.5)
    case "high":
      return quantile(0.9)
  }
}

/**
 * The middle weighs a row by 1 / fill. Box office is reported by choice and flops are kept quiet; if the chance of a report
 * is in proportion to how full the room was, this is the median of all shows, the unreported among them. It is also the
 * answer with the least mean percentage error.
 */
const labelsOf = ({ fill, output, weight }: Job): Labels => ({
  target: fill,
  weight: output === "middle" ? weight.map((each, i) => each / Math.max(leastShare, fill[i] ?? 1)) : weight,
  censored: new Uint8Array(fill.length)
})

/** A log-normal around the trees, sold-out rooms being lower bounds: deviation first from a mean fit, then its own. */
const fitLocation = (job: Job, onRound: () => void): Fit => {
  const labels: Labels = {
    target: job.fill.map((share) => Math.log(Math.max(0.02, share))),
    weight: job.weight,
    censored: Uint8Array.from(job.fill, (share) => share >= 1 ? 1 : 0)
  }
  const trained: Labels = {
    target: Float64Array.from(job.rows, (row) => labels.target[row] ?? 0),
    weight: Float64Array.from(job.rows, (row) => labels.weight[row] ?? 0),
    censored: Uint8Array.from(job.rows, (row) => labels.censored[row] ?? 0)
  }
  const rough = likeliestDeviation(trained, new Float64Array(trained.target.length).fill(squared.start(trained)))
  const ensemble = ensembleOf(job, labels, tobit(rough), onRound)
  return { ensemble, deviation: rough }
}

const ensembleOf = (job: Job, labels: Labels, objective: Objective, onRound: () => void): Ensemble =>
  average(
    Array.from({ length: job.seeds }, (_, seed) =>
      boost(
        job.bins,
        labels,
        objective,
        { ...job.options, seed: job.options.seed + seed },
        job.rows,
        new Int32Array(0),
        onRound
      ).ensemble)
  )
