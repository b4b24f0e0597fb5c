import { assert, describe, it } from "@effect/vitest"
import { externalBreakeven, internalBreakeven, realBreakeven } from "../../../../entities/domain/deal/Breakeven.ts"
import { fillTiers } from "../../../../entities/domain/deal/TierFill.ts"
import { waterfall } from "../../../../entities/domain/deal/Waterfall.ts"
import { commonShow, plainShow } from "./shows.ts"

const terms = { _tag: "Flat", guaranteeCents: 2_000_000, promoterProfit: 1_500 } as const
const show = commonShow({ terms })

describe("breakeven", () => {
  it("V9 is 1,082 tickets for the artist's side and 937 for the promoter's, at average prices", () => {
    const external = externalBreakeven(show, "Headliner")
    const internal = internalBreakeven(show)
    assert.strictEqual(external?.tickets, 1_082)
    assert.closeTo(external?.exact ?? 0, 1_081.7, 0.01)
    assert.strictEqual(internal?.tickets, 937)
    assert.closeTo(internal?.exact ?? 0, 936.27, 0.01)
  })

  it("really depends on which tiers sell first", () => {
    // a ticket before the average price's 936.27: of 936 tickets the dear ones are rounded up
    assert.strictEqual(realBreakeven(show, "proportional"), 936)
    const cheapest = realBreakeven(show, "cheapestFirst") ?? 0
    const dearest = realBreakeven(show, "dearestFirst") ?? 0
    const result = (tickets: number, order: "cheapestFirst" | "dearestFirst") =>
      waterfall(show, fillTiers(show.scaling, tickets, order)).promoterResult
    assert.isTrue(result(cheapest, "cheapestFirst") >= 0 && result(cheapest - 1, "cheapestFirst") < 0)
    assert.isTrue(result(dearest, "dearestFirst") >= 0 && result(dearest - 1, "dearestFirst") < 0)
    assert.isTrue(dearest < 936 && 936 < cheapest)
  })

  it("counts other revenue for the promoter only", () => {
    const withBar = { ...show, revenue: [{ name: "Bar", goesTo: "promoter", basis: "perTicket", cents: 600 }] as const }
    assert.strictEqual(externalBreakeven(withBar, "Headliner")?.tickets, 1_082)
    assert.strictEqual(internalBreakeven(withBar)?.tickets, 816)
  })

  it("is nothing where no number of tickets would do", () => {
    const costly = plainShow({ terms }, {
      costs: [{ name: "Wristbands", basis: "perTicket", cents: { budget: 1_000 } }]
    })
    assert.isUndefined(internalBreakeven(costly))
    assert.isUndefined(externalBreakeven(costly, "Headliner"))
    assert.isUndefined(realBreakeven(costly, "asListed"))
    assert.isUndefined(externalBreakeven(show, "Nobody"))
  })

  it("is no ticket at all where nothing has to be earned", () => {
    const free = plainShow({ terms: { _tag: "Door", share: 5_000, of: "net" } })
    assert.strictEqual(internalBreakeven(free)?.tickets, 0)
    assert.strictEqual(realBreakeven(free, "asListed"), 0)
  })
})
