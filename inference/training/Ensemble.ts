/** One regression tree as flat arrays; node 0 is the root, a leaf has `feature` -1. */
export interface Tree {
  readonly feature: Int32Array
  /** go left where value <= threshold */
  readonly threshold: Float32Array
  /** 1: a missing value goes left */
  readonly missingLeft: Uint8Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly value: Float32Array
}

/** The sum of its trees over a start value. */
export interface Ensemble {
  readonly base: number
  readonly trees: ReadonlyArray<Tree>
}

export const predict = (ensemble: Ensemble, row: Float32Array): number => {
  let sum = ensemble.base
  for (const tree of ensemble.trees) sum += leafOf(tree, row)
  return sum
}

const leafOf = (tree: Tree, row: Float32Array): number => {
  let node = 0
  for (;;) {
    const feature = tree.feature[node] ?? -1
    if (feature < 0) return tree.value[node] ?? 0
    const value = row[feature] ?? Number.NaN
    const left = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= (tree.threshold[node] ?? 0)
    node = (left ? tree.left[node] : tree.right[node]) ?? 0
  }
}

/** The mean of several ensembles as one: what bagging over seeds serves. */
export const average = (ensembles: ReadonlyArray<Ensemble>): Ensemble => ({
  base: ensembles.reduce((sum, each) => sum + each.base, 0) / ensembles.length,
  trees: ensembles.flatMap((each) =>
    each.trees.map((tree) => ({ ...tree, value: tree.value.map((value) => value / ensembles.length) }))
  )
})

/** How often and how deep: total split count per feature, the plainest measure of what a model looks at. */
export const splitCounts = (ensemble: Ensemble, features: number): Float64Array => {
  const counts = new Float64Array(features)
  for (const tree of ensemble.trees) {
    for (const feature of tree.feature) if (feature >= 0) counts[feature] = (counts[feature] ?? 0) + 1
  }
  return counts
}
