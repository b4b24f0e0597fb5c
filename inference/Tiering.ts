import { type ExponentialDemand, exponentialRunout, grossOptimum } from "./Pricing.ts"

/**
 * Several prices for one room. Places differ in what they are worth, from `1 + spread` of the average in front to
 * `1 - spread` at the back, and whoever would pay most takes the best ones. Then the price of a tier is that of the next
 * worse one and what its first refusal would add: p_j = p_(j+1) + v(A_j) (q_j - q_(j+1)), with v(n) what the n-th buyer
 * would pay and A_j the places up to there (Mussa and Rosen 1978). Each sum A v(A) has its best where one price has.
 */
export interface TierShape {
  readonly name: string
  /** of the room; they add up to one, best places first */
  readonly share: number
}

export interface PricedTier extends TierShape {
  readonly price: number
  readonly places: number
}

/** What the trade publishes for several prices over one, about 5 %, comes of this spread. */
export const usualSpread = 0.1

export const usualShapes: ReadonlyArray<TierShape> = [
  { name: "Front", share: 0.2 },
  { name: "Standard", share: 0.5 },
  { name: "Value", share: 0.3 }
]

/** Best places first, with what they bring over one best price, as a share of it. */
export const tiersFor = (
  curve: ExponentialDemand,
  capacity: number,
  shapes: ReadonlyArray<TierShape> = usualShapes,
  spread: number = usualSpread
): { readonly tiers: ReadonlyArray<PricedTier>; readonly gain: number } => {
  const worth = (places: number) => curve.scale * Math.log(curve.market / Math.max(1, places))
  const most = Math.min(capacity, curve.market / Math.E)
  const ends = shapes.map((_, index) => capacity * sumOf(shapes.slice(0, index + 1)))
  const quality = shapes.map((shape, index) => 1 + spread - spread * (2 * sumOf(shapes.slice(0, index)) + shape.share))
  let gross = 0
  let price = 0
  const prices = shapes.map(() => 0)
  for (let index = shapes.length - 1; index >= 0; index--) {
    const step = (quality[index] ?? 0) - (quality[index + 1] ?? 0)
    const taken = Math.min(ends[index] ?? 0, most)
    price += step * worth(taken)
    gross += step * worth(taken) * taken
    prices[index] = price
  }
  const onePrice = Math.max(grossOptimum(curve), exponentialRunout(curve, capacity))
  const places = wholePlaces(ends)
  return {
    tiers: shapes.map((shape, index) => ({ ...shape, price: prices[index] ?? 0, places: places[index] ?? 0 })),
    gain: gross / (onePrice * most) - 1
  }
}

const sumOf = (shapes: ReadonlyArray<TierShape>): number => shapes.reduce((sum, { share }) => sum + share, 0)

const wholePlaces = (ends: ReadonlyArray<number>): ReadonlyArray<number> =>
  ends.map((end, index) => Math.round(end) - Math.round(ends[index - 1] ?? 0))
