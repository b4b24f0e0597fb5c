/**
 * Our trainer beside XGBoost on one table: writes the features of a show file for `boosting.py` and prints our own error.
 * `npx tsx test/bench/boosting.ts SHOWS.csv TABLE.csv && python3 test/bench/boosting.py TABLE.csv`
 */
import { Either } from "effect"
import { readFileSync, writeFileSync } from "node:fs"
import { featureNames } from "../../inference/Features.ts"
import { PastShows } from "../../inference/PastShows.ts"
import { bin } from "../../inference/training/Bins.ts"
import { boost, defaults } from "../../inference/training/Boosting.ts"
import { predict } from "../../inference/training/Ensemble.ts"
import { squared } from "../../inference/training/Objective.ts"
import * as ShowFile from "../../inference/training/ShowFile.ts"
import { tableOf } from "../../inference/training/Table.ts"

const [from = "", to = ""] = process.argv.slice(2)
const { shows } = Either.getOrThrow(ShowFile.read(from, readFileSync(from, "utf8")))
const table = tableOf(shows, new PastShows(shows.map(({ past }) => past)), new Map())
const held = (i: number) => i % 5 === 0
const rowOf = (i: number) => table.values.subarray(i * table.columns, (i + 1) * table.columns)
writeFileSync(
  to,
  [
    ["held", "fill", ...featureNames].join(","),
    ...shows.map((_, i) =>
      [held(i) ? 1 : 0, table.fill[i], ...Array.from(rowOf(i), (value) => Number.isNaN(value) ? "" : value)].join(",")
    )
  ].join("\n")
)

const numbers = Int32Array.from(shows, (_, i) => i)
const labels = {
  target: table.fill,
  weight: new Float64Array(shows.length).fill(1),
  censored: new Uint8Array(shows.length)
}
const options = { ...defaults, monotone: new Int8Array(table.columns) }
const test = numbers.filter(held)
const maes: Array<number> = []
const started = performance.now()
for (const seed of [1, 2, 3]) {
  const { ensemble } = boost(
    bin(table.values, table.columns),
    labels,
    squared,
    { ...options, seed },
    numbers.filter((i) => !held(i))
  )
  maes.push(
    test.reduce((sum, i) => sum + Math.abs(predict(ensemble, rowOf(i)) - (table.fill[i] ?? 0)), 0) / test.length
  )
}
const seconds = (performance.now() - started) / 1000 / maes.length
process.stdout.write(`ours: MAE ${maes.map((mae) => mae.toFixed(5)).join(" ")}, ${seconds.toFixed(1)} s each\n`)
