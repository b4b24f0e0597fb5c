import { type Bins, missingBin } from "./Bins.ts"
import type { Ensemble, Tree } from "./Ensemble.ts"
import { Grower, type Growth } from "./Growth.ts"
import type { Labels, Objective } from "./Objective.ts"
import { Random } from "./Random.ts"

export interface BoostingOptions extends Growth {
  readonly rounds: number
  readonly learningRate: number
  readonly rowShare: number
  readonly columnShare: number
  readonly seed: number
  /** stop after this many rounds without a better validation loss */
  readonly patience: number
}

export const defaults: Omit<BoostingOptions, "monotone"> = {
  rounds: 500,
  learningRate: 0.05,
  depth: 8,
  leastRows: 10,
  leastHessian: 1e-3,
  l2: 1,
  l1: 0,
  leastGain: 0,
  rowShare: 0.8,
  columnShare: 0.8,
  seed: 1,
  patience: 50
}

export interface Fitted {
  readonly ensemble: Ensemble
  /** weighted loss per round on the validation rows, empty without any */
  readonly validation: ReadonlyArray<number>
}

/**
 * Gradient boosting. `train` and `validate` are row numbers of `bins`; with validation rows the ensemble is cut at its best
 * round. `onRound` is told after every round (a progress line, a time limit).
 */
export const boost = (
  bins: Bins,
  labels: Labels,
  objective: Objective,
  options: BoostingOptions,
  train: Int32Array,
  validate: Int32Array = new Int32Array(0),
  onRound: (round: number, loss: number | undefined) => void = () => {}
): Fitted => {
  const random = new Random(options.seed)
  const grower = new Grower(bins, options)
  const trainLabels = pick(labels, train)
  const validLabels = pick(labels, validate)
  const base = Math.fround(objective.start(trainLabels))
  const at = new Float64Array(bins.rows).fill(base)
  const gradient = new Float64Array(bins.rows)
  const hessian = new Float64Array(bins.rows)
  const trees: Array<Tree> = []
  const losses: Array<number> = []
  let best = Infinity
  let bestRound = 0
  for (let round = 0; round < options.rounds; round++) {
    objective.derivatives(labels, at, gradient, hessian)
    const rows = options.rowShare >= 1
      ? train
      : random.sample(train.length, Math.max(1, Math.round(train.length * options.rowShare))).map((i) => train[i] ?? 0)
    const columns = random.sample(bins.columns, Math.max(1, Math.round(bins.columns * options.columnShare)))
    const { leaves, tree } = grower.grow(rows, columns, gradient, hessian)
    if (objective.leaf !== undefined) {
      for (const { node, rows } of leaves) tree.value[node] = objective.leaf(labels, at, rows)
      keepOrder(tree, options.monotone)
    }
    for (let node = 0; node < tree.value.length; node++) {
      tree.value[node] = (tree.value[node] ?? 0) * options.learningRate
    }
    trees.push(tree)
    addTo(at, tree, bins)
    const loss = validate.length === 0 ? undefined : objective.loss(validLabels, gather(at, validate))
    onRound(round, loss)
    if (loss !== undefined) {
      losses.push(loss)
      if (loss < best) {
        best = loss
        bestRound = round
      } else if (round - bestRound >= options.patience) break
    }
  }
  return {
    ensemble: { base, trees: validate.length === 0 ? trees : trees.slice(0, bestRound + 1) },
    validation: losses
  }
}

const pick = (labels: Labels, rows: Int32Array): Labels => ({
  target: gather(labels.target, rows),
  weight: gather(labels.weight, rows),
  censored: Uint8Array.from(rows, (row) => labels.censored[row] ?? 0)
})

const gather = (values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row] ?? 0)

const addTo = (at: Float64Array, tree: Tree, bins: Bins): void => {
  const cut = Int32Array.from(tree.feature, (feature, node) => {
    if (feature < 0) return 0
    const cuts = bins.cuts[feature]
    return cuts === undefined ? 0 : cuts.indexOf(tree.threshold[node] ?? 0)
  })
  for (let row = 0; row < at.length; row++) {
    let node = 0
    for (let feature = tree.feature[0] ?? -1; feature >= 0; feature = tree.feature[node] ?? -1) {
      const code = bins.codes[feature * bins.rows + row] ?? 0
      const left = code === missingBin ? tree.missingLeft[node] === 1 : code <= (cut[node] ?? 0)
      node = (left ? tree.left[node] : tree.right[node]) ?? 0
    }
    at[row] = (at[row] ?? 0) + (tree.value[node] ?? 0)
  }
}

/**
 * Leaf values that were set after growth may cross a monotone split: from the root down, both sides are held on their own
 * side of the middle between their means.
 */
const keepOrder = (tree: Tree, monotone: Int8Array): void => {
  const leavesUnder = (node: number): Array<number> =>
    (tree.feature[node] ?? -1) < 0
      ? [node]
      : [...leavesUnder(tree.left[node] ?? 0), ...leavesUnder(tree.right[node] ?? 0)]
  const mean = (nodes: ReadonlyArray<number>) =>
    nodes.reduce((sum, node) => sum + (tree.value[node] ?? 0), 0) / nodes.length
  const visit = (node: number): void => {
    const feature = tree.feature[node] ?? -1
    if (feature < 0) return
    const direction = monotone[feature] ?? 0
    if (direction !== 0) {
      const lower = leavesUnder((direction > 0 ? tree.left[node] : tree.right[node]) ?? 0)
      const upper = leavesUnder((direction > 0 ? tree.right[node] : tree.left[node]) ?? 0)
      const middle = (mean(lower) + mean(upper)) / 2
      for (const leaf of lower) tree.value[leaf] = Math.min(tree.value[leaf] ?? 0, middle)
      for (const leaf of upper) tree.value[leaf] = Math.max(tree.value[leaf] ?? 0, middle)
    }
    visit(tree.left[node] ?? 0)
    visit(tree.right[node] ?? 0)
  }
  visit(0)
}
