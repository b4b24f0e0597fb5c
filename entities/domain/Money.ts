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
  Schema.filter(
    (points) => points >= 0 && points <= 100_000 && Math.abs(points * 100 - Math.round(points * 100)) < 1e-6,
    {
      message: () => "a share is 0 to 100000 basis points in steps of 0.01 (8500 is 85 %)"
    }
  ),
  Schema.brand("BasisPoints")
)
export type BasisPoints = typeof BasisPoints.Type
