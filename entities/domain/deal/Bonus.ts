import type { Bonus, PerTicketAbove, ThresholdFee } from "./Deal.ts"
import { reachedAt, type Takings } from "./Takings.ts"

/** What a bonus adds to the pay; those that change a percentage add nothing here, they work through it. */
export const bonusCents = (bonus: Bonus, takings: Takings): number => {
  switch (bonus._tag) {
    case "ThresholdFee":
      return thresholdFee(bonus, takings)
    case "PerTicketAbove":
      return bonus.centsPerTicket * ticketsAbove(bonus, takings)
    default:
      return 0
  }
}

const thresholdFee = ({ pays, steps, trigger }: typeof ThresholdFee.Type, takings: Takings): number => {
  const met = steps.filter((step) => reachedAt(trigger, step.at, takings) !== undefined)
  if (pays === "cumulative") return met.reduce((sum, step) => sum + step.cents, 0)
  return met.reduce((highest, step) => step.at >= highest.at ? step : highest, { at: 0, cents: 0 }).cents
}

const ticketsAbove = ({ at, trigger }: typeof PerTicketAbove.Type, takings: Takings): number => {
  const reached = reachedAt(trigger, at, takings)
  if (reached === undefined) return 0
  // the ticket that reaches the threshold is not above it; exact in whole tickets
  const sold = BigInt(takings.tickets)
  const above = BigInt(reached.denominator - reached.numerator)
  return Number((sold * above) / BigInt(reached.denominator))
}
