import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import fc from "fast-check"
import type { Asked, Decide } from "../../../entities/booking/decide.ts"
import { settle } from "../../../entities/booking/settlement/behavior.ts"
import { view } from "../../../entities/booking/settlement/view.ts"
import { type Booking, evolve, initial } from "../../../entities/booking/state.ts"
import { BasisPoints } from "../../../entities/domain/Money.ts"
import type { SettlementCommand } from "../../../entities/domain/Settling.ts"
import { bookingId, terms } from "./show.ts"

const asked: Asked = { bookingId: bookingId("bk-1"), actor: "tester", atMillis: 5 }
const played = (sold: number): Booking => ({
  ...initial,
  terms: terms(),
  stage: "played",
  sale: { ...initial.sale, tiers: [{ tier: "Standing", sold, comps: 0, holds: 0, countedAtMillis: 1 }] }
})
const after = (booking: Booking, ...commands: ReadonlyArray<SettlementCommand>): Booking =>
  commands.reduce((booking, command) => done(booking, settle(asked, command)), booking)
const done = (booking: Booking, decide: Decide): Booking =>
  Either.match(decide(booking), {
    onLeft: (refusal) => assert.fail(refusal.message),
    onRight: (events) => events.reduce(evolve, booking)
  })
const refused = (booking: Booking, command: SettlementCommand): string =>
  Either.match(settle(asked, command)(booking), { onLeft: ({ message }) => message, onRight: () => "nothing" })
const sheet = (booking: Booking) => {
  const { settling, terms: agreed } = booking
  return agreed === null || settling === null
    ? assert.fail("no settlement")
    : view({ ...booking, terms: agreed }, settling)
}
const signed = (booking: Booking): Booking =>
  (["promoter", "artist"] as const).reduce(
    (booking, side) => after(booking, { _tag: "Sign", side, name: side, sheetHash: sheet(booking).sheetHash }),
    booking
  )
const begin: SettlementCommand = { _tag: "Begin" }

describe("a settlement", () => {
  it("begins when the show was played, and once", () => {
    assert.strictEqual(refused({ ...played(1), stage: "onSale" }, begin), "Booking bk-1 cannot be settled while onSale")
    const begun = after(played(1), begin)
    assert.deepStrictEqual(settle(asked, begin)(begun), Either.right([]))
  })

  it("is settled with the second side's signature, and can be read only from then on", () => {
    const settled = signed(after(played(900), begin))
    assert.strictEqual(settled.stage, "settled")
    assert.match(
      refused(settled, { _tag: "SetRevenue", revenue: [] }),
      /cannot have its settlement changed while settled/
    )
    assert.strictEqual(after(settled, { _tag: "Reopen", reason: "a bill came late" }).settling?.version, 2)
  })

  it("keeps the offer's budget and knows only the talents of the deal", () => {
    const begun = after(played(900), begin)
    const line = (budget: number) => ({ name: "Rent", basis: "fixed" as const, cents: { budget, actual: 5 } })
    assert.strictEqual(after(begun, { _tag: "SetCosts", costs: [line(0)] }).settling?.costs?.length, 1)
    assert.match(refused(begun, { _tag: "SetCosts", costs: [line(9)] }), /the budget of Rent is what the offer says/)
    const stranger = { talent: "Somebody", rate: BasisPoints.make(1_000), exemptCents: 0 }
    assert.match(
      refused(begun, { _tag: "SetTerms", adjustments: [], withholdings: [stranger] }),
      /Somebody is not in its deal/
    )
  })

  it("adds up to the cent, whatever was sold and adjusted", () => {
    fc.assert(fc.property(
      fc.nat(1_400),
      fc.nat(500_000),
      fc.constantFrom("reimbursement" as const, "deduction" as const, "bonus" as const),
      fc.nat(5_000),
      (sold, cents, kind, rate) => {
        const talent = "Nova Kestrel"
        const { sheet: { internal, promoterResult, talents } } = sheet(after(played(sold), begin, {
          _tag: "SetTerms",
          adjustments: [{ name: "Something", talent, kind, cents, affectsSplitPoint: false }],
          withholdings: [{ talent, rate: BasisPoints.make(rate), exemptCents: 0 }]
        }))
        const paid = talents.reduce((sum, { due }) => sum + due, 0)
        const { facilityFees, gross, ownExpenses, preSettlementFees, promoterRevenue, tax } = internal
        assert.strictEqual(
          paid + promoterResult + ownExpenses + tax + facilityFees + preSettlementFees,
          gross + promoterRevenue + internal.includedRevenue
        )
        for (const { balance, deposits, due, withheld } of talents) {
          assert.strictEqual(balance + deposits + withheld, due)
        }
      }
    ))
  })

  it("takes no signature of a sheet that has changed since", () => {
    fc.assert(fc.property(fc.nat(1_399), (sold) => {
      const before = after(played(sold), begin)
      const { sheetHash } = sheet(before)
      const changed = { ...before, sale: played(sold + 1).sale }
      const sign: SettlementCommand = { _tag: "Sign", side: "artist", name: "A", sheetHash }
      assert.match(refused(changed, sign), /the sheet has changed since it was looked at/)
      assert.deepStrictEqual(sheet({ ...after(before, sign), sale: changed.sale }).signatures, [])
    }))
  })
})
