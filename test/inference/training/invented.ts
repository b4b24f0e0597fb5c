import { quantile } from "../../../inference/Normal.ts"
import { Random } from "../../../inference/training/Random.ts"

export const columns = 6

/** Rows of six columns on [0, 1) with a twentieth missing, and a surface over the first three. */
export const table = (rows: number, seed: number) => {
  const random = new Random(seed)
  const values = Float32Array.from({ length: rows * columns }, () => random.next() < 0.05 ? Number.NaN : random.next())
  const at = (row: number, column: number) => {
    const value = values[row * columns + column] ?? 0
    return Number.isNaN(value) ? 0.5 : value
  }
  const truth = Array.from(
    { length: rows },
    (_, row) => Math.sin(4 * at(row, 0)) + at(row, 1) * at(row, 2)
  )
  return { values, truth }
}

export const noise = (rows: number, seed: number): Float64Array => {
  const random = new Random(seed)
  return Float64Array.from({ length: rows }, () => quantile(Math.max(1e-9, random.next())))
}
