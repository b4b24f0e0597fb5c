import { type Bins, missingBin } from "./Bins.ts"
import type { Tree } from "./Ensemble.ts"

/** What shapes a single tree. */
export interface Growth {
  readonly depth: number
  readonly leastRows: number
  readonly leastHessian: number
  /** L2 and L1 on leaf values, and the least gain of a split */
  readonly l2: number
  readonly l1: number
  readonly leastGain: number
  /** per column: +1 never falling, -1 never rising, 0 free */
  readonly monotone: Int8Array
}

/** A grown tree and, for each of its leaves, the rows that fell into it. */
export interface Grown {
  readonly tree: Tree
  readonly leaves: ReadonlyArray<{ readonly node: number; readonly rows: Int32Array }>
}

const slots = 256 * 3

/**
 * Grows trees over binned columns: histograms of gradient, hessian and count per node, the larger child's by subtraction,
 * second-order gain, both directions tried for missing values. Holds the scratch memory of its depth, so one grower grows
 * many trees.
 */
export class Grower {
  private readonly histograms: Array<Float64Array> = []
  private readonly scratch: Int32Array
  private readonly bins: Bins
  private readonly growth: Growth

  constructor(bins: Bins, growth: Growth) {
    this.bins = bins
    this.growth = growth
    this.scratch = new Int32Array(bins.rows)
    for (let level = 0; level <= growth.depth + 1; level++) {
      this.histograms.push(new Float64Array(bins.columns * slots))
    }
  }

  grow(rows: Int32Array, columns: Int32Array, gradient: Float64Array, hessian: Float64Array): Grown {
    const nodes = new Nodes()
    const leaves: Array<{ readonly node: number; readonly rows: Int32Array }> = []
    const own = Int32Array.from(rows)
    const split = (from: number, to: number, level: number, held: number, low: number, high: number): number => {
      const node = nodes.add()
      const histogram = this.histogram(held)
      const totals = this.totals(own, from, to, gradient, hessian)
      const best = level >= this.growth.depth || to - from < 2 * this.growth.leastRows
        ? undefined
        : this.bestSplit(histogram, columns, totals, low, high)
      if (best === undefined) {
        nodes.value[node] = clamp(weightOf(totals.gradient, totals.hessian, this.growth), low, high)
        leaves.push({ node, rows: own.slice(from, to) })
        return node
      }
      const middle = this.partition(own, from, to, best)
      const bound = (best.leftWeight + best.rightWeight) / 2
      const direction = this.growth.monotone[best.column] ?? 0
      const leftRange: readonly [number, number] = direction > 0
        ? [low, bound]
        : direction < 0
        ? [bound, high]
        : [low, high]
      const rightRange: readonly [number, number] = direction > 0
        ? [bound, high]
        : direction < 0
        ? [low, bound]
        : [low, high]
      const spare = level + 1
      const leftIsSmall = middle - from <= to - middle
      const smallFrom = leftIsSmall ? from : middle
      const smallTo = leftIsSmall ? middle : to
      const deeper = level + 1 < this.growth.depth
      if (deeper) {
        this.fill(spare, own, smallFrom, smallTo, columns, gradient, hessian)
        this.subtract(held, spare, columns)
      }
      nodes.feature[node] = best.column
      nodes.threshold[node] = this.bins.cuts[best.column]?.[best.code] ?? 0
      nodes.missingLeft[node] = best.missingLeft ? 1 : 0
      const small = split(smallFrom, smallTo, level + 1, spare, ...(leftIsSmall ? leftRange : rightRange))
      const large = leftIsSmall
        ? split(middle, to, level + 1, held, ...rightRange)
        : split(from, middle, level + 1, held, ...leftRange)
      nodes.left[node] = leftIsSmall ? small : large
      nodes.right[node] = leftIsSmall ? large : small
      return node
    }
    this.fill(0, own, 0, own.length, columns, gradient, hessian)
    split(0, own.length, 0, 0, -Infinity, Infinity)
    return { tree: nodes.tree(), leaves }
  }

  private histogram(index: number): Float64Array {
    return this.histograms[index] ?? new Float64Array(0)
  }

  private fill(
    index: number,
    rows: Int32Array,
    from: number,
    to: number,
    columns: Int32Array,
    gradient: Float64Array,
    hessian: Float64Array
  ): void {
    const histogram = this.histogram(index)
    const codes = this.bins.codes
    for (const column of columns) {
      const start = column * slots
      const offset = column * this.bins.rows
      histogram.fill(0, start, start + slots)
      for (let i = from; i < to; i++) {
        const row = rows[i] ?? 0
        const slot = start + (codes[offset + row] ?? 0) * 3
        histogram[slot] = (histogram[slot] ?? 0) + (gradient[row] ?? 0)
        histogram[slot + 1] = (histogram[slot + 1] ?? 0) + (hessian[row] ?? 0)
        histogram[slot + 2] = (histogram[slot + 2] ?? 0) + 1
      }
    }
  }

