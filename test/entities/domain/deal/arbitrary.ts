import * as fc from "fast-check"
import type { Bonus, Deal, Terms, Trigger } from "../../../../entities/domain/deal/Deal.ts"
import type { Show } from "../../../../entities/domain/deal/Show.ts"
import { decodeDeal, decodeShow } from "./shows.ts"

const int = (min: number, max: number) => fc.integer({ min, max })
const share = fc.oneof(int(0, 10_000), int(0, 1_000_000).map((hundredths) => hundredths / 100))

const tiers = (minPrice: number) =>
  fc.array(
    fc.record({
      priceCents: int(minPrice, 20_000),
      places: int(0, 400),
      comps: int(0, 20),
      kills: int(0, 20),
      fee: int(0, 150)
    }),
    { minLength: 1, maxLength: 10 }
  ).map((all) =>
    all.map(({ comps, fee, kills, places, priceCents }, index) => ({
      name: `Tier ${index}`,
      priceCents,
      allotment: places + comps + kills,
      comps,
      kills,
      fees: [{ name: "Charity", kind: "preSettlement" as const, centsPerTicket: fee }]
    }))
  )

const columns = (figure: fc.Arbitrary<number>) =>
  fc.record({ budget: figure, estimated: figure, actual: figure, reported: figure }, { requiredKeys: ["budget"] })

const costs = fc.array(
  fc.oneof(
    fc.record({ basis: fc.constant("fixed" as const), cents: columns(int(0, 500_000)) }),
    fc.record({ basis: fc.constant("perTicket" as const), cents: columns(int(0, 25)) }),
    fc.record({
      basis: fc.constantFrom("gross" as const, "netGross" as const, "net" as const, "expenses" as const),
      share: columns(int(0, 150))
    })
  ),
  { maxLength: 12 }
).map((lines) => lines.map((line, index) => ({ name: `Cost ${index}`, ...line })))

const guaranteeCents = int(0, 3_000_000)
const promoterProfit = int(0, 2_000)
type TermsInput = typeof Terms.Encoded
export const flatTerms: fc.Arbitrary<TermsInput> = fc.record({
  _tag: fc.constant("Flat" as const),
  guaranteeCents,
  promoterProfit
})
const ofDoor = fc.constantFrom("net" as const, "netGross" as const, "gross" as const)
const terms: fc.Arbitrary<TermsInput> = fc.oneof(
  flatTerms,
  fc.record({ _tag: fc.constant("Versus" as const), guaranteeCents, promoterProfit, share, of: ofDoor }),
  fc.record({
    _tag: fc.constant("Plus" as const),
    guaranteeCents,
    promoterProfit,
    share,
    of: fc.constantFrom("afterSplit" as const, "netGross" as const, "gross" as const)
  }),
  fc.record({ _tag: fc.constant("Door" as const), promoterProfit, share, of: ofDoor }),
  fc.record({ _tag: fc.constant("DoorPerTicket" as const), promoterProfit, centsPerTicket: int(0, 2_000) })
)

const at = (trigger: Trigger) =>
  trigger === "tickets" ? int(0, 3_000) : trigger === "occupancy" ? int(0, 10_000) : int(0, 20_000_000)

type BonusInput = typeof Bonus.Encoded
const bonus = (lowest: number | undefined): fc.Arbitrary<BonusInput> =>
  fc.constantFrom("tickets" as const, "gross" as const, "netGross" as const, "net" as const, "occupancy" as const)
    .chain((trigger) =>
      fc.oneof<Array<fc.Arbitrary<BonusInput>>>(
        fc.record({
          steps: fc.array(fc.record({ at: at(trigger), cents: int(0, 200_000) }), { minLength: 1, maxLength: 5 }),
          pays: fc.constantFrom("cumulative" as const, "highest" as const)
        }).map(({ pays, steps }) => ({
          _tag: "ThresholdFee",
          name: "Steps",
          trigger,
          pays,
          steps: steps.sort((a, b) => a.at - b.at).map((step, index) => ({ ...step, cents: (index + 1) * 50_000 }))
        })),
        fc.record({ at: at(trigger), centsPerTicket: int(0, 500) }).map((fields) => ({
          _tag: "PerTicketAbove",
          name: "Over",
          trigger,
          ...fields
        })),
        ...(lowest === undefined ? [] : [
          fc.record({
            _tag: fc.constantFrom("NewShareAbove" as const, "ShareUpgrade" as const),
            at: at(trigger),
            more: int(0, 10_000 - Math.ceil(lowest))
          }).map(({ _tag, at, more }): BonusInput => ({
            _tag,
            name: "Percentage",
            trigger,
            at,
            share: Math.min(10_000, lowest + more)
          }))
        ])
      )
    )

/** At most one change of percentage for each trigger, so that they never fall. */
const onePerTrigger = (bonuses: ReadonlyArray<BonusInput>): ReadonlyArray<BonusInput> =>
  bonuses.filter((bonus, index) =>
    !("share" in bonus) ||
    bonuses.findIndex((other) => "share" in other && other.trigger === bonus.trigger) === index
  )

const dealInput: fc.Arbitrary<typeof Deal.Encoded> = terms.chain((terms) =>
  fc.array(bonus("share" in terms ? terms.share : undefined), { maxLength: 4 })
    .map((bonuses) => ({ terms, bonuses: onePerTrigger(bonuses) }))
)
export const deal: fc.Arbitrary<Deal> = dealInput.map((input) => decodeDeal(input))

const showWith = (minPrice: number, talentCount: number): fc.Arbitrary<Show> =>
  fc.record({
    tiers: tiers(minPrice),
    facility: int(0, 150),
    tax: fc.record({ mode: fc.constantFrom("divisor" as const, "multiplier" as const), rate: int(0, 1_000) }),
    costs,
    lift: int(0, 100),
    bar: int(0, 800),
    deals: fc.array(
      fc.record({
        deal: dealInput,
        inOtherDeals: fc.constantFrom("notCounted" as const, "guarantee" as const, "fullFee" as const)
      }),
      { minLength: 1, maxLength: talentCount }
    ),
    partner: int(0, 10_000)
  }).map(({ bar, costs, deals, facility, lift, partner, tax, tiers }) =>
    decodeShow({
      scaling: {
        capacity: tiers.reduce((sum, tier) => sum + tier.allotment, 0),
        fees: [{ name: "Facility", kind: "facility", centsPerTicket: facility }],
        tiers
      },
      tax,
      costs,
      revenue: [
        { name: "Lift", goesTo: "netGross", basis: "perTicket", cents: lift },
        { name: "Bar", goesTo: "promoter", basis: "perTicket", cents: bar },
        { name: "Rebate", goesTo: "promoter", basis: "facilityFees", share: 3_333 }
      ],
      talents: deals.map((talent, index) => ({
        name: `Talent ${index}`,
        role: index === 0 ? "headliner" : "support",
        ...talent
      })),
      coPromoters: [{ name: "Partner", share: partner }]
    })
  )

/** Any show at all, and some of its tickets sold. */
export const showAndSold = showWith(0, 4).chain((show) => sold(show).map((sold) => ({ show, sold })))

/** Every ticket brings more than it costs. */
export const gainfulShow = showWith(2_000, 1)

export const sold = (show: Show): fc.Arbitrary<ReadonlyArray<number>> =>
  fc.tuple(...show.scaling.tiers.map((tier) => int(0, tier.allotment - tier.comps - tier.kills)))
