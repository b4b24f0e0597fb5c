import { Random } from "./training/Random.ts"

/**
 * Standard normal draws that follow from their name, so that a show added to a season or taken from it leaves the others as
 * they were. The second half mirrors the first: what is linear in them has its exact mean.
 */
export const normalDraws = (name: string, count: number): Float64Array => {
  const random = new Random(seedOf(name))
  const draws = new Float64Array(count)
  const half = Math.ceil(count / 2)
  for (let i = 0; i < half; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
    const angle = 2 * Math.PI * random.next()
    draws[i] = radius * Math.cos(angle)
    if (i + 1 < half) draws[i + 1] = radius * Math.sin(angle)
  }
  for (let i = half; i < count; i++) draws[i] = -(draws[i - half] ?? 0)
  return draws
}

/** FNV-1a */
const seedOf = (name: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