  private subtract(from: number, what: number, columns: Int32Array): void {
    const whole = this.histogram(from)
    const part = this.histogram(what)
    for (const column of columns) {
      for (let slot = column * slots; slot < (column + 1) * slots; slot++) {
        whole[slot] = (whole[slot] ?? 0) - (part[slot] ?? 0)
      }
    }
  }

  private totals(rows: Int32Array, from: number, to: number, gradient: Float64Array, hessian: Float64Array): Totals {
    let gradientSum = 0
    let hessianSum = 0
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0
      gradientSum += gradient[row] ?? 0
      hessianSum += hessian[row] ?? 0
    }
    return { gradient: gradientSum, hessian: hessianSum, count: to - from }
  }

  private bestSplit(
    histogram: Float64Array,
    columns: Int32Array,
    totals: Totals,
    low: number,
    high: number
  ): Split | undefined {
    const growth = this.growth
    const parent = scoreOf(
      totals.gradient,
      totals.hessian,
      clamp(weightOf(totals.gradient, totals.hessian, growth), low, high),
      growth
    )
    let bestGain = growth.leastGain
    let best: Split | undefined
    for (const column of columns) {
      const start = column * slots
      const last = this.bins.cuts[column]?.length ?? 0
      const direction = growth.monotone[column] ?? 0
      const missing = start + missingBin * 3
      const missingGradient = histogram[missing] ?? 0
      const missingHessian = histogram[missing + 1] ?? 0
      const missingCount = histogram[missing + 2] ?? 0
      for (let way = 0; way < (missingCount > 0.5 ? 2 : 1); way++) {
        let gradient = way === 1 ? missingGradient : 0
        let hessian = way === 1 ? missingHessian : 0
        let count = way === 1 ? missingCount : 0
        for (let code = 0; code < last; code++) {
          const slot = start + code * 3
          const here = histogram[slot + 2] ?? 0
          if (here < 0.5) continue
          gradient += histogram[slot] ?? 0
          hessian += histogram[slot + 1] ?? 0
          count += here
          if (count < growth.leastRows || hessian < growth.leastHessian) continue
          const otherHessian = totals.hessian - hessian
          if (totals.count - count < growth.leastRows || otherHessian < growth.leastHessian) break
          const otherGradient = totals.gradient - gradient
          const left = clamp(weightOf(gradient, hessian, growth), low, high)
          const right = clamp(weightOf(otherGradient, otherHessian, growth), low, high)
          if (direction !== 0 && direction * (right - left) < 0) continue
          const gain = scoreOf(gradient, hessian, left, growth) + scoreOf(otherGradient, otherHessian, right, growth) -
            parent
          if (gain > bestGain) {
            bestGain = gain
            best = {
              column,
              code,
              missingLeft: missingCount > 0.5 ? way === 1 : count * 2 >= totals.count,
              leftWeight: left,
              rightWeight: right
            }
          }
        }
      }
    }
    return best
  }

  /** Moves the rows of the left child to the front, keeping their order; answers where the right child begins. */
  private partition(rows: Int32Array, from: number, to: number, split: Split): number {
    const codes = this.bins.codes
    const offset = split.column * this.bins.rows
    let left = from
    let right = 0
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? 0
      const code = codes[offset + row] ?? 0
      if (code === missingBin ? split.missingLeft : code <= split.code) rows[left++] = row
      else this.scratch[right++] = row
    }
    rows.set(this.scratch.subarray(0, right), left)
    return left
  }
}

interface Totals {
  readonly gradient: number
  readonly hessian: number
  readonly count: number
}

interface Split {
  readonly column: number
  readonly code: number
  readonly missingLeft: boolean
  readonly leftWeight: number
  readonly rightWeight: number
}

class Nodes {
  readonly feature: Array<number> = []
  readonly threshold: Array<number> = []
  readonly missingLeft: Array<number> = []
  readonly left: Array<number> = []
  readonly right: Array<number> = []
  readonly value: Array<number> = []

  add(): number {
    this.threshold.push(0)
    this.missingLeft.push(0)
    this.left.push(0)
    this.right.push(0)
    this.value.push(0)
    return this.feature.push(-1) - 1
  }

  tree(): Tree {
    return {
      feature: Int32Array.from(this.feature),
      threshold: Float32Array.from(this.threshold),
      missingLeft: Uint8Array.from(this.missingLeft),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      value: Float32Array.from(this.value)
    }
  }
}

const clamp = (value: number, low: number, high: number): number => value < low ? low : value > high ? high : value

const weightOf = (gradient: number, hessian: number, growth: Growth): number => {
  const bottom = hessian + growth.l2
  if (bottom <= 0) return 0
  const top = gradient > growth.l1 ? gradient - growth.l1 : gradient < -growth.l1 ? gradient + growth.l1 : 0
  return -top / bottom
}

const scoreOf = (gradient: number, hessian: number, weight: number, growth: Growth): number =>
  -(2 * gradient * weight + (hessian + growth.l2) * weight * weight + 2 * growth.l1 * Math.abs(weight))
