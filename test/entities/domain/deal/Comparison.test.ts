import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import fc from "fast-check"
import { compareShows } from "../../../../entities/domain/deal/Comparison.ts"
import { changesBetween, type Json, withChange } from "../../../../entities/domain/deal/JsonChange.ts"
import { Show } from "../../../../entities/domain/deal/Show.ts"
import { showAndSold } from "./arbitrary.ts"
import { commonShow, decodeShow } from "./shows.ts"

const shows = showAndSold.map(({ show }) => show)
const versus = commonShow({ terms: { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_500, of: "net" } })
const encoded = Schema.encodeSync(Show)(versus)
const changed = (more: Partial<typeof Show.Encoded>) => decodeShow({ ...encoded, ...more })

describe("two versions of a show", () => {
  it("differ in nothing from themselves", () => {
    const { changes, total } = compareShows(versus, versus, 1_050)
    assert.deepStrictEqual(changes, [])
    assert.deepStrictEqual(total.soldOut, { talentPay: 0, promoterResult: 0 })
  })

  it("name each field that differs, and what it alone does to the money", () => {
    const after = changed({
      talents: [{
        name: "Headliner",
        role: "headliner",
        deal: { terms: { _tag: "Versus", guaranteeCents: 1_500_000, share: 8_000, of: "net" } }
      }],
      costs: [
        { name: "Insurance", basis: "perTicket", cents: { budget: 125 } },
        { name: "House and production", basis: "fixed", cents: { budget: 1_900_000 } }
      ]
    })
    const { changes, total } = compareShows(versus, after)
    assert.deepStrictEqual(changes.map(({ label, path }) => [path, label]), [
      ["costs[House and production].cents.budget", "Cost House and production, budget"],
      ["talents[Headliner].deal.terms.share", "Talent Headliner, deal, share"]
    ])
    // sold out the net is 38,821.43: 85 % of it is 32,998.22, 80 % is 31,057.14; 1,000 more in costs takes 850 from the 85 %
    assert.deepStrictEqual(changes.map(({ effect }) => effect?.soldOut), [
      { talentPay: -85_000, promoterResult: -15_000 },
      { talentPay: -194_108, promoterResult: 194_108 }
    ])
    assert.deepStrictEqual(total.soldOut, { talentPay: -274_108, promoterResult: 174_108 })
    assert.isNull(total.expected)
  })

  it("show another kind of deal and an added tier as one change each", () => {
    const after = changed({
      talents: [{ name: "Headliner", role: "headliner", deal: { terms: { _tag: "Flat", guaranteeCents: 2_000_000 } } }],
      scaling: {
        ...encoded.scaling,
        capacity: 1_500,
        tiers: [...encoded.scaling.tiers, { name: "Box", priceCents: 9_000, allotment: 100 }]
      }
    })
    const { changes } = compareShows(versus, after)
    assert.deepStrictEqual(changes.map(({ label }) => label), ["Capacity", "Tier Box", "Talent Headliner, deal"])
    assert.isNull(changes[1]?.effect, "a tier that the room has no place for makes no sense alone")
    assert.strictEqual(changes[2]?.effect?.soldOut.talentPay, 2_000_000 - 3_299_822)
  })

  it("become one another when every change is made, whatever they are", () => {
    fc.assert(
      fc.property(shows, shows, (a, b) => {
        const [from, to]: [Json, Json] = [Schema.encodeSync(Show)(a), Schema.encodeSync(Show)(b)]
        const made = changesBetween(from, to).reduce(withChange, from)
        assert.deepStrictEqual(changesBetween(made, to), [])
      }),
      { numRuns: 50 }
    )
  })
})
