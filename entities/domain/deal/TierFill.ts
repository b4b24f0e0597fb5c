import { Schema } from "effect"
import { mulDiv } from "../Money.ts"
import { type Scaling, sellable, totalSellable } from "./Scaling.ts"

/** Which tiers a crowd buys first; the real breakeven depends on it. `proportional` sells all tiers at the same pace. */
export const FillOrder = Schema.Literal("proportional", "asListed", "cheapestFirst", "dearestFirst")
export type FillOrder = typeof FillOrder.Type

/** Tickets sold of each tier when `tickets` are sold in all; more than the room has is the whole room. */
export const fillTiers = (scaling: Scaling, tickets: number, order: FillOrder): ReadonlyArray<number> => {
  const total = totalSellable(scaling)
  const wanted = Math.max(0, Math.min(Math.floor(tickets), total))
  return order === "proportional" ? paced(scaling, wanted, total) : inOrder(scaling, wanted, order)
}

/**
 * Ticket j of a tier of s places sells at (j - 1/2) / s of the way to a sold-out room; the first `wanted` of them all are
 * sold. So no tier ever loses a ticket because one more is sold in all.
 */
const paced = (scaling: Scaling, wanted: number, total: number): ReadonlyArray<number> => {
  const places = scaling.tiers.map(sellable)
  const sold = places.map((tier) => (total === 0 ? 0 : mulDiv(tier, wanted, total)))
  let missing = sold.reduce((rest, count) => rest - count, wanted)
  const step = missing > 0 ? 1 : -1
  for (; missing !== 0; missing -= step) {
    const at = nextToChange(places, sold, step)
    sold[at] = (sold[at] ?? 0) + step
  }
  return sold
}

const nextToChange = (places: ReadonlyArray<number>, sold: ReadonlyArray<number>, step: 1 | -1): number => {
  let best = -1
  let bestTime = step * Infinity
  places.forEach((tier, index) => {
    const count = sold[index] ?? 0
    const time = (count + step / 2) / tier
    if (step === 1 ? count < tier && time < bestTime : count > 0 && time >= bestTime) {
      best = index
      bestTime = time
    }
  })
  return best
}

const inOrder = (scaling: Scaling, wanted: number, order: FillOrder): ReadonlyArray<number> => {
  const sold = scaling.tiers.map(() => 0)
  const direction = order === "cheapestFirst" ? 1 : order === "dearestFirst" ? -1 : 0
  let rest = wanted
  const queue = scaling.tiers
    .map((tier, index) => ({ index, price: tier.priceCents, places: sellable(tier) }))
    .sort((a, b) => direction * (a.price - b.price) || a.index - b.index)
  for (const { index, places } of queue) {
    sold[index] = Math.min(places, rest)
    rest -= sold[index] ?? 0
  }
  return sold
}
