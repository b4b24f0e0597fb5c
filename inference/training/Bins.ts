/** Column-major bin numbers of a feature matrix, and the float32 cut points that made them. */
export interface Bins {
  readonly rows: number
  readonly columns: number
  /** `codes[column * rows + row]`: value <= cuts[code], or `missingBin` */
  readonly codes: Uint8Array
  readonly cuts: ReadonlyArray<Float32Array>
}

export const missingBin = 255
const mostBins = 254

/**
 * Sorts each column into at most 254 bins of similar weight. `values` is row-major float32, NaN meaning missing; the cuts
 * are float32 too, so that a tree and its ONNX copy compare exactly the same numbers.
 */
export const bin = (values: Float32Array, columns: number): Bins => {
  const rows = columns === 0 ? 0 : Math.floor(values.length / columns)
  const cuts: Array<Float32Array> = []
  const codes = new Uint8Array(rows * columns)
  for (let column = 0; column < columns; column++) {
    const own = cutsOf(values, rows, columns, column)
    cuts.push(own)
    for (let row = 0; row < rows; row++) {
      codes[column * rows + row] = codeOf(own, values[row * columns + column] ?? Number.NaN)
    }
  }
  return { rows, columns, codes, cuts }
}

const cutsOf = (values: Float32Array, rows: number, columns: number, column: number): Float32Array => {
  const present: Array<number> = []
  for (let row = 0; row < rows; row++) {
    const value = values[row * columns + column] ?? Number.NaN
    if (!Number.isNaN(value)) present.push(value)
  }
  present.sort((a, b) => a - b)
  const cuts: Array<number> = []
  const step = present.length / mostBins
  let due = step
  let distinct = 1
  for (let i = 1; i < present.length; i++) if (present[i] !== present[i - 1]) distinct++
  const exact = distinct <= mostBins
  for (let i = 1; i < present.length; i++) {
    const low = present[i - 1] ?? 0
    const high = present[i] ?? 0
    if (low === high || (!exact && i < due)) continue
    cuts.push(between(low, high))
    due = i + step
  }
  return Float32Array.from(cuts)
}

const between = (low: number, high: number): number => {
  const middle = Math.fround(low / 2 + high / 2)
  return middle >= low && middle < high ? middle : low
}

const codeOf = (cuts: Float32Array, value: number): number => {
  if (Number.isNaN(value)) return missingBin
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (cuts[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
