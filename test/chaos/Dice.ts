/** A sequence of numbers in [0, 1) that a seed determines (mulberry32). */
export interface Dice {
  readonly next: () => number
  readonly below: (count: number) => number
  readonly pick: <A>(options: readonly [A, ...ReadonlyArray<A>]) => A
}

export const dice = (seed: number): Dice => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (count: number) => Math.floor(next() * count)
  return { next, below, pick: (options) => options[below(options.length)] ?? options[0] }
}
