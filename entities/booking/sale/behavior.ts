import { Either } from "effect"
import type { BookingStage } from "../../domain/Booking.ts"
import { sellable, type Tier } from "../../domain/deal/Scaling.ts"
import {
  CountRefused,
  type MarketingLine,
  type Payment,
  type PriceMove,
  PriceMoveRefused,
  type SaleCommand,
  type SaleDates,
  SaleDatesRefused,
  type TicketCount
} from "../../domain/Sale.ts"
import { type Answer, type Asked, type Decide, decide, type Opened, rejected } from "../decide.ts"
import { isFree } from "../errand.ts"

/** What may be done with a confirmed show until it is settled. */
const selling: ReadonlyArray<BookingStage> = ["confirmed", "announced", "onSale", "postponed"]
const counting: ReadonlyArray<BookingStage> = [...selling, "played", "inSettlement"]

export const sell = (asked: Asked, command: SaleCommand): Decide => {
  switch (command._tag) {
    case "SetDates":
      return setDates(asked, command.dates)
    case "Count":
      return count(asked, command.count)
    case "MovePrice":
      return movePrice(asked, command.move)
    case "SetPayments":
      return setPayments(asked, command.payments)
    case "SetMarketing":
      return setMarketing(asked, command.lines)
    case "MarkPlayed":
      return markPlayed(asked)
  }
}

const during = (
  asked: Asked,
  stages: ReadonlyArray<BookingStage>,
  what: string,
  rule: (booking: Opened) => Answer
): Decide =>
  decide(
    asked,
    (booking) => stages.includes(booking.stage) && isFree(booking) ? rule(booking) : rejected(asked, booking, what)
  )

const setDates = (asked: Asked, dates: SaleDates): Decide =>
  during(asked, selling, "get sale dates", (booking) => {
    const { bookingId } = asked
    const order = [
      ["the announcement", dates.announceAtMillis],
      ["the presale", dates.presaleAtMillis],
      ["the sale", dates.onSaleAtMillis],
      ["the end of the show", booking.endsAtMillis]
    ] as const
    const known = order.flatMap(([name, at]) => at === null ? [] : [{ name, at }])
    const wrong = known.findIndex(({ at }, index) => index > 0 && at < (known[index - 1]?.at ?? 0))
    return wrong === -1
      ? Either.right([{ _tag: "BookingSaleDatesSet", dates, atMillis: asked.atMillis }])
      : Either.left(
        new SaleDatesRefused({ bookingId, problem: `${known[wrong]?.name} comes before ${known[wrong - 1]?.name}` })
      )
  })

/** The show was played: by itself when its day is over, by hand where it is entered afterwards. */
const markPlayed = (asked: Asked): Decide =>
  during(
    asked,
    ["confirmed", "announced", "onSale"],
    "be played",
    () => Either.right([{ _tag: "BookingPlayed", atMillis: asked.atMillis }])
  )

const count = (asked: Asked, count: TicketCount): Decide =>
  during(asked, counting, "count tickets", (booking) => {
    const refused = count.tiers.flatMap(({ sold, tier }) => {
      const found = booking.terms.show.scaling.tiers.find(({ name }) => name === tier)
      const problem = problemOf(booking, count, tier, sold, found)
      return problem === undefined ? [] : [{ tier, problem }]
    })[0]
    return refused === undefined
      ? Either.right([{ _tag: "BookingTicketsCounted", count, atMillis: asked.atMillis }])
      : Either.left(new CountRefused({ bookingId: asked.bookingId, ...refused }))
  })

const problemOf = (
  booking: Opened,
  { correction, countedAtMillis, tiers }: TicketCount,
  tier: string,
  sold: number,
  found: Tier | undefined
): string | undefined => {
  if (found === undefined) return "the show has no such tier"
  if (tiers.filter((other) => other.tier === tier).length > 1) return "it is counted twice"
  if (sold > sellable(found)) return `${sold} of ${sellable(found)} tickets`
  const known = booking.sale.tiers.find((counted) => counted.tier === tier)
  return known !== undefined && known.countedAtMillis <= countedAtMillis && sold < known.sold && correction === null
    ? `${sold} after ${known.sold}: fewer than before is a correction and says why`
    : undefined
}

const movePrice = (asked: Asked, move: PriceMove): Decide =>
  during(asked, selling, "move a price", (booking) => {
    const { scaling } = booking.terms.show
    const from = scaling.tiers.find(({ name }) => name === move.from)
    const refuse = (problem: string): Answer =>
      Either.left(new PriceMoveRefused({ bookingId: asked.bookingId, problem }))
    if (from === undefined) return refuse(`there is no tier ${move.from}`)
    if (scaling.tiers.some(({ name }) => name === move.to)) return refuse(`there is a tier ${move.to} already`)
    if (scaling.tiers.length >= 50) return refuse("a show has at most 50 tiers")
    const unsold = sellable(from) - (booking.sale.tiers.find(({ tier }) => tier === move.from)?.sold ?? 0)
    if (move.places > unsold) return refuse(`${move.from} has ${unsold} unsold places, not ${move.places}`)
    const tiers = scaling.tiers.flatMap((tier) =>
      tier === from
        ? [{ ...tier, allotment: tier.allotment - move.places }, {
          ...tier,
          name: move.to,
          priceCents: move.priceCents,
          allotment: move.places,
          comps: 0,
          kills: 0
        }]
        : [tier]
    )
    return Either.right([{
      _tag: "BookingPriceMoved",
      move,
      show: { ...booking.terms.show, scaling: { ...scaling, tiers } },
      atMillis: asked.atMillis
    }])
  })

const setPayments = (asked: Asked, payments: ReadonlyArray<Payment>): Decide =>
  during(asked, counting, "plan payments", (booking) => {
    const stranger = payments.find(({ talent }) => !booking.terms.show.talents.some(({ name }) => name === talent))
    return stranger === undefined
      ? Either.right([{ _tag: "BookingPaymentsSet", payments, atMillis: asked.atMillis }])
      : rejected(asked, booking, `pay ${stranger.talent}, who is not in its deal,`)
  })

const setMarketing = (asked: Asked, lines: ReadonlyArray<MarketingLine>): Decide =>
  during(
    asked,
    counting,
    "plan its marketing",
    () => Either.right([{ _tag: "BookingMarketingSet", lines, atMillis: asked.atMillis }])
  )
