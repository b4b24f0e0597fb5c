import { Schema } from "effect"

/** Money in integer cents of the show's currency. Safe to ±90 trillion. */
export const Cents = Schema.Int.pipe(
  Schema.filter((cents) => Number.isSafeInteger(cents), { message: () => "money is an integer number of cents" }),
  Schema.brand("Cents")
)
export type Cents = typeof Cents.Type

/** A ticket price: zero or more cents, one million at most. */
export const PriceCents = Schema.Int.pipe(
  Schema.between(0, 100_000_000, { message: () => "a price is 0 to 100000000 cents" }),
  Schema.brand("Cents")
)

/**
 * A share in basis points: 8500 is 85 %. Steps of a hundredth of a point are allowed, because sales taxes need them
 * (New York's 8.875 % is 887.5).
 */
export const BasisPoints = Schema.Number.pipe(
  Schema.filter((points) => points >= 0 && points <= 10_000 && Math.abs(points * 100 - millionths(points)) < 1e-6, {
    message: () => "a share is 0 to 10000 basis points in steps of 0.01 (8500 is 85 %)"
  }),
  Schema.brand("BasisPoints")
)
export type BasisPoints = typeof BasisPoints.Type

export const million = 1_000_000

/** A share as the integer that the arithmetic uses. */
export const millionths = (points: number): number => Math.round(points * 100)

/**
 * `amount x numerator / denominator` in whole cents, half up, exact whatever the size: the one place where money is
 * rounded. Numerator and denominator are not negative.
 */
export const mulDiv = (amount: number, numerator: number, denominator: number): number => {
  const quotient = Math.floor(amount / denominator)
  const whole = quotient * numerator
  const part = (amount - quotient * denominator) * numerator
  return part < 2 ** 50 && denominator < 2 ** 50 && Math.abs(whole) < 2 ** 52
    ? whole + Math.floor((2 * part + denominator) / (2 * denominator))
    : halfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator))
}

/** `numerator / denominator`, half up; the denominator is positive. */
export const halfUp = (numerator: bigint, denominator: bigint): number => {
  const doubled = 2n * numerator + denominator
  const divisor = 2n * denominator
  const quotient = doubled / divisor
  return Number(doubled % divisor < 0n ? quotient - 1n : quotient)
}

/** A share of an amount. */
export const shareOf = (amount: number, points: number): number => mulDiv(amount, millionths(points), million)

/** Everybody's share of an amount, and the rest, which whoever divides it keeps: the parts and the rest add up to it. */
export const allocate = (
  amount: number,
  shares: ReadonlyArray<number>
): { readonly parts: ReadonlyArray<number>; readonly rest: number } => {
  const parts = shares.map((points) => shareOf(amount, points))
  return { parts, rest: parts.reduce((rest, part) => rest - part, amount) }
}
