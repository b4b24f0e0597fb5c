import { Schema } from "effect"
import { BasisPoints, shareOf } from "../Money.ts"
import { Amount, Label } from "./Label.ts"

const goesTo = {
  name: Label,
  /** `netGross`: shared with the artist, untaxed and without fees. `promoter`: the promoter's own, on internal sheets only. */
  goesTo: Schema.Literal("netGross", "promoter")
}

/** Money besides tickets: bar, merchandise, sponsors, or the facility fees coming back where the promoter owns the room. */
export const RevenueLine = Schema.Union(
  Schema.Struct({ ...goesTo, basis: Schema.Literal("fixed", "perTicket"), cents: Amount }),
  Schema.Struct({ ...goesTo, basis: Schema.Literal("facilityFees"), share: BasisPoints })
)
export type RevenueLine = typeof RevenueLine.Type

export const revenueAmount = (line: RevenueLine, tickets: number, facilityFees: number): number => {
  switch (line.basis) {
    case "fixed":
      return line.cents
    case "perTicket":
      return line.cents * tickets
    case "facilityFees":
      return shareOf(facilityFees, line.share)
  }
}
