import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import { allocate, BasisPoints, mulDiv, shareOf } from "../../../entities/domain/Money.ts"
import { taxOf } from "../../../entities/domain/Tax.ts"

describe("money", () => {
  it("rounds half a cent up, losses too", () => {
    assert.deepStrictEqual([1, 3, -1, -3].map((cents) => mulDiv(cents, 1, 2)), [1, 2, 0, -1])
  })

  it("rounds exactly, whatever the size", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 10_000_000_000 }),
        fc.integer({ min: 1, max: 10_000_000_000 }),
        (amount, numerator, denominator) => {
          fc.pre(numerator <= denominator)
          const rounded = BigInt(mulDiv(amount, numerator, denominator))
          const off = 2n * (rounded * BigInt(denominator) - BigInt(amount) * BigInt(numerator))
          assert.isTrue(off > -BigInt(denominator) && off <= BigInt(denominator))
        }
      ),
      { numRuns: 5_000 }
    )
  })

  it("takes a share in basis points, hundredths of a point too", () => {
    assert.strictEqual(shareOf(2_223_512, 8_500), 1_889_985)
    assert.strictEqual(shareOf(100_000, 887.5), 8_875)
    assert.isTrue(Either.isLeft(Schema.decodeEither(BasisPoints)(887.555)))
    assert.isTrue(Either.isLeft(Schema.decodeEither(BasisPoints)(10_001)))
  })

  it("finds the tax inside a price or on top of it", () => {
    const rate = BasisPoints.make(500)
    assert.strictEqual(taxOf({ mode: "divisor", rate }, 4_362_500), 207_738)
    assert.strictEqual(taxOf({ mode: "multiplier", rate }, 4_362_500), 218_125)
  })

  it("divides an amount without losing a cent", () => {
    assert.deepStrictEqual(allocate(100, [3_333, 3_333, 3_334]), { parts: [33, 33, 33], rest: 1 })
    assert.deepStrictEqual(allocate(-5, [5_000]), { parts: [-2], rest: -3 })
  })
})
