/** A number in [0, 1) that depends on the keys alone: FNV-1a with a final mix. */
export const dice = (...keys: ReadonlyArray<string | number>): number => {
  let hash = 0x811c9dc5
  for (const character of keys.join("|")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

/** Between `low` and `high`, evenly in the logarithm. */
export const between = (low: number, high: number, ...keys: ReadonlyArray<string | number>): number =>
  low * (high / low) ** dice(...keys)

export const pick = <A>(options: readonly [A, ...ReadonlyArray<A>], ...keys: ReadonlyArray<string | number>): A =>
  options[Math.floor(dice(...keys) * options.length)] ?? options[0]
