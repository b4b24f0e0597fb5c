/** What a range of results means to whoever bears them. Money as it comes in; losses are positive. */
export interface Losses {
  readonly expected: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** the chance of a result below zero */
  readonly lossProbability: number
  /** the mean loss of the cases that lose */
  readonly expectedLoss: number
  /** the loss that is exceeded in one case of twenty */
  readonly valueAtRisk95: number
  /** the mean loss of the worst twentieth */
  readonly conditionalValueAtRisk95: number
}

const tail = 0.05

/** `order` is that of the results, worst first (see `worstFirst`); the chances add up to one. */
export const lossesOf = (
  results: Float64Array,
  chanceOf: (index: number) => number,
  order: Uint32Array = worstFirst(results)
): Losses => {
  let expected = 0
  let lossProbability = 0
  let lost = 0
  let passed = 0
  let worst = 0
  let p5 = Number.NaN
  let p10 = Number.NaN
  let p50 = Number.NaN
  let p90 = Number.NaN
  for (const index of order) {
    const result = results[index] ?? 0
    const chance = chanceOf(index)
    expected += chance * result
    if (result < 0) {
      lossProbability += chance
      lost -= chance * result
    }
    worst += Math.max(0, Math.min(chance, tail - passed)) * result
    passed += chance
    if (Number.isNaN(p5) && reached(passed, tail)) p5 = result
    if (Number.isNaN(p10) && reached(passed, 0.1)) p10 = result
    if (Number.isNaN(p50) && reached(passed, 0.5)) p50 = result
    if (Number.isNaN(p90) && reached(passed, 0.9)) p90 = result
  }
  return {
    expected,
    p10,
    p50,
    p90,
    lossProbability: Math.min(1, lossProbability),
    expectedLoss: lossProbability > 0 ? lost / lossProbability : 0,
    valueAtRisk95: -p5,
    conditionalValueAtRisk95: -worst / tail
  }
}

export const worstFirst = (results: Float64Array): Uint32Array =>
  Uint32Array.from(results, (_, index) => index).sort((a, b) => (results[a] ?? 0) - (results[b] ?? 0))

const reached = (passed: number, level: number): boolean => passed >= level - 1e-12
