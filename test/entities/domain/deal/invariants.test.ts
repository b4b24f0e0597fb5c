import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import { realBreakeven } from "../../../../entities/domain/deal/Breakeven.ts"
import { guaranteeOf } from "../../../../entities/domain/deal/Deal.ts"
import {
  grossPotential,
  Scaling,
  sellable,
  soldByTier,
  totalSellable
} from "../../../../entities/domain/deal/Scaling.ts"
import { FillOrder, fillTiers } from "../../../../entities/domain/deal/TierFill.ts"
import { asOffered, asSettled, potential, waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { million, millionths } from "../../../../entities/domain/Money.ts"
import { gainfulShow, showAndSold, sold } from "./arbitrary.ts"

const runs = { numRuns: 500 }
const places = fc.integer({ min: 0, max: 300 })

describe("whatever the show", () => {
  it("I3: a scaling is accepted exactly when its tiers fit into the room", () => {
    const tier = fc.record({ allotment: places, comps: fc.integer({ min: 0, max: 30 }), kills: fc.constant(0) })
    fc.assert(
      fc.property(
        fc.array(tier, { minLength: 1, maxLength: 5 }),
        places,
        places,
        places,
        (tiers, room, kills, held) => {
          const scaling = Schema.decodeEither(Scaling)({
            capacity: room * 3,
            kills,
            productionHolds: held,
            tiers: tiers.map((each, index) => ({ name: `Tier ${index}`, priceCents: 1_000, ...each }))
          })
          const allotted = tiers.reduce((sum, each) => sum + each.allotment, 0)
          const fits = allotted <= room * 3 - kills - held && tiers.every((each) => each.comps <= each.allotment)
          assert.strictEqual(Either.isRight(scaling), fits)
          if (Either.isRight(scaling)) {
            const comps = tiers.reduce((sum, each) => sum + each.comps, 0)
            assert.isAtMost(totalSellable(scaling.right), room * 3 - kills - held - comps)
          }
        }
      ),
      runs
    )
  })

  it("I4: no tier sells more than it has", () => {
    fc.assert(
      fc.property(showAndSold, fc.nat(30), fc.integer({ min: -2, max: 5 }), ({ show, sold }, pick, more) => {
        const at = pick % show.scaling.tiers.length
        const counts = Object.fromEntries(show.scaling.tiers.map((tier, index) => [tier.name, sold[index] ?? 0]))
        assert.deepStrictEqual(Either.getOrThrow(soldByTier(show.scaling, counts)), sold)
        const tier = show.scaling.tiers[at]
        if (tier && more !== 0) {
          const wrong = { ...counts, [tier.name]: more < 0 ? more : sellable(tier) + more }
          assert.isTrue(Either.isLeft(soldByTier(show.scaling, wrong)))
        }
      }),
      runs
    )
  })

  it("I5: the gross potential is every sellable ticket at its price", () => {
    fc.assert(fc.property(showAndSold, ({ show }) => {
      assert.strictEqual(potential(show).gross, grossPotential(show.scaling))
    }))
  })

  it("I8: a guarantee is paid, and a door deal never costs the artist", () => {
    fc.assert(
      fc.property(showAndSold, ({ show, sold }) => {
        waterfall(show, sold).talents.forEach((talent, index) => {
          const terms = show.talents[index]?.deal.terms
          assert.isAtLeast(talent.pay, terms ? guaranteeOf(terms) : 0)
        })
      }),
      runs
    )
  })

  it("I9: artist, promoter, costs, tax and fees are the gross and the other revenue, to the cent", () => {
    fc.assert(
      fc.property(showAndSold, fc.constantFrom(asOffered, asSettled), ({ show, sold }, view) => {
        const lines = waterfall(show, sold, view)
        const costs = lines.costs.reduce((sum, cost) => sum + cost.ownCents, 0)
        assert.strictEqual(
          lines.talentPay + lines.promoterResult + costs + lines.tax + lines.facilityFees + lines.preSettlementFees,
          lines.gross + lines.includedRevenue + lines.promoterRevenue
        )
        assert.strictEqual(lines.promoterShares.reduce((sum, share) => sum + share, 0), lines.promoterResult)
        assert.strictEqual(lines.talents.reduce((sum, talent) => sum + talent.pay, 0), lines.talentPay)
      }),
      runs
    )
  })

  it("I10: one more ticket never lowers the artist's pay while a ticket brings more than it costs", () => {
    const oneMore = gainfulShow.chain((show) =>
      fc.record({ show: fc.constant(show), sold: sold(show), pick: fc.nat(show.scaling.tiers.length - 1) })
    )
    fc.assert(
      fc.property(oneMore, ({ pick, show, sold }) => {
        const tier = show.scaling.tiers[pick]
        fc.pre(tier !== undefined && (sold[pick] ?? 0) < sellable(tier))
        const more = sold.map((count, index) => index === pick ? count + 1 : count)
        assert.isAtLeast(waterfall(show, more).talentPay, waterfall(show, sold).talentPay)
      }),
      { numRuns: 2_000 }
    )
  })

  it("I15: every line is whole cents, and tax and shares of the net gross are the nearest ones", () => {
    fc.assert(
      fc.property(showAndSold, ({ show, sold }) => {
        const lines = waterfall(show, sold)
        for (const [name, value] of Object.entries(lines)) {
          if (typeof value === "number") assert.isTrue(Number.isSafeInteger(value), name)
        }
        const rate = millionths(show.tax.rate)
        const base = show.tax.mode === "divisor" ? million + rate : million
        // twice the distance from the exact tax, in parts of a cent: half a cent at most, and half goes up
        const distance = 2n * (BigInt(lines.tax) * BigInt(base) - BigInt(lines.adjustedGross) * BigInt(rate))
        assert.isTrue(distance > -BigInt(base) && distance <= BigInt(base))
        lines.costs.forEach((cost, index) => {
          const line = show.costs[index]
          if (line?.basis !== "netGross") return
          const off = 2n * (BigInt(cost.cents) * 1_000_000n -
            BigInt(lines.netGross) * BigInt(millionths(line.share.budget)))
          assert.isTrue(off > -1_000_000n && off <= 1_000_000n)
        })
      }),
      runs
    )
  })

  it("shares of the expenses and of the net are shares of the very sums they are part of", () => {
    fc.assert(
      fc.property(showAndSold, ({ show, sold }) => {
        const lines = waterfall(show, sold)
        const net = Math.max(0, lines.netGross - lines.expenses)
        lines.costs.forEach((cost, index) => {
          const line = show.costs[index]
          if (line?.basis !== "expenses" && line?.basis !== "net") return
          const of = line.basis === "net" ? net : lines.expenses
          // other lines of the kind are rounded too: a cent each at most, weighed by the share
          assert.closeTo(cost.cents, (of * line.share.budget) / 10_000, 0.5 + show.costs.length * 0.01)
        })
      }),
      runs
    )
  })

  it("fills tiers with exactly the tickets sold, and one more ticket takes none from any tier", () => {
    fc.assert(
      fc.property(showAndSold, fc.nat(4_000), fc.constantFrom(...FillOrder.literals), ({ show }, tickets, order) => {
        const total = totalSellable(show.scaling)
        const filled = fillTiers(show.scaling, tickets, order)
        assert.strictEqual(filled.reduce((sum, count) => sum + count, 0), Math.min(tickets, total))
        const next = fillTiers(show.scaling, tickets + 1, order)
        show.scaling.tiers.forEach((tier, index) => {
          assert.isAtMost(filled[index] ?? 0, next[index] ?? 0)
          assert.isAtMost(filled[index] ?? 0, sellable(tier))
        })
      }),
      runs
    )
  })

  it("finds the same breakeven as trying every number of tickets", () => {
    fc.assert(
      fc.property(gainfulShow, fc.constantFrom(...FillOrder.literals), (show, order) => {
        let tried: number | undefined
        for (let tickets = 0; tickets <= totalSellable(show.scaling) && tried === undefined; tickets++) {
          if (waterfall(show, fillTiers(show.scaling, tickets, order)).promoterResult >= 0) tried = tickets
        }
        assert.strictEqual(realBreakeven(show, order), tried)
      }),
      { numRuns: 150 }
    )
  })
})
