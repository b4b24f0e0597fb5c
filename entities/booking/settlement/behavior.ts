import { Either } from "effect"
import { BookingNotFound, type BookingRefusal, BookingTransitionRejected } from "../../domain/Booking.ts"
import type { CostLine } from "../../domain/deal/Costs.ts"
import type { SettlementTerms } from "../../domain/deal/Settlement.ts"
import type { BookingId } from "../../domain/Ids.ts"
import { type SettlementCommand, SettlementRefused, type SheetSignature } from "../../domain/Settling.ts"
import { type Answer, type Asked, type Decide, decide, nothing, type Opened, rejected } from "../decide.ts"
import type { Booking, BookingEvent } from "../state.ts"
import { sheetOf, soldOf } from "./sheet.ts"
import type { Settling } from "./state.ts"

/** A show is settled anew at most so often. */
const mostVersions = 20

export const settle = (asked: Asked, command: SettlementCommand): Decide =>
  decide(asked, (booking) => {
    switch (command._tag) {
      case "Begin":
        return begin(asked, booking)
      case "Reopen":
        return reopen(asked, booking, command.reason)
      default: {
        const { settling } = booking
        return settling === null || booking.stage !== "inSettlement"
          ? rejected(asked, booking, "have its settlement changed")
          : enter(asked, booking, settling, command)
      }
    }
  })

/** What is said to who looks for a settlement that nobody began. */
export const notBegun = (bookingId: BookingId, { stage, terms }: Booking): BookingRefusal =>
  terms === null
    ? new BookingNotFound({ bookingId })
    : new BookingTransitionRejected({ bookingId, from: stage, attempted: "show a settlement" })

const begin = (asked: Asked, booking: Opened): Answer => {
  if (booking.stage === "inSettlement") return nothing
  return booking.stage === "played"
    ? one({ _tag: "BookingSettlementBegun", atMillis: asked.atMillis })
    : rejected(asked, booking, "be settled")
}

const reopen = (asked: Asked, booking: Opened, reason: string): Answer => {
  if (booking.stage !== "settled") return rejected(asked, booking, "be settled anew")
  return (booking.settling?.version ?? 0) >= mostVersions
    ? refused(asked, `it was settled ${mostVersions} times`)
    : one({ _tag: "BookingSettlementReopened", by: asked.actor, reason, atMillis: asked.atMillis })
}

const enter = (
  asked: Asked,
  booking: Opened,
  settling: Settling,
  command: Exclude<SettlementCommand, { readonly _tag: "Begin" | "Reopen" }>
): Answer => {
  const { atMillis } = asked
  switch (command._tag) {
    case "SetCosts": {
      const problem = budgetProblem(booking.terms.show.costs, command.costs)
      return problem === undefined
        ? one({ _tag: "BookingSettlementCostsSet", costs: command.costs, atMillis })
        : refused(asked, problem)
    }
    case "SetRevenue":
      return one({ _tag: "BookingSettlementRevenueSet", revenue: command.revenue, atMillis })
    case "SetTerms": {
      const { adjustments, withholdings } = command
      const stranger = strangerIn(booking, { adjustments, withholdings })
      return stranger === undefined
        ? one({ _tag: "BookingSettlementTermsSet", adjustments, withholdings, atMillis })
        : refused(asked, `${stranger} is not in its deal`)
    }
    case "Sign":
      return sign(asked, booking, settling, { ...command, by: asked.actor, atMillis })
  }
}

/** The budget is what the offer said: figures are added beside it, and lines that it did not have. */
const budgetProblem = (offered: ReadonlyArray<CostLine>, lines: ReadonlyArray<CostLine>): string | undefined => {
  const names = new Set(lines.map(({ name }) => name))
  if (names.size < lines.length) return "two cost lines have the same name"
  const missing = offered.find(({ name }) => !names.has(name))
  if (missing !== undefined) return `the cost line ${missing.name} is missing`
  const changed = lines.find((line) => {
    const before = offered.find(({ name }) => name === line.name)
    return before === undefined
      ? budgetOf(line) !== 0
      : before.basis !== line.basis || budgetOf(before) !== budgetOf(line)
  })
  return changed === undefined ? undefined : `the budget of ${changed.name} is what the offer says, or nothing`
}

const budgetOf = (line: CostLine): number => "cents" in line ? line.cents.budget : line.share.budget

const strangerIn = (
  { terms }: Opened,
  { adjustments, withholdings }: Pick<SettlementTerms, "adjustments" | "withholdings">
): string | undefined =>
  [...adjustments, ...withholdings].find(({ talent }) => terms.show.talents.every(({ name }) => name !== talent))
    ?.talent

/** A sheet that has changed since it was looked at is not signed, and what was signed before a change is void. */
const sign = (
  asked: Asked,
  booking: Opened,
  settling: Settling,
  { atMillis, by, name, sheetHash, side }: SheetSignature
): Answer => {
  const sheet = sheetOf(booking, settling)
  if (sheet.hash !== sheetHash) return refused(asked, "the sheet has changed since it was looked at")
  const valid = settling.signatures.filter((one) => one.sheetHash === sheet.hash)
  if (valid.some((one) => one.side === side)) return nothing
  const signature = { side, name, by, sheetHash, atMillis }
  const signatures = [...valid, signature]
  const signed: BookingEvent = { _tag: "BookingSettlementSigned", signature, atMillis }
  if (signatures.length < 2) return one(signed)
  const { gross, tickets } = sheet.settlement.internal
  return Either.right([signed, {
    _tag: "BookingSettled",
    version: settling.version,
    sheet: sheet.settlement,
    sheetHash,
    signatures,
    outcome: { sold: tickets, grossCents: gross, priceCents: meanPrice(booking, gross) },
    atMillis
  }])
}

/** What a ticket went for on average, in cents; nothing where none was sold. */
const meanPrice = (booking: Opened, gross: number): number | null => {
  const sold = soldOf(booking).reduce((sum, each) => sum + each, 0)
  return sold === 0 ? null : Math.round(gross / sold)
}

const one = (event: BookingEvent): Answer => Either.right([event])
const refused = ({ bookingId }: Asked, problem: string): Answer =>
  Either.left(new SettlementRefused({ bookingId, problem }))
