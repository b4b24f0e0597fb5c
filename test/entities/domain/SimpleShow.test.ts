import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { totalSellable } from "../../../entities/domain/deal/Scaling.ts"
import { Show } from "../../../entities/domain/deal/Show.ts"
import { potential } from "../../../entities/domain/deal/Waterfall.ts"
import { simpleShow } from "../../../entities/domain/SimpleShow.ts"
import { CapacityConfig, VenueDefaults } from "../../../entities/domain/Venue.ts"

const room = Schema.decodeSync(CapacityConfig)({ configId: "standing", name: "Standing", capacity: 1_500, kills: 100 })
const defaults = Schema.decodeSync(VenueDefaults)({
  ticketPriceCents: 4_500,
  facilityFeeCents: 250,
  tax: { mode: "divisor", rate: 500 },
  houseCosts: [{ name: "House nut", basis: "fixed", cents: { budget: 600_000 } }]
})

describe("a show from a simple request", () => {
  it("is one tier over the places that are sold, at the venue's price, tax, fee and costs, for half of what it can bring", () => {
    const show = simpleShow({ artistName: "Nova Kestrel", room, defaults })
    assert.strictEqual(totalSellable(show.scaling), 1_400)
    const lines = potential(show)
    assert.strictEqual(lines.gross, 6_300_000)
    assert.strictEqual(lines.facilityFees, 350_000)
    assert.strictEqual(lines.tax, 283_333)
    assert.strictEqual(lines.expenses, 600_000)
    assert.strictEqual(lines.talentPay, 3_150_000)
    assert.strictEqual(lines.promoterResult, 6_300_000 - 350_000 - 283_333 - 600_000 - 3_150_000)
  })

  it("can be written down and read again unchanged", () => {
    const show = simpleShow({ artistName: "Nova Kestrel", room, defaults })
    assert.deepStrictEqual(Schema.decodeSync(Show)(Schema.encodeSync(Show)(show)), show)
  })
})
