/** A small seeded generator (mulberry32): the same seed gives the same model on every machine. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** uniform on [0, 1) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** a whole number in [0, below) */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** `count` distinct numbers out of 0..size-1, in rising order */
  sample(size: number, count: number): Int32Array {
    const chosen = new Int32Array(Math.min(size, count))
    let taken = 0
    for (let i = 0; i < size && taken < chosen.length; i++) {
      if (this.next() * (size - i) < chosen.length - taken) chosen[taken++] = i
    }
    return chosen
  }
}
